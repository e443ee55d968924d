import Gate
import GateModel
import GateRules
import GateTestSupport
import Testing

/// The baseline, and `.gitleaksignore`.
@Suite struct KnownFindingsTests {
  private let token: String
  private let key: String

  init() throws {
    var placeholders = Placeholders(rule: "known", position: 0)
    token = try placeholders.expand("ghp_{{github:30}}")
    key = try placeholders.expand("{{maintainx-token}}")
  }

  private func settings(_ root: String) -> ScanSettings {
    ScanSettings(root: root, today: Placeholders.today, toolVersion: "test")
  }

  @Test func whatIsInTheBaselineFailsNoMore() async throws {
    try await TemporaryDirectory.with { directory in
      try directory.write("A=\(token)\n", to: "a.env")
      #expect(await ScanRun.report(settings(directory.path)).exitStatus == .failed)
      #expect(try await BaselineRun.write(settings(directory.path)).entries == 1)
      // Moved to another line it is the same; in another file it is new.
      try directory.write("# moved\n\nA=\(token)\n", to: "a.env")
      let report = await ScanRun.report(settings(directory.path))
      #expect(report.findings.map(\.suppression?.kind) == [.baseline])
      #expect(report.exitStatus == .passed)
      try directory.write("A=\(token)\n", to: "b.env")
      #expect(await ScanRun.report(settings(directory.path)).exitStatus == .failed)
    }
  }

  @Test func theBaselineHoldsNoSecretAndDropsWhatIsGone() async throws {
    try await TemporaryDirectory.with { directory in
      try directory.write("A=\(token)\n", to: "a.env")
      _ = try await BaselineRun.write(settings(directory.path))
      let first = try directory.read(".mxgate-baseline")
      #expect(!String(decoding: first, as: UTF8.self).contains(token.suffix(12)))
      _ = try await BaselineRun.write(settings(directory.path))
      #expect(try directory.read(".mxgate-baseline") == first)
      try directory.write("A=\n", to: "a.env")
      let report = await ScanRun.report(settings(directory.path))
      #expect(report.diagnostics.map(\.severity) == [.warning])
      #expect(report.diagnostics.first?.message.contains("a.env") == true)
      #expect(try await BaselineRun.write(settings(directory.path)).entries == 0)
      #expect(await ScanRun.report(settings(directory.path)).diagnostics.isEmpty)
    }
  }

  @Test func itOnlyShrinksUnlessSomethingIsAddedByName() async throws {
    try await TemporaryDirectory.with { directory in
      try directory.write("A=\(token)\n", to: "a.env")
      _ = try await BaselineRun.write(settings(directory.path))
      try directory.write("A=\(token)\n", to: "b.env")
      let again = try await BaselineRun.write(settings(directory.path))
      #expect((again.entries, again.new) == (1, ["github-personal-access-token"]))
      let added = try await BaselineRun.write(
        settings(directory.path), adding: ["github-personal-access-token"], reason: "a sample")
      #expect((added.entries, added.new) == (2, []))
      let text = String(decoding: try directory.read(".mxgate-baseline"), as: UTF8.self)
      #expect(text.contains(" a sample\n"))
      #expect(await ScanRun.report(settings(directory.path)).exitStatus == .passed)
      _ = try await BaselineRun.write(settings(directory.path))
      #expect(String(decoding: try directory.read(".mxgate-baseline"), as: UTF8.self) == text)
    }
  }

  @Test func anUnmetCheckInItWarns() async throws {
    try await TemporaryRepository.with(files: ["a.txt": "x\n"]) { repository in
      let check = CheckSettings(scan: settings(repository.path), only: ["errors"])
      #expect(await CheckRun.report(check).exitStatus == .failed)
      #expect(try await BaselineRun.write(settings(repository.path)).checks > 10)
      let known = await CheckRun.report(check)
      #expect(known.exitStatus == .passed)
      #expect(known.checks.allSatisfy { $0.reason.contains("in the baseline") })

      // Met meanwhile: it is dropped, and fails when it comes back.
      try repository.write([".gitignore": ".env*\n*.key\n"])
      let met = await CheckRun.report(CheckSettings(scan: settings(repository.path)))
      #expect(
        met.diagnostics.contains { $0.message.hasPrefix("auth.gitignore is in the baseline") })
      _ = try await BaselineRun.write(settings(repository.path))
      try repository.directory.delete(".gitignore")
      let back = await CheckRun.report(
        CheckSettings(scan: settings(repository.path), only: ["auth.gitignore"]))
      #expect(back.exitStatus == .failed)
    }
  }

  @Test func anOrganisationsPolicyKnowsNoBaselineOfChecks() async throws {
    try await TemporaryRepository.with(files: ["a.txt": "x\n"]) { repository in
      _ = try await BaselineRun.write(settings(repository.path))
      try repository.write([".git/policy.yaml": "failOn: P0\n"])
      let report = await CheckRun.report(
        CheckSettings(
          scan: settings(repository.path), only: ["errors"],
          policyPath: repository.path + "/.git/policy.yaml"))
      #expect(report.exitStatus == .failed)
    }
  }

  @Test func aMaintainXKeyIsNeverKnown() async throws {
    try await TemporaryDirectory.with { directory in
      try directory.write("A=\(key)\n", to: "a.env")
      let outcome = try await BaselineRun.write(settings(directory.path))
      #expect((outcome.entries, outcome.kept) == (0, 1))
      #expect(await ScanRun.report(settings(directory.path)).exitStatus == .failed)
    }
  }

  @Test(arguments: ["no baseline\n", "project xyz\n", "# empty\n", "project 00ff\nabc\n"])
  func aBrokenBaselineIsAnErrorWithItsPlace(text: String) async throws {
    try await TemporaryDirectory.with { directory in
      try directory.write(text, to: ".mxgate-baseline")
      let report = await ScanRun.report(settings(directory.path))
      #expect(report.exitStatus == .usage)
      #expect(report.diagnostics.first?.location?.path.text == ".mxgate-baseline")
    }
  }

  @Test func aGitleaksIgnoreFileIsHonoured() async throws {
    try await TemporaryDirectory.with { directory in
      try directory.write("A=\(token)\nB=x\n", to: "a.env")
      try directory.write("\nA=\(token)\n", to: "b.env")
      let commit = String(repeating: "a", count: 40)
      try directory.write(
        "# known\na.env:github-pat:1\n\(commit):b.env:github-pat:2\nb.env\n", to: ".gitleaksignore")
      let report = await ScanRun.report(settings(directory.path))
      #expect(report.findings.map(\.suppression?.kind) == [.ignoreFile, nil])
      #expect(report.findings.first?.suppression?.location?.line == 2)
      #expect(report.diagnostics.map(\.location?.line) == [4])
      #expect(report.diagnostics.first?.severity == .warning)
    }
  }
}
