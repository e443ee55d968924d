package import GateMatching

/// The password of a database's user: `IDENTIFIED BY '...'`, `PASSWORD '...'`.
package struct SQLPasswordMatcher: ContextMatcher {
  package let contexts = ["password"]
  package let literals = ["identified by", "identified with", "password '"].map {
    Literal($0, ignoresCase: true)
  }

  /// Words that come before `PASSWORD` in a statement that sets one.
  private static let statements: WordList = [
    "user", "role", "login", "alter", "create", "set ", "with ", "encrypted",
  ]
  private static let reach = 120
  private static let longest = 100

  package init() {}

  package func find(
    at hit: LiteralHit, in bytes: Span<UInt8>, of file: ScannedFile,
    into found: inout [ContextCandidate]
  ) {
    guard let quote = openingQuote(of: hit, in: bytes) else { return }
    let end = bytes.end(of: quote + 1, atMost: Self.longest) {
      $0 != UInt8(ascii: "'") && !$0.isLineBreak
    }
    let value = quote + 1..<end
    guard bytes.at(end) == UInt8(ascii: "'"),
      let confidence = ValueJudge(value, in: bytes).password()
    else { return }
    found.append(
      ContextCandidate(
        context: 0, value: value, confidence: confidence,
        reason: "the password of a database's user"))
  }

  private func openingQuote(of hit: LiteralHit, in bytes: Span<UInt8>) -> Int? {
    switch hit.literal {
    case 0:
      let place = bytes.skippingBlanks(from: hit.range.upperBound)
      return bytes.at(place) == UInt8(ascii: "'") ? place : nil
    case 1:
      // IDENTIFIED WITH plugin BY '...'
      var place = bytes.skippingBlanks(from: hit.range.upperBound)
      place = bytes.end(of: place, atMost: 60) { !$0.isBlank && !$0.isLineBreak }
      place = bytes.skippingBlanks(from: place)
      guard bytes.has("by ", at: place) else { return nil }
      place = bytes.skippingBlanks(from: place + 3)
      return bytes.at(place) == UInt8(ascii: "'") ? place : nil
    default:
      var place = hit.range.lowerBound
      while place > 0, hit.range.lowerBound - place < Self.reach,
        bytes.at(place - 1) != UInt8(ascii: "\n")
      {
        place -= 1
        if Self.statements.stands(at: place, in: bytes) {
          return hit.range.upperBound - 1
        }
      }
      return nil
    }
  }
}
