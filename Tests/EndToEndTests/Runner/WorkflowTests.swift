import FoundationEssentials
import GateTestSupport
import Testing

/// Every script of the workflows and the smaller actions, and that there are no others.
@Suite struct WorkflowTests {
  /// What the files below `.github` run. Whoever adds a script adds its test.
  private static let exercised: [String: [String]] = [
    ".github/workflows/ci.yml": [".ci/run"],
    ".github/workflows/release.yml": [
      ".ci/package \"$GITHUB_REF_NAME\"", ".ci/try-package .build/package/*.tar.gz",
      ".ci/package \"$GITHUB_REF_NAME\"", ".ci/checksums release",
      "gh release create \"$GITHUB_REF_NAME\" --verify-tag --generate-notes release/*",
    ],
    ".github/workflows/pre-deploy.yml": [],
    ".github/examples/deploy.yml": ["echo \"deploy here\""],
    ".github/examples/organization.yml": [],
    ".github/actions/mxgate/action.yml": ["source-key.sh", "install.sh", "run.sh"].map(own),
    ".github/actions/approval/action.yml": [own("approver.sh")],
    ".github/actions/saved-report/action.yml": [own("find.sh")],
    ".github/actions/scorecard/action.yml": [own("../mxgate/install.sh"), own("merge.sh")],
  ]

  private static func own(_ script: String) -> String { "\"$GITHUB_ACTION_PATH/\(script)\"" }

  @Test func noScriptIsForgotten() throws {
    let files = try WorkflowFile.all()
    let found = Dictionary(
      uniqueKeysWithValues: files.map { ($0.path, $0.steps.compactMap(\.run)) })
    #expect(found == Self.exercised)
    for file in files where file.path.hasPrefix(".github/actions/") {
      let scripts = try FileManager.default.contentsOfDirectory(atPath: file.folder)
        .filter { $0.hasSuffix(".sh") }
      let called = file.steps.compactMap(\.run).joined()
      for script in scripts {
        #expect(called.contains("/\(script)\""))
        #expect(FileManager.default.isExecutableFile(atPath: "\(file.folder)/\(script)"))
      }
    }
  }

  @Test func everyActionOfOthersIsPinnedByDigest() throws {
    for file in try WorkflowFile.all() where !file.path.hasPrefix(".github/examples/") {
      for uses in file.steps.compactMap(\.uses) where !uses.hasPrefix("$/") {
        let digest = uses.split(separator: "@").last ?? ""
        #expect(digest.count == 40 && digest.allSatisfy(\.isHexDigit), "\(file.path): \(uses)")
      }
      for uses in file.steps.compactMap(\.uses) where uses.hasPrefix("$/") {
        #expect(
          FileManager.default.fileExists(
            atPath: WorkflowFile.root + uses.dropFirst(2) + "/action.yml"))
      }
    }
  }

  @Test func everyInputThatIsHandedOnExists() throws {
    let gate = try WorkflowFile(".github/actions/mxgate/action.yml")
    for step in try WorkflowFile(".github/workflows/pre-deploy.yml").steps
    where step.uses == "$/.github/actions/mxgate" {
      #expect(Set(step.inputs.keys).isSubset(of: gate.defaults.keys))
    }
  }

  // MARK: Scripts that ask GitHub

  /// A runner whose `gh api` answers with the given JSON through the caller's own filter.
  private func asking(
    _ action: String, answer: String, _ inputs: [String: String]
  ) async throws -> SimulatedRunner.Outcome {
    try await TemporaryDirectory.with { home in
      try home.write(answer, to: "answer.json")
      let gh = """
        #!/bin/sh
        while [ "$1" != --jq ]; do shift; done
        exec jq -r "$2" "\(home.path)/answer.json"
        """
      try home.write(gh, to: "bin/gh")
      try home.setMode(0o755, of: "bin/gh")
      var runner = SimulatedRunner(home: home, workspace: home.path)
      runner.context["github.token"] = "token"
      runner.environment = ["GITHUB_SHA": "abc", "GITHUB_RUN_ID": "7"]
      return try await runner.run(
        try WorkflowFile(".github/actions/\(action)/action.yml"), inputs)
    }
  }

  @Test(arguments: [
    (false, "abc", 1, "42"), (true, "abc", 1, ""), (false, "def", 1, ""), (false, "abc", 2, ""),
  ])
  func aReportIsTakenFromARunOfTheCommitAlone(
    expired: Bool, commit: String, repository: Int, run: String
  ) async throws {
    let answer = """
      {"artifacts": [{"expired": \(expired), "workflow_run": {"id": 42, "repository_id": 1,
       "head_repository_id": \(repository), "head_sha": "\(commit)"}}]}
      """
    let outcome = try await asking("saved-report", answer: answer, ["artifact": "r-abc"])
    #expect(outcome.status == 0)
    #expect(outcome.outputs["run-id"] == run)
    #expect(outcome.commands.contains { $0.name == "warning" } == run.isEmpty)
  }

  @Test func anAnswerThatIsNoneStopsTheStep() async throws {
    #expect(try await asking("saved-report", answer: "{}", ["artifact": "r"]).status != 0)
    #expect(
      try await asking("approval", answer: "{}", ["environment": "mxgate-override"]).status != 0)
  }

  @Test(arguments: [
    ("approved", "mxgate-override", "alice"), ("rejected", "mxgate-override", nil),
    ("approved", "staging", nil),
  ])
  func anOverrideNeedsAnApproval(state: String, environment: String, actor: String?) async throws {
    let answer = """
      [{"state": "\(state)", "environments": [{"name": "\(environment)"}], "user": {"login": "alice"}}]
      """
    let outcome = try await asking(
      "approval", answer: answer, ["environment": "mxgate-override"])
    #expect(outcome.status == (actor == nil ? 1 : 0))
    #expect(outcome.outputs["actor"] == actor ?? "")
  }

  // MARK: Scorecard and release

  @Test func reportsOfManyServicesBecomeOneTable() async throws {
    try await TemporaryRepository.with(files: SampleService.files()) { repository in
      try await TemporaryDirectory.with { home in
        try home.makeFolder("temp/mxgate-bin")
        try home.link("temp/mxgate-bin/mxgate", to: MXGateBinary.path)
        for name in ["a", "b"] {
          try home.makeFolder("reports/\(name)")
          _ = try await MXGateBinary.run(
            ["check", "--format", "json=\(home.absolute("reports/\(name)/mxgate.json"))"],
            in: repository.path)
        }
        let scorecard = try WorkflowFile(".github/actions/scorecard/action.yml")
        let runner = SimulatedRunner(home: home, workspace: home.path)
        let outcome = try await runner.run(scorecard, ["reports": "reports"])
        #expect(outcome.status == 0)
        #expect(outcome.summary.contains("2 services"))
        #expect(try await runner.run(scorecard, ["reports": "bin"]).status == 3)
      }
    }
  }

  @Test func aReleaseIsMadeOfWhatWasBuilt() async throws {
    try await TemporaryDirectory.with { home in
      try home.write("#!/bin/sh\nprintf '%s\\n' \"$@\"\n", to: "bin/gh")
      try home.setMode(0o755, of: "bin/gh")
      try home.write("one", to: "release/a.tar.gz")
      try home.write("two", to: "release/a.cdx.json")
      try home.link(".ci", to: WorkflowFile.root + ".ci")
      var runner = SimulatedRunner(home: home, workspace: home.path)
      runner.environment["GITHUB_REF_NAME"] = "v1.2.3"
      let scripts = try WorkflowFile(".github/workflows/release.yml").steps.compactMap(\.run)
      let checksums = try #require(scripts.first { $0.contains("checksums") })
      #expect(try await runner.run(script: checksums).status == 0)
      let sums = String(decoding: try home.read("release/SHA256SUMS"), as: UTF8.self)
      #expect(
        sums.split(separator: "\n").map { $0.suffix(from: $0.index($0.startIndex, offsetBy: 66)) }
          == ["a.cdx.json", "a.tar.gz"])
      let publish = try #require(scripts.last)
      let outcome = try await runner.run(script: publish)
      #expect(outcome.log.contains("v1.2.3\n--verify-tag"))
      #expect(outcome.log.contains("release/SHA256SUMS"))
    }
  }

  /// What the parts list says.
  private struct PartsList: Decodable {
    struct Component: Decodable {
      var name: String
      var version: String
    }
    var specVersion: String
    var components: [Component]
  }

  @Test func thePartsListHasEveryPinnedPackage() async throws {
    try await TemporaryDirectory.with { home in
      let runner = SimulatedRunner(home: home, workspace: WorkflowFile.root)
      let outcome = try await runner.run(script: ".ci/sbom 1.2.3")
      #expect(outcome.status == 0)
      let list = try JSONDecoder().decode(PartsList.self, from: Data(outcome.log.utf8))
      #expect(list.specVersion == "1.6")
      let package = try String(
        contentsOf: URL(filePath: WorkflowFile.root + "Package.swift"), encoding: .utf8)
      let pinned = package.split(separator: "\n").filter { $0.contains("exact: \"") }
      #expect(list.components.count == pinned.count + 5)
      for component in list.components.prefix(pinned.count) {
        #expect(
          pinned.contains { $0.contains("/\(component.name)\"") && $0.contains(component.version) })
      }
      for name in ["swift-runtime", "libyaml", "vectorscan", "pcre2", "zlib"] {
        #expect(list.components.contains { $0.name == name && $0.version.first?.isNumber == true })
      }
    }
  }
}
