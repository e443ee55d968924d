import GateManifest
import GateModel
import Testing

/// Texts that are no manifest at all, or mean harm: each ends in one plain line.
@Suite struct HostileManifestTests {
  struct Input: Sendable, CustomTestStringConvertible {
    var name: String
    var bytes: [UInt8]
    var message: String
    var line = 1
    var testDescription: String { name }

    init(_ name: String, _ text: String, _ message: String, line: Int = 1) {
      self.init(name, Array(text.utf8), message, line: line)
    }
    init(_ name: String, _ bytes: [UInt8], _ message: String, line: Int = 1) {
      (self.name, self.bytes, self.message, self.line) = (name, bytes, message, line)
    }
  }

  static let inputs: [Input] = [
    .init("empty", "", "the manifest is empty"),
    .init("comments alone", "# nothing\n\n", "the manifest is empty"),
    .init("null", "~\n", "the manifest must be a mapping, not nothing"),
    .init("a list", "- apiVersion: mxgate/v1\n", "the manifest must be a mapping, not a list"),
    .init("text", "apiVersion\n", "the manifest must be a mapping, not text"),
    .init(
      "a tab", "apiVersion: mxgate/v1\nerrors:\n\ttimeout: 30s\n",
      "found character that cannot start any token", line: 3),
    .init("an open bracket", "errors: [", "did not find expected node content", line: 2),
    .init("an unknown alias", "errors: *nothing\n", "the alias *nothing has no anchor above it"),
    .init(
      "a second document", "apiVersion: mxgate/v1\n---\napiVersion: mxgate/v1\n",
      "a second document", line: 3),
    .init("invalid UTF-8", Array("a: ".utf8) + [0xFF], "not valid UTF-8 text"),
    .init("NUL", Array("a: ".utf8) + [0], "not valid UTF-8 text"),
    .init("UTF-16", [0xFF, 0xFE, 0x61, 0x00], "the file is UTF-16; save it as UTF-8"),
    .init("10 MB", "a: " + String(repeating: "x", count: 10 << 20), "more than the 1048576"),
    .init("an alias bomb", aliasBomb, "values once aliases are expanded", line: 5),
    .init("deep nesting", String(repeating: "[", count: 5000), "levels deep"),
    .init("no version", "errors: { timeout: 30s }\n", "the manifest has no 'apiVersion'"),
  ]

  /// Ten to the power of ten values, if it were expanded.
  static var aliasBomb: String {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1..<10 {
      let uses = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(uses)]\n"
    }
    return text
  }

  @Test(arguments: inputs)
  func endsInOnePlainLine(_ input: Input) throws {
    let result = try ManifestSamples.decode(input.bytes)
    #expect(result.manifest == nil)
    #expect(result.diagnostics.count == 1, "\(result.diagnostics.map(\.message))")
    let diagnostic = try #require(result.diagnostics.first)
    #expect(diagnostic.message.contains(input.message), "\(diagnostic.message)")
    #expect(diagnostic.location?.line == input.line)
    #expect(!diagnostic.message.contains("\n"))
  }

  @Test func aTabIsExplained() throws {
    let result = try ManifestSamples.decode("errors:\n\ttimeout: 30s\n")
    #expect(result.diagnostics.first?.help == "YAML allows no tabs in front of a line; use spaces")
  }

  @Test func manyMistakesAreCutOff() throws {
    let text = "apiVersion: mxgate/v1\n" + (0..<40_000).map { "x\($0): 1\n" }.joined()
    let result = try ManifestSamples.decode(text)
    #expect(result.diagnostics.count == 101)
    #expect(
      result.diagnostics.contains { $0.message == "more than 100 mistakes; the rest is not shown" })
  }

  @Test func aKeyInTheWrongPlaceIsNotShown() throws {
    let key = ["eyJhbGciOiJIUzI1", "NiIsInR5cCI6IkpX", "VCJ9a1b2c3d4e5f6"].joined()
    for text in ["maintainx: { apiKeyEnv: \(key).x }", "service: { runs: \(key) }", "\(key): 1"] {
      let result = try ManifestSamples.decode("apiVersion: mxgate/v1\n\(text)\n")
      let diagnostic = try #require(result.diagnostics.first)
      let shown = [diagnostic.message, diagnostic.help ?? "", diagnostic.sourceLine ?? ""]
      #expect(!shown.joined().contains(key.prefix(16)), "\(shown)")
    }
  }

  @Test func wordsInTheExcerptStayReadable() throws {
    let line = "service: { owner: team-maintenance-2nd-shift-2026, runs: pod }"
    let result = try ManifestSamples.decode("apiVersion: mxgate/v1\n\(line)\n")
    #expect(result.diagnostics.first?.sourceLine == line)
  }
}
