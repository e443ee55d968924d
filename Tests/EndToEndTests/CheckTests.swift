import GateTestSupport
import Testing

/// `mxgate check` on input that is odd, broken or missing.
@Suite struct CheckTests {
  @Test func firstRunPrintsAPlan() async throws {
    let files = ["index.js": "fetch('https://api.getmaintainx.com/v1/users');\n"]
    try await TemporaryRepository.with(files: files) { repository in
      let outcome = try await MXGateBinary.run([], in: repository.path)
      #expect(outcome.status == 1)
      #expect(outcome.output.contains("no mxgate.yaml yet"))
      #expect(outcome.output.contains("mxgate fix"))
      #expect(outcome.output.contains("Next: mxgate init"))
      #expect(outcome.errors.isEmpty)
    }
  }

  @Test func brokenManifestIsWrongConfigurationAndSecretsAreJudged() async throws {
    let key = "sk_" + "live_" + "9fK2mQ7xRb4TnV8wYc3Jz6Lp"
    let files = [
      "mxgate.yaml": "apiVersion: mxgate/v1\nerrors:\n  retries: true\n  timeout: soon\n",
      "a.js": "const key = '\(key)';\n",
    ]
    try await TemporaryRepository.with(files: files) { repository in
      let (report, status) = try await ReadReport.of(["check"], in: repository.path)
      #expect(status == 2)
      #expect(report.diagnostics.count >= 2)
      #expect(report.findings.map(\.path) == ["a.js"])
      #expect(report["auth.gitignore"]?.verdict == "missing")
      #expect(report["errors.timeout"]?.verdict == "couldNotCheck")
    }
  }

  @Test func folderWithoutGitCannotBeJudgedWhole() async throws {
    try await TemporaryDirectory.with { folder in
      try folder.write("NAME=1\n", to: "a.txt")
      let (report, status) = try await ReadReport.of(
        ["check", "--only", "auth.gitignore"], in: folder.path)
      #expect(report["auth.gitignore"]?.verdict == "couldNotCheck")
      #expect(status == 3)
    }
  }

  @Test func repositoryWithoutCommitsIsJudged() async throws {
    try await TemporaryRepository.with { repository in
      try repository.write(["a.txt": "x\n"])
      let (report, status) = try await ReadReport.of(["check"], in: repository.path)
      #expect(status == 1)
      #expect(report.checks.count == 39)
    }
  }

  @Test func missingGitIsNoPass() async throws {
    try await TemporaryRepository.with(files: ["a.txt": "x\n"]) { repository in
      let outcome = try await MXGateBinary.run(
        ["check"], in: repository.path, environment: ["PATH": "/nowhere"])
      #expect(outcome.status == 3)
      #expect(outcome.output.contains("git"))
    }
  }

  @Test func oddFilesAreHandled() async throws {
    try await TemporaryRepository.with(files: ["a.txt": "x\n"]) { repository in
      try repository.directory.link("loop", to: "loop")
      try await repository.run(.name("mkfifo"), ["pipe"])
      try await repository.run(
        .name("sh"), ["-c", "printf 'x' > \"$(printf 'name\\377\\033[2J')\""])
      let outcome = try await MXGateBinary.run(["check", "--all"], in: repository.path)
      #expect(outcome.status == 1)
      #expect(!outcome.output.contains("\u{1B}"))
    }
  }

  @Test func unknownSelectionIsWrongUsage() async throws {
    try await TemporaryRepository.with(files: ["a.txt": "x\n"]) { repository in
      let outcome = try await MXGateBinary.run(
        ["check", "--only", "errors.retries"], in: repository.path)
      #expect(outcome.status == 2)
      #expect(outcome.output.contains("errors.retries"))
    }
  }

  @Test func selectionSaysPartial() async throws {
    try await TemporaryRepository.with(files: ["a.txt": "x\n"]) { repository in
      let outcome = try await MXGateBinary.run(
        ["check", "--only", "P2"], in: repository.path)
      #expect(outcome.status == 0)
      #expect(outcome.output.contains("PARTIAL"))
    }
  }

  @Test func againstFailsOnlyOnWhatGotWorse() async throws {
    var files = try SampleService.files()
    files[".gitignore"] = files[".gitignore"]?.replacing("*.key\n", with: "")
    try await TemporaryRepository.with(files: files) { repository in
      try await repository.git("branch", "base")
      let same = try await ReadReport.of(["check", "--against", "base"], in: repository.path)
      #expect(same.status == 0)
      #expect(same.report["auth.gitignore"]?.reason.contains("also failing on base") == true)
      try await repository.git("rm", "-q", "deploy/secrets.yaml")
      try await repository.commit(message: "Take the secrets away")
      let worse = try await ReadReport.of(["check", "--against", "base"], in: repository.path)
      #expect(worse.report.failing == ["auth.secretManager"])
      #expect(worse.status == 1)
    }
  }

  @Test func manifestThatIsGoneFails() async throws {
    try await TemporaryRepository.with(files: SampleService.files()) { repository in
      try await repository.git("branch", "base")
      try await repository.git("rm", "-q", "mxgate.yaml")
      try await repository.commit(message: "Take the manifest away")
      let outcome = try await MXGateBinary.run(["check", "--against", "base"], in: repository.path)
      #expect(outcome.status == 1)
      #expect(outcome.output.contains("is gone"))
    }
  }

  @Test func draftedManifestIsAccepted() async throws {
    var files = try SampleService.files()
    files["mxgate.yaml"] = nil
    try await TemporaryRepository.with(files: files) { repository in
      let drafted = try await MXGateBinary.run(["init"], in: repository.path)
      #expect(drafted.status == 0)
      let (report, status) = try await ReadReport.of(["check"], in: repository.path)
      #expect(report.diagnostics.filter { $0.severity == "error" }.isEmpty)
      #expect(status == 0)
      let again = try await MXGateBinary.run(["init"], in: repository.path)
      #expect(again.status == 2)
    }
  }

  @Test func fixAddsWhatIsMissing() async throws {
    try await TemporaryRepository.with(files: [".gitignore": "dist/\r\n"]) { repository in
      let dry = try await MXGateBinary.run(["fix", "--dry-run"], in: repository.path)
      #expect(dry.status == 0)
      #expect(try repository.directory.read(".gitignore") == Array("dist/\r\n".utf8))
      let outcome = try await MXGateBinary.run(["fix"], in: repository.path)
      #expect(outcome.status == 0)
      let (report, _) = try await ReadReport.of(["check"], in: repository.path)
      #expect(report["auth.gitignore"]?.verdict == "corroborated")
      let lines = try repository.directory.read(".gitignore").split(separator: UInt8(ascii: "\n"))
      #expect(lines.allSatisfy { $0.last == UInt8(ascii: "\r") })
    }
  }
}
