import GateMatching
import Testing

@Suite struct LiteralSearcherTests {
  private func hits(of literals: [Literal], in text: String) throws -> [String] {
    let set = try LiteralSet(literals)
    var searcher = try LiteralSearcher(set)
    var hits: [LiteralHit] = []
    try searcher.search(Array(text.utf8).span, appendingTo: &hits)
    return hits.map { "\($0.literal)@\($0.start)-\($0.end)" }.sorted()
  }

  @Test func findsEveryOccurrence() throws {
    #expect(try hits(of: [Literal("abab")], in: "abababx") == ["0@0-4", "0@2-6"])
  }

  @Test func eitherCaseOnlyWhereAsked() throws {
    let literals = [Literal("AKIA"), Literal("token", ignoresCase: true)]
    #expect(try hits(of: literals, in: "akia ToKen AKIA") == ["0@11-15", "1@5-10"])
  }

  @Test func bytesOfAnyValue() throws {
    let set = try LiteralSet([Literal([0xFF, 0x00, 0x2E])])
    var searcher = try LiteralSearcher(set)
    var hits: [LiteralHit] = []
    try searcher.search([0x41, 0xFF, 0x00, 0x2E].span, appendingTo: &hits)
    #expect(hits == [LiteralHit(literal: 0, start: 1, end: 4)])
  }

  @Test func aLiteralThatHoldsAnotherIsComparedInsteadOfSearched() throws {
    let literals = [
      Literal("my_secret_key"), Literal("secret", ignoresCase: true), Literal("SECRET"),
      Literal("xsecrety"),
    ]
    #expect(try LiteralSet(literals).searched == [1])
    #expect(
      try hits(of: literals, in: "my_secret_key SECRET xsecret") == [
        "0@0-13", "1@14-20", "1@22-28", "1@3-9", "2@14-20",
      ])
  }

  @Test func aLiteralInBothCasesIsNotFoundByOneInOneCase() throws {
    let literals = [Literal("key"), Literal("apikey", ignoresCase: true)]
    #expect(try LiteralSet(literals).searched.count == 2)
    #expect(try hits(of: literals, in: "APIKEY") == ["1@0-6"])
  }

  @Test func equalLiteralsAreEachFound() throws {
    #expect(try hits(of: [Literal("ghp_"), Literal("ghp_")], in: "ghp_") == ["0@0-4", "1@0-4"])
  }

  @Test func nothingToFindAndNothingToSearch() throws {
    #expect(try hits(of: [], in: "text").isEmpty)
    #expect(try hits(of: [Literal("text")], in: "").isEmpty)
  }

  @Test func aSingleByteIsRefused() {
    #expect(throws: MatchingError.self) { try LiteralSet([Literal("=")]) }
  }
}
