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
