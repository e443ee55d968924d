/// What stands under a vendor's name and is no key: an address, a word, a checksum.
struct NamedValueFilter: CandidateFilter {
  /// Words of a name that say its value identifies something else.
  private static let otherWords: Set<String> = [
    "checksum", "commit", "digest", "hashed", "host", "integrity", "md5", "revision", "sha",
    "url", "version",
  ]

  func keeps(_ candidate: inout Candidate, in bytes: Span<UInt8>, of file: ScannedFile) -> Bool {
    guard candidate.origin == .named else { return true }
    guard !file.isGenerated else { return false }
    let text = ValueText(candidate.value, in: bytes)
    if file.isCode, !isQuoted(candidate.value, in: bytes), isIdentifier(text) { return false }
    if Reference.isReference(text) || Address.isAddress(text) || StandInWords.isStandIn(text) {
      return false
    }
    if let name = candidate.name {
      let words = IdentifierWords(bytes.bytes(in: name)).words
      if words.contains(where: Self.otherWords.contains) || Self.isPublic(words) { return false }
    }
    return !isWord(text) && !Randomness.isCamelCase(text)
  }

  /// `publicResourceKey`, but not `NEXT_PUBLIC_API_KEY`: what a framework hands to the browser.
  private static func isPublic(_ words: [String]) -> Bool {
    guard let place = words.firstIndex(of: "public") else { return false }
    return place == 0 || !["expo", "next", "nuxt", "vite"].contains(words[place - 1])
  }

  /// Whether a quote stands on either side: of a part of a literal on one.
  private func isQuoted(_ value: Range<Int>, in bytes: Span<UInt8>) -> Bool {
    bytes.at(value.lowerBound - 1).isQuote || bytes.at(value.upperBound).isQuote
  }

  /// `worldpay3dsFlexCredentials`: what programs call things, with hardly a digit in it.
  private func isIdentifier(_ text: ValueText) -> Bool {
    text.digits < 4
      && text.bytes.allSatisfy { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "_") }
  }

  /// Letters alone, in an order that words have.
  private func isWord(_ text: ValueText) -> Bool {
    text.letters == text.count && LetterPairs.surprise(of: text.lower).mean < 4.75
  }
}
