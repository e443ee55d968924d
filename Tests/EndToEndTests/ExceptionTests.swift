import FoundationEssentials
import GateTestSupport
import Testing

/// A rollback by a saved report, and an override.
@Suite struct ExceptionTests {
  /// A service that fails, and a report of its commit that says it passed: as where a waiver has run
  /// out, which no test can wait for.
  private func afterPassing(
    _ test: (TemporaryRepository) async throws -> Void
  ) async throws {
    var files = try SampleService.files()
    files[".gitignore"] = files[".gitignore"]?.replacing("*.key\n", with: "")
    try await TemporaryRepository.with(files: files) { repository in
      let outcome = try await MXGateBinary.run(["check", "--format", "json"], in: repository.path)
      #expect(outcome.status == 1)
      let passing = outcome.output.replacing("\"exitCode\": 1", with: "\"exitCode\": 0")
        .replacing("\"verdict\": \"missing\"", with: "\"verdict\": \"corroborated\"")
      #expect(passing != outcome.output)
      try Data(passing.utf8).write(to: URL(filePath: report(of: repository)))
      do {
        try await test(repository)
      } catch {
        try FileManager.default.removeItem(atPath: report(of: repository))
        throw error
      }
      try FileManager.default.removeItem(atPath: report(of: repository))
    }
  }

  private func report(of repository: TemporaryRepository) -> String { repository.path + ".json" }

  private func judged(
    _ arguments: String..., in repository: TemporaryRepository
  ) async throws -> (report: ReadReport, status: Int32) {
    try await ReadReport.of(
      ["check", "--accept-report", report(of: repository)] + arguments, in: repository.path)
  }

  @Test func theReportOfTheCommitStandsForWhatFailsSince() async throws {
    try await afterPassing { repository in
      let without = try await ReadReport.of(["check"], in: repository.path)
      #expect(without.status == 1)
      let (report, status) = try await judged(in: repository)
      #expect(status == 0)
      #expect(report.acceptedReport?.checks == ["auth.gitignore"])
      // A live check is about now, not about the commit.
      let live = try await judged("--require-live", in: repository)
      #expect(live.report.failing == ["auth.liveKey"])
    }
  }

  @Test(arguments: [
    ("\"exitCode\": 0", "\"exitCode\": 0"), ("\"exitCode\": 0", "\"exitCode\": 1"),
    ("\"partial\": false", "\"partial\": true"), ("\"version\": \"", "\"version\": \"9"),
    ("\"rules\": \"", "\"rules\": \"0"), ("\"day\": \"2", "\"day\": \"1"),
    ("\"day\": \"2", "\"day\": \"3"), ("\"commit\": \"", "\"commit\": \"0"),
    ("\"against\": null", "\"against\": \"main\""),
    (
      "\"override\": null",
      "\"override\": {\"reason\": \"r\", \"actor\": \"a\", \"passedOver\": []}"
    ),
  ])
  func anyOtherReportDoesNotCount(old: String, new: String) async throws {
    try await afterPassing { repository in
      let file = URL(filePath: report(of: repository))
      let text = try String(contentsOf: file, encoding: .utf8)
      let range = try #require(
        text.firstRange(of: old) ?? text.firstRange(of: old.replacing(": ", with: ":")))
      try Data((text[..<range.lowerBound] + new + text[range.upperBound...]).utf8).write(to: file)
      let (report, status) = try await judged(in: repository)
      #expect(status == (old == new ? 0 : 1))
      #expect(report.diagnostics.contains { $0.message.contains("does not count") } == (old != new))
    }
  }

  @Test func anotherCommitIsNotCovered() async throws {
    try await afterPassing { repository in
      try await repository.commit(files: ["b.txt": "b\n"], message: "Next")
      #expect(try await judged(in: repository).status == 1)
    }
  }

  @Test func anotherFileIsNotCovered() async throws {
    try await afterPassing { repository in
      try repository.write(["new.txt": "new\n"])
      #expect(try await judged(in: repository).status == 1)
    }
  }

  @Test func changedFilesAreNotCovered() async throws {
    try await afterPassing { repository in
      try repository.write(["mxgate.yaml": "apiVersion: mxgate/v1\n"])
      #expect(try await judged(in: repository).status == 1)
    }
  }

  @Test func aSecretIsNeverCovered() async throws {
    try await afterPassing { repository in
      let password = "pass" + "word = \"" + "Vb7kQ2mZx9Lw" + "\"\n"
      try await repository.commit(files: ["src/new.py": password], message: "Key")
      let file = URL(filePath: report(of: repository))
      let head = try await repository.git("rev-parse", "HEAD")
      let before = try await repository.git("rev-parse", "HEAD~1")
      let text = try String(contentsOf: file, encoding: .utf8).replacing(before, with: head)
      try Data(text.utf8).write(to: file)
      let (report, status) = try await judged(in: repository)
      #expect(status == 1)
      #expect(report.failing == ["auth.noHardcodedKeys"])
    }
  }

  @Test func aFileThatIsNoReportIsWrongUsage() async throws {
    try await TemporaryRepository.with(files: ["a.json": "{}\n"]) { repository in
      let outcome = try await MXGateBinary.run(
        ["check", "--accept-report", "a.json"], in: repository.path)
      #expect(outcome.status == 2)
    }
  }

  // MARK: Override

  private static let override = [
    "check", "--override-reason", "the queue is down", "--override-actor", "alice",
  ]

  @Test func anOverridePassesAndIsRecorded() async throws {
    try await TemporaryRepository.with(files: ["a.js": "fetch(x)\n"]) { repository in
      #expect(try await ReadReport.of(["check"], in: repository.path).status == 1)
      let (report, status) = try await ReadReport.of(Self.override, in: repository.path)
      #expect(status == 0)
      #expect(report.override?.actor == "alice")
      #expect(report.override?.reason == "the queue is down")
      #expect(report.override?.passedOver.contains("auth.gitignore") == true)
    }
  }

  @Test(arguments: ["text", "json", "sarif", "junit", "github", "gitlab", "markdown", "html"])
  func everyFormatTellsOfIt(format: String) async throws {
    try await TemporaryRepository.with(files: ["a.js": "fetch(x)\n"]) { repository in
      let outcome = try await MXGateBinary.run(
        Self.override + ["--format", format], in: repository.path)
      #expect(outcome.output.contains("the queue is down"))
      #expect(outcome.output.contains("alice"))
    }
  }

  @Test func aPasswordIsPassedOverAndALiveKeyIsNot() async throws {
    let password = "pass" + "word = \"" + "Vb7kQ2mZx9Lw" + "\"\n"
    try await TemporaryRepository.with(files: ["a.py": password]) { repository in
      #expect(try await ReadReport.of(Self.override, in: repository.path).status == 0)
      let header = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"
      let claims =
        "{\"userId\":1,\"organizationId\":2,\"iat\":1740900000,\"sub\":\"REST_API_AUTH\","
        + "\"jti\":\"0b5e4b0a-6d3b-4b67-9a55-0c9d3f0e9a11\"}"
      let payload = Data(claims.utf8).base64EncodedString()
        .replacing("+", with: "-").replacing("/", with: "_").filter { $0 != "=" }
      let signature = "q3Jw8Zt5Rk1Nn7Yc2Vb6Xm4Lp9Hd0Gs8Fa3Tu5Ei7Qo"
      try await repository.commit(
        files: ["b.js": "const key = \"\(header).\(payload).\(signature)\";\n"], message: "Key")
      let (report, status) = try await ReadReport.of(Self.override, in: repository.path)
      #expect(status == 1)
      #expect(report.failing == ["auth.noHardcodedKeys"])
    }
  }

  @Test func whatCouldNotBeCheckedIsNotPassedOver() async throws {
    try await TemporaryDirectory.with { folder in
      try folder.write("a\n", to: "a.txt")
      #expect(try await ReadReport.of(Self.override, in: folder.path).status == 3)
    }
  }

  @Test(arguments: [
    ["--override-reason", "because"], ["--override-reason", " ", "--override-actor", "a"],
  ])
  func anOverrideSaysWhoAndWhy(arguments: [String]) async throws {
    try await TemporaryRepository.with(files: ["a.js": "x\n"]) { repository in
      let outcome = try await MXGateBinary.run(
        ["check"] + arguments, in: repository.path, environment: ["GITHUB_ACTOR": nil])
      #expect(outcome.status == 2)
    }
  }

  @Test func anOverriddenReportIsNoProofForARollback() async throws {
    try await TemporaryRepository.with(files: ["a.js": "fetch(x)\n"]) { repository in
      _ = try await MXGateBinary.run(
        Self.override + ["--format", "json=r.json"], in: repository.path)
      let outcome = try await MXGateBinary.run(
        ["check", "--accept-report", "r.json"], in: repository.path)
      #expect(outcome.status == 1)
      #expect(outcome.output.contains("an exception of its own"))
    }
  }

  @Test func versionIsTheReports() async throws {
    try await TemporaryDirectory.with { folder in
      let version = try await MXGateBinary.run(["--version"], in: folder.path)
      #expect(version.status == 0)
      let report = try await MXGateBinary.run(["scan", "--format", "json"], in: folder.path)
      let number = String(version.output.dropLast())
      #expect(report.output.contains("\"\(number)\""))
    }
  }
}
