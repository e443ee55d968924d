import GateTestSupport
import Testing

/// `--rules` and `scan.rules`: a team's own rules beside the built-in ones.
@Suite struct OwnRulesTests {
  private static let rules = """
    rules:
      - id: acme-key
        title: Acme key
        severity: high
        confidence: high
        keywords: [acme_]
        pattern: 'acme_(?<secret>[0-9a-f]{16})(?![0-9a-f])'
        source: https://wiki.example.com/keys
        fix: Replace it in the console.
    ---
    examples:
      - rule: acme-key
        match: ['key = acme_{{hex:16}}']
        noMatch: ['acme_']

    """
  private static let key = "acme_" + "0f9c3b7ae1d24856"

  @Test func areUsedWhereTheCommandLineNamesThem() async throws {
    try await TemporaryDirectory.with { folder in
      try folder.write(Self.rules, to: "own/secrets/acme.yaml")
      try folder.write("use \(Self.key) here\n", to: "app/notes.txt")
      let without = try await MXGateBinary.run(["scan", "app"], in: folder.path)
      #expect(without.status == 0)
      let with = try await MXGateBinary.run(["scan", "app", "--rules", "own"], in: folder.path)
      #expect(with.status == 1)
      #expect(with.output.contains("acme-key"))
      #expect(!with.output.contains(Self.key))
      let page = try await MXGateBinary.run(
        ["explain", "acme-key", "--rules", "own"], in: folder.path)
      #expect(page.status == 0)
    }
  }

  @Test(arguments: ["scan", "check"])
  func areUsedWhereTheManifestNamesThem(command: String) async throws {
    try await TemporaryDirectory.with { folder in
      try folder.write(Self.rules, to: "own/secrets/acme.yaml")
      try folder.write("apiVersion: mxgate/v1\nscan: { rules: own }\n", to: "mxgate.yaml")
      try folder.write("use \(Self.key) here\n", to: "notes.txt")
      let outcome = try await MXGateBinary.run(
        [command, "--format", "json"], in: folder.path)
      #expect(outcome.output.contains("\"acme-key\""))
    }
  }

  @Test func areHeldAgainstTheirExamples() async throws {
    try await TemporaryDirectory.with { folder in
      try folder.write(Self.rules, to: "own/secrets/acme.yaml")
      let good = try await MXGateBinary.run(["rules", "check", "--rules", "own"], in: folder.path)
      #expect(good.status == 0)
      let wrong = Self.rules.replacing("noMatch: ['acme_']", with: "noMatch: ['acme_{{hex:16}}']")
      try folder.write(wrong, to: "own/secrets/acme.yaml")
      let bad = try await MXGateBinary.run(["rules", "check", "--rules", "own"], in: folder.path)
      #expect(bad.status == 1)
      #expect(bad.output.contains("counter-example"))
    }
  }

  /// All mistakes at once, each with its place, and no scan that looks as if it had used them.
  @Test func withMistakesEndTheRun() async throws {
    try await TemporaryDirectory.with { folder in
      let wrong = Self.rules.replacing("(?<secret>", with: "(?<secret")
        .replacing("severity: high", with: "severity: huge")
      try folder.write(wrong, to: "own/secrets/acme.yaml")
      let outcome = try await MXGateBinary.run(["scan", "--rules", "own"], in: folder.path)
      #expect(outcome.status == 2)
      #expect(outcome.output.contains("own/secrets/acme.yaml:4"))
      #expect(outcome.output.contains("own/secrets/acme.yaml:7"))
    }
  }

  @Test(arguments: ["missing", "empty"])
  func folderWithoutRulesIsWrongUsage(name: String) async throws {
    try await TemporaryDirectory.with { folder in
      try folder.makeFolder("empty")
      let outcome = try await MXGateBinary.run(["scan", "--rules", name], in: folder.path)
      #expect(outcome.status == 2)
      #expect(outcome.output.contains(name))
    }
  }

  /// A built-in rule cannot be replaced by one that finds less.
  @Test func neverReplaceBuiltInOnes() async throws {
    try await TemporaryDirectory.with { folder in
      let taken = Self.rules.replacing("acme-key", with: "maintainx-api-key")
      try folder.write(taken, to: "own/secrets/acme.yaml")
      let outcome = try await MXGateBinary.run(["scan", "--rules", "own"], in: folder.path)
      #expect(outcome.status == 2)
      #expect(outcome.output.contains("stands already"))
    }
  }

  @Test func patternThatBacktracksWithoutEndIsStoppedAndNamed() async throws {
    try await TemporaryDirectory.with { folder in
      let slow = Self.rules.replacing(
        "acme_(?<secret>[0-9a-f]{16})(?![0-9a-f])", with: "acme_(?:a+)+b")
      try folder.write(slow, to: "own/secrets/acme.yaml")
      try folder.write("acme_" + String(repeating: "a", count: 64) + "! b\n", to: "notes.txt")
      let outcome = try await MXGateBinary.run(["scan", "--rules", "own"], in: folder.path)
      #expect(outcome.status == 3)
      #expect(outcome.output.contains("acme-key"))
      #expect(outcome.output.contains("backtracks without end"))
      #expect(outcome.output.contains("notes.txt:1"))
    }
  }
}
