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

  /// Through the binary, with git's own view of the files; a twin for every check is judged in
  /// `SampleTwinTests`.
  @Test(arguments: [
    ("auth.gitignore", "missing", ".gitignore", "*.key\n", ""),
    (
      "errors.retryAfter", "unproven", "src/maintainx/client.ts",
      "retryAfterDelay(response.headers) ?? backoffDelay(attempt)", "backoffDelay(attempt)"
    ),
    ("errors.timeout", "contradicted", "src/maintainx/client.ts", "MS = 30_000", "MS = 300_000"),
  ])
  func brokenTwinFailsForItsReason(
    id: String, verdict: String, file: String, from: String, to: String
  ) async throws {
    var files = try SampleService.files()
    let original = try #require(files[file])
    try #require(original.contains(from))
    files[file] = original.replacing(from, with: to)
    try await TemporaryRepository.with(files: files) { repository in
      let (report, status) = try await ReadReport.of(
        ["check", "--fail-on", "P1"], in: repository.path)
      #expect(report.failing == [id])
      #expect(report[id]?.verdict == verdict)
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
