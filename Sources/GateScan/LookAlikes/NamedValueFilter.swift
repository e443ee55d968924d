/// What stands under a vendor's name and is no key: an address, a word, a checksum.
struct NamedValueFilter: CandidateFilter {
  /// Words of a name that say its value identifies something else.
  private static let otherWords: Set<String> = [
    "checksum", "commit", "digest", "host", "integrity", "md5", "revision", "sha", "url", "version",
  ]

  func keeps(_ candidate: inout Candidate, in bytes: Span<UInt8>, of file: ScannedFile) -> Bool {
    guard candidate.origin == .named else { return true }
    let text = ValueText(candidate.value, in: bytes)
    if Reference.isReference(text) || Address.isAddress(text) || StandInWords.isStandIn(text) {
      return false
    }
    if let name = candidate.name,
      IdentifierWords(bytes.bytes(in: name)).words.contains(where: Self.otherWords.contains)
    {
      return false
    }
    return !isWord(text)
  }

  /// Letters alone, in an order that words have.
  private func isWord(_ text: ValueText) -> Bool {
    text.letters == text.count && LetterPairs.surprise(of: text.lower).mean < 4.75
  }
}
