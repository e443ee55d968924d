import Testing

@testable import GateRules

@Suite struct SpellingTests {
  @Test(arguments: [
    ("retryafter", "retryAfter"), ("retryAftre", "retryAfter"), ("rety", "retry"),
    ("timeuot", "timeout"), ("observabilty", nil), ("x", nil), ("", nil),
  ])
  func findsTheNearest(word: String, nearest: String?) {
    #expect(Spelling.nearest(to: word, among: ["retry", "retryAfter", "timeout"]) == nearest)
  }

  @Test(arguments: [
    ("", "", 0), ("a", "", 1), ("kitten", "sitting", 3), ("ab", "ba", 1), ("same", "same", 0),
  ])
  func countsEdits(left: String, right: String, edits: Int) {
    #expect(Spelling.distance(left, right) == edits)
    #expect(Spelling.distance(right, left) == edits)
  }
}
