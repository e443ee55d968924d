import Testing

@testable import GateScan

@Suite struct WordListTests {
  private let words: WordList = ["test", "tests", "env(", "ü"]

  private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  @Test(arguments: ["a test", "TESTED", "xEnv(", "für"])
  func aPartIsFoundInAnyCase(text: String) { #expect(words.isPart(of: bytes(text).span)) }

  @Test(arguments: ["", "tes", "env", "te st"])
  func whatIsNoWordIsNotFound(text: String) { #expect(!words.isPart(of: bytes(text).span)) }

  @Test func aWordStandsWhereItBegins() {
    let text = bytes("my tests")
    #expect(words.stands(at: 3, in: text.span))
    for place in [-1, 0, 2, 4, text.count] { #expect(!words.stands(at: place, in: text.span)) }
  }

  @Test func aWholeRangeIsOneWord() {
    let text = bytes("Tests/testing")
    #expect(words.contains(0..<5, of: text.span))
    #expect(words.contains(0..<4, of: text.span))
    #expect(!words.contains(6..<13, of: text.span))
    #expect(!words.contains(2..<2, of: text.span))
  }
}
