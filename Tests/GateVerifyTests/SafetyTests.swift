import GateModel
import GateTestSupport
import Testing

@testable import GateVerify

extension LiveTests {
  /// The key's whereabouts, and answers without end.
  @Suite struct SafetyTests {
    @Test(arguments: [Route.users, .create, .get, .delete])
    func theKeyDoesNotFollowARedirect(_ route: Route) async throws {
      try await FakeMaintainX.with { other in
        try await FakeMaintainX.with { server in
          server.book.with { $0.faults = [route: .redirect("\(other.baseURL)/users")] }
          _ = try await LiveRun(server).run()
          #expect(other.book.requests.isEmpty)
        }
      }
    }

    @Test func theServiceNeverSeesTheKey() async throws {
      try await FakeMaintainX.with { server in
        var run = LiveRun(server)
        run.organization = "17"
        let result = try await run.run()
        #expect(result.exitStatus == .passed)
        for request in server.book.requests {
          let isService = [.health, .ready, .metrics].contains(request.route)
          #expect(request.hasKey == !isService)
          #expect(request.organization == (isService ? nil : "17"))
        }
      }
    }

    @Test func aServerThatEchoesTheKeyDoesNotGetItPrinted() async throws {
      try await FakeMaintainX.with { server in
        let echo = Fault(
          kind: .status(401, body: #"{"error":"unknown key \#(FakeMaintainX.key)"}"#))
        server.book.with { $0.faults = [.users: echo] }
        for format in ["text", "json", "junit"] {
          let outcome = try await Binary.run(
            ["verify", "--url", server.url, "--base-url", server.baseURL, "--format", format],
            environment: ["MAINTAINX_API_KEY": FakeMaintainX.key])
          #expect(outcome.status == 1)
          #expect(outcome.output.contains("[API key]"))
          #expect(!(outcome.output + outcome.errors).contains(FakeMaintainX.key))
        }
      }
    }

    @Test func aProxyDoesNotSeeWhatIsForThisMachine() async throws {
      try await FakeMaintainX.with { proxy in
        try await FakeMaintainX.with { server in
          let outcome = try await Binary.run(
            ["verify", "--url", server.url, "--base-url", server.baseURL],
            environment: [
              "MAINTAINX_API_KEY": FakeMaintainX.key, "http_proxy": proxy.url,
              "all_proxy": proxy.url,
            ])
          #expect(outcome.status == 0, "\(outcome.output)")
          #expect(proxy.book.requests.isEmpty)
        }
      }
    }

    @Test(arguments: [
      (["--base-url", "http://api.example.com/v1"], ["MAINTAINX_API_KEY": "k"]),
      (["--base-url", "https://user:pass@api.example.com/v1"], ["MAINTAINX_API_KEY": "k"]),
      ([], [:]), ([], ["MAINTAINX_API_KEY": ""]), ([], ["MAINTAINX_API_KEY": "a b"]),
      (["--api-key-file", "/nonexistent"], ["MAINTAINX_API_KEY": "k"]),
      (["--skip", "cleanup"], ["MAINTAINX_API_KEY": "k"]),
      (["--only", "nonsense"], ["MAINTAINX_API_KEY": "k"]),
      (["--watch", "1m", "--skip", "metrics"], ["MAINTAINX_API_KEY": "k"]),
      (["--timeout", "soon"], ["MAINTAINX_API_KEY": "k"]),
    ])
    func wrongUsageOpensNoConnection(
      _ arguments: [String], _ environment: [String: String]
    ) async throws {
      try await FakeMaintainX.with { server in
        let base = arguments.contains("--base-url") ? [] : ["--base-url", server.baseURL]
        let outcome = try await Binary.run(
          ["verify", "--url", server.url] + base + arguments, environment: environment)
        #expect(outcome.status == 2, "\(outcome.output)\(outcome.errors)")
        #expect(!outcome.errors.isEmpty)
        #expect(server.book.requests.isEmpty)
      }
    }

    @Test func readsTheKeyFromAFile() async throws {
      try await TemporaryDirectory.with { directory in
        try await FakeMaintainX.with { server in
          try directory.write("\(FakeMaintainX.key)\n", to: "key")
          let outcome = try await Binary.run(
            [
              "verify", "--url", server.url, "--base-url", server.baseURL, "--api-key-file",
              directory.absolute("key"),
            ], environment: ["XDG_STATE_HOME": directory.path])
          #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
        }
      }
    }

    /// Seconds; long enough for a connection on a busy machine.
    private static let shortTimeout = 2.0

    @Test(arguments: [
      (Fault.endless, TransportError.Kind.tooLarge), (.inflating, .tooLarge),
      (.truncated, .connectionLost), (.drop, .connectionLost), (.hang, .timeout),
    ])
    func tellsWhatIsWrong(_ fault: Fault, _ expected: TransportError.Kind) async throws {
      try await FakeMaintainX.with { server in
        server.book.with { $0.faults = [.health: fault] }
        let kind = try await onThread {
          let address = try HTTPAddress("\(server.url)/health")
          do {
            _ = try LibcurlTransport().send(
              HTTPRequest(.get, address), timeout: fault.isHanging ? Self.shortTimeout : 20)
            return TransportError.Kind?.none
          } catch let error as TransportError {
            #expect(error.wasSent)
            return error.kind
          }
        }
        #expect(kind == expected)
      }
    }

    @Test func plainHTTPIsNoTLS() async throws {
      try await FakeMaintainX.with { server in
        let error = try await onThread {
          let address = try HTTPAddress("https://127.0.0.1:\(server.port)/v1/users")
          do {
            _ = try LibcurlTransport().send(HTTPRequest(.get, address), timeout: 20)
            return TransportError?.none
          } catch let error as TransportError {
            return error
          }
        }
        #expect(error?.kind == .tls)
        #expect(error?.wasSent == false)
      }
    }
  }
}
