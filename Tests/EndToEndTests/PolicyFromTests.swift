import GateTestSupport
import Testing

/// `mxgate check --policy-from`: a branch cannot switch off the gate that judges it.
@Suite struct PolicyFromTests {
  private static let password = "pass" + "word = \"" + "Vb7kQ2mZx9Lw" + "\"\n"

  private func branch(
    _ files: [String: String], _ test: (TemporaryRepository) async throws -> Void
  ) async throws {
    try await TemporaryRepository.with(files: SampleService.files()) { repository in
      try await repository.git("branch", "base")
      try await repository.commit(files: files, message: "Change")
      try await test(repository)
    }
  }

  private func judged(
    _ arguments: String..., in repository: TemporaryRepository
  ) async throws -> (report: ReadReport, status: Int32) {
    try await ReadReport.of(
      ["check", "--policy-from", "base"] + arguments, in: repository.path)
  }

  private func appended(_ text: String) throws -> [String: String] {
    let manifest = try #require(SampleService.files()["mxgate.yaml"])
    return ["mxgate.yaml": manifest + text]
  }

  @Test func theBaseItselfPasses() async throws {
    try await branch([:]) { repository in
      let (report, status) = try await judged(in: repository)
      #expect(status == 0)
      #expect(report.diagnostics.isEmpty)
    }
  }

  @Test func anAddedAllowCommentAllowsNothing() async throws {
    let line = Self.password.replacing("\n", with: " # mxgate:allow[hardcoded-password] sample\n")
    try await branch(["src/a.py": line]) { repository in
      let trusted = try await ReadReport.of(["check"], in: repository.path)
      #expect(trusted.status == 0)
      let (report, status) = try await judged(in: repository)
      #expect(status == 1)
      #expect(report.failing == ["auth.noHardcodedKeys"])
      #expect(report.diagnostics.contains { $0.message.contains("this comment is not on base") })
      // Once it is on the base, it counts.
      try await repository.git("branch", "-f", "base")
      #expect(try await judged(in: repository).status == 0)
    }
  }

  @Test func anAddedBaselineKnowsNothing() async throws {
    try await branch(["src/a.py": Self.password]) { repository in
      #expect(try await MXGateBinary.run(["baseline"], in: repository.path).status == 0)
      try await repository.commit(message: "Baseline")
      #expect(try await ReadReport.of(["check"], in: repository.path).status == 0)
      let (report, status) = try await judged(in: repository)
      #expect(status == 1)
      #expect(report.diagnostics.contains { $0.message.contains("entry of the baseline") })
      try await repository.git("branch", "-f", "base")
      #expect(try await judged(in: repository).status == 0)
    }
  }

  @Test func anAddedIgnoreFileIgnoresNothing() async throws {
    try await branch(["src/a.py": Self.password, ".gitleaksignore": "src/a.py:any:1\n"]) {
      repository in
      let trusted = try await ReadReport.of(["check"], in: repository.path)
      #expect(trusted.status == 0)
      let (_, status) = try await judged(in: repository)
      #expect(status == 1)
    }
  }

  @Test func anAddedExclusionExcludesNothing() async throws {
    var files = try appended("scan: { exclude: [{ path: src/a.py, reason: sample }] }\n")
    files["src/a.py"] = Self.password
    try await branch(files) { repository in
      let trusted = try await ReadReport.of(["check"], in: repository.path)
      #expect(trusted.status == 0)
      let (_, status) = try await judged(in: repository)
      #expect(status == 1)
    }
  }

  @Test func aWaiverOfTheBranchIsListedAndDoesNotCount() async throws {
    var files = try appended(
      "waivers: [{ check: auth.secretManager, reason: later, owner: me, expires: 2026-12-10 }]\n")
    files["deploy/secrets.yaml"] = "kind: ConfigMap\n"
    try await branch(files) { repository in
      let (report, status) = try await judged(in: repository)
      #expect(status == 1)
      #expect(report.failing == ["auth.secretManager"])
      #expect(report.diagnostics.map(\.message).first?.contains("auth.secretManager") == true)
    }
  }

  @Test func ownRulesAreThoseOfTheBase() async throws {
    let rule = """
      rules:
        - id: acme-key
          title: Acme key
          severity: high
          confidence: high
          keywords: [acme_]
          pattern: 'acme_(?<secret>[0-9a-f]{16})(?![0-9a-f])'
          source: https://wiki.example.com/keys
          fix: Replace it in the console.

      """
    var files = try appended("scan: { rules: own }\n")
    files["own/secrets/acme.yaml"] = rule
    try await TemporaryRepository.with(
      files: SampleService.files().merging(files) { $1 }
    ) { repository in
      try await repository.git("branch", "base")
      try await repository.commit(
        files: [
          "own/secrets/acme.yaml": "rules: []\n", "src/a.py": "use acme_" + "0f9c3b7ae1d24856\n",
        ], message: "Take the rule away")
      #expect(try await ReadReport.of(["check"], in: repository.path).report.findings.isEmpty)
      #expect(try await judged(in: repository).report.findings.map(\.rule) == ["acme-key"])
    }
  }

  @Test func aPolicyFileOfTheBranchIsRefused() async throws {
    try await branch(["policy.yaml": "failOn: P0\n"]) { repository in
      let (report, status) = try await judged("--policy", "policy.yaml", in: repository)
      #expect(status == 2)
      #expect(report.diagnostics.contains { $0.message.contains("policy.yaml") })
    }
  }

  @Test func aRevisionThatDoesNotExistStopsTheGate() async throws {
    try await branch([:]) { repository in
      let outcome = try await ReadReport.of(
        ["check", "--policy-from", "gone"], in: repository.path)
      #expect(outcome.status == 3)
    }
  }

  @Test func aBrokenManifestOnTheBaseExcusesNothing() async throws {
    var files = try SampleService.files()
    let good = files["mxgate.yaml"]
    files["mxgate.yaml"] = "apiVersion: mxgate/v1\nerrors: { retries: true }\n"
    files["deploy/secrets.yaml"] = "kind: ConfigMap\n"
    try await TemporaryRepository.with(files: files) { repository in
      try await repository.git("branch", "base")
      try await repository.commit(files: ["mxgate.yaml": try #require(good)], message: "Mend")
      let (report, status) = try await ReadReport.of(
        ["check", "--against", "base", "--policy-from", "base"], in: repository.path)
      #expect(status == 1)
      #expect(report.failing.contains("auth.secretManager"))
      #expect(report.diagnostics.count { $0.message.contains("manifest of base has errors") } == 2)
    }
  }

  /// A branch writes a baseline that excuses a check: it counts once it is merged.
  @Test func aBaselineOfChecksCountsOnlyWhereTheBaseHasIt() async throws {
    var files = try SampleService.files()
    let client = "src/maintainx/client.ts"
    files[client] = files[client]?.replacing(
      "retryAfterDelay(response.headers) ?? backoffDelay(attempt)", with: "backoffDelay(attempt)")
    try await TemporaryRepository.with(files: files) { repository in
      try await repository.git("branch", "base")
      #expect(try await MXGateBinary.run(["baseline"], in: repository.path).status == 0)
      #expect(try await ReadReport.of(["check"], in: repository.path).status == 0)
      try await repository.git("add", ".mxgate-baseline")
      _ = try await repository.commit(message: "a baseline")
      let (report, status) = try await ReadReport.of(
        ["check", "--policy-from", "base"], in: repository.path)
      #expect(status == 1)
      #expect(report.failing == ["errors.retryAfter"])
      #expect(report.diagnostics.contains { $0.message.contains("baseline") })
      try await repository.git("branch", "-f", "base")
      let merged = try await ReadReport.of(["check", "--policy-from", "base"], in: repository.path)
      #expect(merged.status == 0)
    }
  }
}
