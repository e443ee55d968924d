import GateTestSupport
import Testing

/// The sample service passes, and each broken twin of it fails for the reason it was broken.
@Suite struct SampleServiceTests {
  @Test func sampleServicePasses() async throws {
    try await TemporaryRepository.with(files: SampleService.files()) { repository in
      let (report, status) = try await ReadReport.of(["check"], in: repository.path)
      #expect(report.failing == [])
      #expect(report.findings.isEmpty)
      #expect(report.diagnostics.isEmpty)
      #expect(status == 0)
      #expect(report.checks.count == 39)
    }
  }

  /// A copy of the sample service with one thing broken.
  struct Twin: Sendable, CustomTestStringConvertible {
    var breaks: String
    var file: String
    var from: String
    /// `nil` deletes the file.
    var to: String?
    var verdict: String

    var testDescription: String { "\(breaks) in \(file)" }
  }

  static let twins = [
    Twin(
      breaks: "auth.gitignore", file: ".gitignore", from: "*.key\n", to: "", verdict: "missing"),
    Twin(
      breaks: "auth.secretManager", file: "deploy/secrets.yaml", from: "", to: nil,
      verdict: "unproven"),
    Twin(
      breaks: "errors.retryAfter", file: "src/maintainx/client.ts",
      from: "retryAfterDelay(response.headers) ?? backoffDelay(attempt)",
      to: "backoffDelay(attempt)", verdict: "unproven"),
    Twin(
      breaks: "data.pagination", file: "src/maintainx/client.ts",
      from: "    if (cursor) query.set('cursor', cursor);\n", to: "", verdict: "unproven"),
    Twin(
      breaks: "observability.health", file: "src/server.ts", from: "app.get('/health'",
      to: "app.get('/hello'", verdict: "unproven"),
    Twin(
      breaks: "observability.logging", file: "src/log.ts",
      from: "import { pino } from 'pino';",
      to: "const pino = (_: object) => ({ info: console.log, error: console.log });",
      verdict: "contradicted"),
  ]

  @Test(arguments: twins)
  func brokenTwinFailsForItsReason(twin: Twin) async throws {
    var files = try SampleService.files()
    let original = try #require(files[twin.file])
    #expect(original.contains(twin.from) || twin.from.isEmpty)
    files[twin.file] = twin.to.map { original.replacing(twin.from, with: $0) }
    try await TemporaryRepository.with(files: files) { repository in
      let (report, status) = try await ReadReport.of(["check"], in: repository.path)
      #expect(report.failing == [twin.breaks])
      #expect(report[twin.breaks]?.verdict == twin.verdict)
      #expect(status == 1)
    }
  }

  @Test func keyInTheCodeFails() async throws {
    var files = try SampleService.files()
    let key = "sk_" + "live_" + "9fK2mQ7xRb4TnV8wYc3Jz6Lp"
    files["src/billing.ts"] = "export const key = '\(key)';\n"
    try await TemporaryRepository.with(files: files) { repository in
      let (report, status) = try await ReadReport.of(["check"], in: repository.path)
      #expect(report.failing == ["auth.noHardcodedKeys"])
      #expect(report.findings.map(\.path) == ["src/billing.ts"])
      #expect(report.findings.allSatisfy { !$0.redacted.contains(key) })
      #expect(status == 1)
    }
  }
}
