import Foundation
import GateTestSupport
import Subprocess
import Testing

@testable import GateVerify

/// A real TLS server on this machine, and what of its certificate is not believed.
extension LiveTests {
  @Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl")))
  struct TLSTests {
    struct Certificate: CustomTestStringConvertible, Sendable {
      var name: String
      var subject = "127.0.0.1"
      var isExpired = false
      var isTrusted = true
      /// The kind of error; `nil` for an answer.
      var failure: TransportError.Kind? = .tls
      var testDescription: String { name }
    }

    @Test(arguments: [
      Certificate(name: "trusted", failure: nil), Certificate(name: "unknown", isTrusted: false),
      Certificate(name: "another machine's", subject: "192.0.2.1"),
      Certificate(name: "expired", isExpired: true),
    ])
    func isBelievedOnlyWhereItIsValid(_ certificate: Certificate) async throws {
      try await TemporaryDirectory.with { directory in
        try await Self.make(certificate, in: directory)
        try await Self.withServer(in: directory) { port in
          let caFile = certificate.isTrusted ? directory.absolute("cert.pem") : nil
          let failure = try await onThread {
            let address = try HTTPAddress("https://127.0.0.1:\(port)/v1/users")
            let request = HTTPRequest(
              .get, address, headers: [HTTPHeader("Authorization", "Bearer \(FakeMaintainX.key)")])
            do {
              let response = try LibcurlTransport(caFile: caFile).send(request, timeout: 60)
              #expect(response.status == 200)
              return TransportError?.none
            } catch let error as TransportError {
              return error
            }
          }
          #expect(failure?.kind == certificate.failure, "\(String(describing: failure))")
          #expect(failure?.wasSent != true)
        }
      }
    }

    private static func make(
      _ certificate: Certificate, in directory: TemporaryDirectory
    ) async throws {
      let (key, file) = (directory.absolute("key.pem"), directory.absolute("cert.pem"))
      try await openssl(
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
        "-subj", "/CN=mxgate test", "-addext", "subjectAltName=IP:\(certificate.subject)",
        "-days", "2", "-keyout", key, "-out", file)
      if certificate.isExpired {
        try await openssl("x509", "-in", file, "-signkey", key, "-days", "-1", "-out", file)
      }
    }

    private static func openssl(_ arguments: String...) async throws {
      let result = try await Subprocess.run(
        .path("/usr/bin/openssl"), arguments: Arguments(arguments), output: .discarded,
        error: .string(limit: 1 << 16))
      guard result.terminationStatus == .exited(0) else {
        throw CommandFailure(
          command: "openssl \(arguments[0])", status: "\(result.terminationStatus)",
          words: result.standardError)
      }
    }

    /// `openssl s_server`, which answers every request with a page about the connection.
    private static func withServer(
      in directory: TemporaryDirectory, _ body: (Int) async throws -> Void
    ) async throws {
      let server = Process()
      server.executableURL = URL(filePath: "/usr/bin/openssl")
      server.arguments = [
        "s_server", "-accept", "127.0.0.1:0", "-www", "-key", directory.absolute("key.pem"),
        "-cert", directory.absolute("cert.pem"),
      ]
      let output = Pipe()
      server.standardOutput = output
      server.standardError = FileHandle.nullDevice
      try server.run()
      defer { server.terminate() }
      var words = ""
      // It prints "ACCEPT 127.0.0.1:34567" once it listens.
      while !words.contains(/ACCEPT .*:\d+\n/) {
        let more = output.fileHandleForReading.availableData
        if more.isEmpty { break }
        words += String(decoding: more, as: UTF8.self)
      }
      let port = try #require(words.firstMatch(of: /ACCEPT .*:(\d+)\n/)?.1)
      try await body(try #require(Int(port)))
    }
  }
}
