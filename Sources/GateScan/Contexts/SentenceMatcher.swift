package import GateMatching

/// A password told in a sentence: `The password is "..."`.
package struct SentenceMatcher: ContextMatcher {
  package let contexts = ["password"]
  package let literals = ["password", "passphrase"].map { Literal($0, ignoresCase: true) }

  /// Bytes between `password` and `is`: "the password for the user 'x' is".
  private static let reach = 40
  private static let longest = 40

  package init() {}

  package func find(
    at hit: LiteralHit, in bytes: Span<UInt8>, of file: ScannedFile,
    into found: inout [ContextCandidate]
  ) {
    guard bytes.at(hit.range.upperBound) == UInt8(ascii: " ") else { return }
    var place = hit.range.upperBound
    while place - hit.range.upperBound < Self.reach, !bytes.at(place).isLineBreak,
      bytes.at(place) != UInt8(ascii: ".")
    {
      if bytes.has(" is ", at: place) || bytes.has(" is: ", at: place) { break }
      place += 1
    }
    guard bytes.has(" is", at: place) else { return }
    let quote = bytes.skippingBlanks(
      from: place + (bytes.at(place + 3) == UInt8(ascii: ":") ? 4 : 3))
    guard bytes.at(quote).isQuote else { return }
    let end = bytes.end(of: quote + 1, atMost: Self.longest) {
      $0 != bytes[quote] && !$0.isBlank && !$0.isLineBreak
    }
    let value = quote + 1..<end
    guard bytes.at(end) == bytes.at(quote),
      let confidence = ValueJudge(value, in: bytes).password()
    else { return }
    found.append(
      ContextCandidate(
        context: 0, value: value, confidence: confidence, reason: "the text tells a password"))
  }
}
