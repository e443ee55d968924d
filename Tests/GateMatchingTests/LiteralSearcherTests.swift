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

  /// Vectorscan chooses its algorithm by the number of literals, and some versions err near the end
  /// of a text that begins at certain addresses.
  @Test(arguments: [1, 2, 3, 5, 9, 40, 80, 200])
  func nothingIsMissedNearTheEnd(count: Int) throws {
    let literals = (0..<count).map { number in
      let letters = (0..<4 + number % 17).map { UInt8(ascii: "a") + UInt8(($0 * 7 + number) % 26) }
      return Literal(letters)
    }
    let set = try LiteralSet(literals)
    var searcher = try LiteralSearcher(set)
    for number in [0, 1, count / 2, count - 1] where number >= 0 && number < count {
      for before in 0..<64 {
        for behind in 0..<40 {
          let start = 100 + before
          let end = start + literals[number].bytes.count
          let text =
            [UInt8](repeating: 10, count: start) + literals[number].bytes
            + [UInt8](repeating: 10, count: behind)
          var hits: [LiteralHit] = []
          try searcher.search(
            text.span.extracting(before..<text.count), appendingTo: &hits)
          let places = hits.filter { literals[Int($0.literal)] == literals[number] }.map(\.end)
          #expect(places.contains(Int32(end - before)), "\(number) \(before) \(behind)")
        }
      }
    }
  }
}
