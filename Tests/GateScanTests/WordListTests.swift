import Testing

@testable import GateScan

@Suite struct WordListTests {
  private let words: WordList = ["test", "tests", "env(", "ü"]

  private func isPart(_ text: String) -> Bool { words.isPart(of: Array(text.utf8).span) }

  private func stands(at place: Int, in text: String) -> Bool {
    words.stands(at: place, in: Array(text.utf8).span)
  }

  private func contains(_ range: Range<Int>, of text: String) -> Bool {
    words.contains(range, of: Array(text.utf8).span)
  }

  @Test(arguments: ["a test", "TESTED", "xEnv(", "für"])
  func aPartIsFoundInAnyCase(text: String) { #expect(isPart(text)) }

  @Test(arguments: ["", "tes", "env", "te st"])
  func whatIsNoWordIsNotFound(text: String) { #expect(!isPart(text)) }

  @Test func aWordStandsWhereItBegins() {
    #expect(stands(at: 3, in: "my tests"))
    for place in [-1, 0, 2, 4, 8] { #expect(!stands(at: place, in: "my tests")) }
  }

  @Test func aWholeRangeIsOneWord() {
    #expect(contains(0..<5, of: "Tests/testing"))
    #expect(contains(0..<4, of: "Tests/testing"))
    #expect(!contains(6..<13, of: "Tests/testing"))
    #expect(!contains(2..<2, of: "Tests/testing"))
  }
}
