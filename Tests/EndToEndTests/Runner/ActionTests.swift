import FoundationEssentials
import GateTestSupport
import Testing

/// The action's steps, run in a simulated runner on real repositories.
@Suite struct ActionTests {
  /// A runner in whose cache this build of mxgate lies already.
  private func withRunner(
    _ repository: TemporaryRepository,
    _ body: (SimulatedRunner) async throws -> Void
  ) async throws {
    try await TemporaryDirectory.with { home in
      try home.makeFolder("temp/mxgate-bin")
      try home.link("temp/mxgate-bin/mxgate", to: MXGateBinary.path)
      try await body(SimulatedRunner(home: home, workspace: repository.path))
    }
  }

  private func action() throws -> WorkflowFile {
    try WorkflowFile(".github/actions/mxgate/action.yml")
  }

  /// The sample service on `origin/main`, and changes of a pull request on top.
  private func withPullRequest(
    _ files: [String: String], _ body: (SimulatedRunner) async throws -> Void
  ) async throws {
    try await TemporaryRepository.with(files: SampleService.files()) { repository in
      try await repository.git("update-ref", "refs/remotes/origin/main", "HEAD")
      try await repository.commit(files: files, message: "Change")
      try await withRunner(repository) { runner in
        var runner = runner
        runner.context["github.base_ref"] = "main"
        try await body(runner)
      }
    }
  }

  @Test func aGoodPullRequestPasses() async throws {
    try await withPullRequest(["docs/more.md": "more\n"]) { runner in
      let outcome = try await runner.run(action())
      #expect(outcome.status == 0)
      #expect(outcome.ran.count == 3)
      #expect(outcome.outputs["passed"] == "true")
      #expect(outcome.outputs["p0-failed"] == "0")
      #expect(outcome.outputs["findings"] == "0")
      #expect(outcome.summary.contains("ready to deploy"))
      #expect(outcome.summary.contains("origin/main"))
      for name in ["report", "sarif-file"] {
        let path = try #require(outcome.outputs[name])
        #expect(FileManager.default.fileExists(atPath: path))
      }
    }
  }

  @Test func aPullRequestCannotExcuseItself() async throws {
    let manifest = try #require(SampleService.files()["mxgate.yaml"])
    let files = [
      "deploy/secrets.yaml": "kind: ConfigMap\n",
      "mxgate.yaml": manifest
        + "waivers: [{ check: auth.secretManager, reason: later, owner: me, expires: 2026-12-10 }]\n",
    ]
    try await withPullRequest(files) { runner in
      let outcome = try await runner.run(action())
      #expect(outcome.status == 1)
      #expect(outcome.outputs["passed"] == "false")
      #expect(outcome.outputs["p0-failed"] == "1")
      #expect(
        outcome.commands.contains { $0.name == "error" && $0.properties.contains("mxgate.yaml") })
      #expect(
        outcome.commands.contains { $0.name == "warning" && $0.text.contains("not on origin/main") }
      )
      #expect(outcome.log.contains("not ready to deploy"))
    }
  }

  @Test func aMergeGroupIsHeldAgainstItsBase() async throws {
    try await TemporaryRepository.with(files: ["a.js": "fetch(x)\n"]) { repository in
      let base = try await repository.git("rev-parse", "HEAD")
      try await repository.commit(files: ["b.js": "1\n"], message: "Change")
      try await withRunner(repository) { runner in
        var runner = runner
        runner.context["github.event.merge_group.base_sha"] = base
        let outcome = try await runner.run(action())
        #expect(outcome.status == 0)
      }
    }
  }

  @Test func aPushIsJudgedWhole() async throws {
    try await TemporaryRepository.with(files: ["a.js": "fetch(x)\n"]) { repository in
      try await withRunner(repository) { runner in
        let outcome = try await runner.run(action())
        #expect(outcome.status == 1)
        #expect(outcome.outputs["passed"] == "false")
      }
    }
  }

  @Test func aDeploymentNeedsTheKey() async throws {
    try await TemporaryRepository.with(files: SampleService.files()) { repository in
      try await withRunner(repository) { runner in
        let outcome = try await runner.run(action(), ["require-live": "true"])
        #expect(outcome.status == 3)
        #expect(outcome.summary.contains("auth.liveKey"))
      }
    }
  }

  @Test func aReportIsAcceptedForARollback() async throws {
    try await TemporaryRepository.with(files: SampleService.files()) { repository in
      try await withRunner(repository) { runner in
        let first = try await runner.run(action())
        let outcome = try await runner.run(
          action(), ["accept-report": try #require(first.outputs["report"])])
        #expect(outcome.status == 0)
        #expect(outcome.summary.contains("nothing has failed since"))
      }
    }
  }

  @Test func anOverrideIsSeenEverywhere() async throws {
    try await TemporaryRepository.with(files: ["a.js": "fetch(x)\n"]) { repository in
      try await withRunner(repository) { runner in
        let inputs = [
          "override-reason": "queue down\n::set-output name=passed::x", "override-actor": "alice",
        ]
        let outcome = try await runner.run(action(), inputs)
        #expect(outcome.status == 0)
        #expect(outcome.summary.contains("OVERRIDE by alice"))
        #expect(outcome.commands.first?.text.contains("OVERRIDE by alice") == true)
        #expect(!outcome.commands.contains { $0.name == "set-output" })
      }
    }
  }

  @Test func qualityCommandsRunAndCannotSpeakToTheRunner() async throws {
    let manifest = """
      apiVersion: mxgate/v1
      quality:
        lint: { command: "echo '::set-output name=passed::true'; echo '##[add-path]/evil'; exit 1" }

      """
    try await TemporaryRepository.with(files: ["mxgate.yaml": manifest]) { repository in
      try await withRunner(repository) { runner in
        let outcome = try await runner.run(action(), ["run-quality": "true"])
        #expect(outcome.status == 1)
        #expect(outcome.log.contains("##[add-path]/evil"))
        #expect(Set(outcome.commands.map(\.name)).isSubset(of: ["error", "warning", "notice"]))
      }
    }
  }

  // MARK: Hostile names

  private static let hostileNames = [
    "::error::owned", "a\n::set-output name=passed::true\n.py", "%0A::set-env name=X::y.py",
    "##[set-output name=passed]true.py", "x ##[add-path]evil.py", "::stop-commands::word",
    "b\r::add-mask::a.py", "| `<b>` [x](http://example.com).py", "::add-matcher::x.json",
  ]

  @Test func namesOfFilesCannotSpeakToTheRunner() async throws {
    let password = "pass" + "word = \"" + "Vb7kQ2mZx9Lw" + "\"\n"
    var files = ["a.js": "fetch(x)\n"]
    for name in Self.hostileNames { files[name] = password }
    for number in 0..<30 { files["more/\(number).py"] = password }
    try await TemporaryRepository.with(files: files) { repository in
      try await withRunner(repository) { runner in
        let outcome = try await runner.run(action())
        #expect(outcome.status == 1)
        #expect(outcome.outputs["passed"] == "false")
        let names = outcome.commands.map(\.name)
        #expect(Set(names) == ["error", "warning", "notice"])
        for name in Set(names) { #expect(names.count { $0 == name } <= 10) }
        #expect(outcome.commands.contains { $0.text.hasSuffix("more in the summary") })
        #expect(!outcome.summary.contains("<b>"))
        #expect(outcome.summary.split(separator: "\n").allSatisfy { !$0.hasPrefix("::") })
      }
    }
  }

  @Test func aSubfolderIsNamedFromTheTop() async throws {
    var files = ["README.md": "x\n"]
    for (path, content) in try SampleService.files() { files["services/sync/\(path)"] = content }
    files["services/sync/deploy/secrets.yaml"] = "kind: ConfigMap\n"
    try await TemporaryRepository.with(files: files) { repository in
      try await withRunner(repository) { runner in
        let outcome = try await runner.run(action(), ["path": "services/sync"])
        #expect(outcome.status == 1)
        let error = try #require(outcome.commands.first { $0.name == "error" })
        #expect(error.properties.contains("file=services/sync/mxgate.yaml"))
        let sarif = try String(
          contentsOf: URL(filePath: try #require(outcome.outputs["sarif-file"])), encoding: .utf8)
        #expect(sarif.contains("\"uri\": \"services/sync/mxgate.yaml\""))
      }
    }
  }

  @Test func aLongReportStaysWithinGitHubsLimits() async throws {
    let line = "pass" + "word = \"" + "Vb7kQ2mZx9Lw" + "\"\n"
    var files: [String: String] = [:]
    for number in 0..<60 { files["\(number).py"] = String(repeating: line, count: 100) }
    try await TemporaryRepository.with(files: files) { repository in
      try await withRunner(repository) { runner in
        let outcome = try await runner.run(action())
        #expect(outcome.outputs["findings"] == "6000")
        #expect(outcome.summary.utf8.count < 1 << 20)
        let sarif = try String(
          contentsOf: URL(filePath: try #require(outcome.outputs["sarif-file"])), encoding: .utf8)
        #expect(sarif.components(separatedBy: "\"ruleIndex\"").count == 5_001)
        #expect(sarif.contains("more results are left out"))
      }
    }
  }

  @Test func annotationsCanBeLeftOut() async throws {
    try await TemporaryRepository.with(files: ["a.js": "fetch(x)\n"]) { repository in
      try await withRunner(repository) { runner in
        let outcome = try await runner.run(action(), ["annotations": "false"])
        #expect(outcome.status == 1)
        #expect(outcome.commands.isEmpty)
      }
    }
  }

  @Test func verifyShowsItsStepsAndKeepsItsStatus() async throws {
    try await TemporaryRepository.with(files: ["a.txt": "x\n"]) { repository in
      try await withRunner(repository) { runner in
        var runner = runner
        // Nothing listens there.
        runner.environment = [
          "MXGATE_URL": "http://127.0.0.1:9", "MXGATE_BASE_URL": "http://127.0.0.1:9/v1",
          "MAINTAINX_API_KEY": "x.y.z",
        ]
        let outcome = try await runner.run(action(), ["command": "verify"])
        #expect(outcome.status != 0)
        #expect(outcome.outputs["passed"] == "false")
        #expect(outcome.summary.hasPrefix("~~~~\n"))
        #expect(outcome.outputs["p0-failed"] == "")
      }
    }
  }

  @Test func anotherCommandIsRefused() async throws {
    try await TemporaryRepository.with(files: ["a.txt": "x\n"]) { repository in
      try await withRunner(repository) { runner in
        let outcome = try await runner.run(action(), ["command": "deploy"])
        #expect(outcome.status == 2)
      }
    }
  }

  @Test func moreArgumentsComeOneALine() async throws {
    try await TemporaryRepository.with(files: ["a.js": "fetch(x)\n"]) { repository in
      try await withRunner(repository) { runner in
        let outcome = try await runner.run(action(), ["args": "--only\nP2\n"])
        #expect(outcome.status == 0)
        #expect(outcome.summary.contains("PARTIAL"))
      }
    }
  }
}
