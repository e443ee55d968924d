import GateMatching
import Testing

@Suite struct PatternTests {
  @Test func groupsAreFoundByNameAndNumber() throws {
    let pattern = try Pattern("(?<key>[a-z]+)=(x)?(?<secret>\\d+)")
    var matcher = try Matcher()
    let bytes = Array("  abc=123".utf8)
    let match = try #require(try matcher.firstMatch(of: pattern, in: bytes.span))
    #expect(match.range == 2..<9)
    #expect(match.range(named: "key") == 2..<5)
    #expect(match.range(of: 2) == nil)
    #expect(match.range(named: "secret") == 6..<9)
    #expect(match.range(named: "other") == nil)
  }

  @Test func anAnchoredPatternMatchesAtItsPlaceAndLooksBehindIt() throws {
    let pattern = try Pattern("(?<![a-z])ghp_\\d+", options: .anchored)
    var matcher = try Matcher()
    let bytes = Array("ghp_1 xghp_2".utf8)
    #expect(try matcher.matches(pattern, in: bytes.span, from: 0))
    #expect(matcher.range(of: 0) == 0..<5)
    #expect(try !matcher.matches(pattern, in: bytes.span, from: 1))
    #expect(matcher.range(of: 0) == nil)
    #expect(try !matcher.matches(pattern, in: bytes.span, from: 7))
  }

  @Test func theEndOfTheSubjectIsRespected() throws {
    let pattern = try Pattern("\\d+")
    var matcher = try Matcher()
    let bytes = Array("12345".utf8)
    #expect(try matcher.firstMatch(of: pattern, in: bytes.span, from: 1, to: 3)?.range == 1..<3)
    #expect(try matcher.firstMatch(of: pattern, in: bytes.span, from: 5)?.range == nil)
    #expect(try matcher.firstMatch(of: pattern, in: bytes.span, from: 9)?.range == nil)
  }

  @Test func endlessBacktrackingIsAnErrorThatNamesThePattern() throws {
    let pattern = try Pattern("(a+)+b")
    var matcher = try Matcher()
    let bytes = Array((String(repeating: "a", count: 5000) + "!b").utf8)
    let error = #expect(throws: MatchingError.self) {
      try matcher.firstMatch(of: pattern, in: bytes.span)
    }
    #expect(error?.code == .limitReached)
    #expect(error?.message.contains("(a+)+b") == true)
  }

  @Test func aBadPatternSaysWhere() {
    let error = #expect(throws: MatchingError.self) { try Pattern("a(b") }
    #expect(error?.code == .badPattern)
    #expect(error?.message.contains("offset 3") == true)
  }
}
