import GateModel
import GateRules
import GateYAML
import Testing

@Suite struct CheckDefinitionDecoderTests {
  static let whole = """
    id: errors.timeout
    title: Every request has a timeout
    row: Errors
    priority: P1
    since: 1
    why: It hangs.
    judged: By its timeout.
    fix:
      default: { text: Set it. }
      go: { text: Set it., code: 'Timeout: 30' }
    applies: { facts: [lists], kinds: [container] }
    proof: [repository, attested]
    attestation: { maxAge: 90d }
    claim:
      main: timeout
      fields:
        timeout: { type: duration, summary: How long., compare: atMost, limit: { atMost: 300s } }
      example: '30s'
    evidence: { anything: [1] }
    """

  @Test func decodesAWholeFile() throws {
    let (definition, diagnostics) = try decode(Self.whole)
    let check = try #require(definition)
    #expect(diagnostics.isEmpty)
    #expect(check.id == CheckID("errors.timeout"))
    #expect(check.priority == .p1)
    #expect(check.facts == [.lists])
    #expect(check.kinds == [.container])
    #expect(check.attestationDays == 90)
    #expect(check.fix(for: .go).code == "Timeout: 30")
    #expect(check.fix(for: .ruby).text == "Set it.")
    #expect(check.claim.main?.limit?.value == .duration(300))
    #expect(check.evidence?["anything"]?.sequence?.count == 1)
  }

  @Test(arguments: [
    ("priority: P1", "priority: P7", 4, 11, "'P7' is no priority"),
    ("since: 1", "since: one", 5, 8, "since must be a whole number without quotes, not 'one'"),
    ("why: It hangs.", "whi: It hangs.", 6, 1, "unknown key 'whi' in a check"),
    ("facts: [lists]", "facts: [list]", 11, 20, "'list' is no fact"),
    ("main: timeout", "main: time", 15, 9, "the main field 'time' is none of the fields"),
    ("atMost: 300s", "atMost: 300", 17, 86, "timeout must be a duration, not '300'"),
    ("maxAge: 90d", "maxAge: [90d]", 13, 24, "maxAge must be a duration, not a list"),
  ])
  func namesThePlaceOfAMistake(
    original: String, broken: String, line: Int, column: Int, message: String
  ) throws {
    let text = try #require(Self.whole.firstRange(of: original)).replacing(Self.whole, with: broken)
    let (definition, diagnostics) = try decode(text)
    #expect(definition == nil)
    let found = diagnostics.map { [$0.location?.line, $0.location?.column] }
    #expect(found.contains([line, column]))
    #expect(diagnostics.contains { $0.message == message }, "\(diagnostics.map(\.message))")
  }

  @Test func reportsAllMistakesAtOnce() throws {
    let (_, diagnostics) = try decode("id: x\nprioritty: P0\nprof: [nothing]\n")
    #expect(diagnostics.count > 5)
    #expect(diagnostics.contains { $0.help == "did you mean 'priority'?" })
  }

  private func decode(_ text: String) throws -> (CheckDefinition?, [Diagnostic]) {
    let bytes = Array(text.utf8)
    var decoder = CheckDefinitionDecoder(path: RepositoryPath("checks/x.yaml"), bytes: bytes)
    let document = try #require(try YAMLParser.firstDocument(bytes))
    return (decoder.decode(document), decoder.diagnostics)
  }
}

extension Range<String.Index> {
  func replacing(_ text: String, with replacement: String) -> String {
    text[..<lowerBound] + replacement + text[upperBound...]
  }
}
