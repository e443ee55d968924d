/// A vendor's format filled in for show: `AKIAIOSFODNN7EXAMPLE`, `xoxb-888888888888-...`.
///
/// Values known by their context alone have been held against more words than these already.
struct PlaceholderFilter: CandidateFilter {
  /// Hardly ever part of forty random characters: four letters are in one of 25,000.
  private static let words: WordList = [
    "example", "xxxx", "your", "placeholder", "changeme", "redacted", "dummy", "insert",
  ]
  /// The same character this often in a row is no accident. `A` is: base64 of zeros.
  private static let longestRun = 8
  /// The share of steps by one from which on a value counts up or down: `abcdefgh12345678`.
  private static let counting = 0.85
  private static let longest = 400

  func keeps(_ candidate: inout Candidate, in bytes: Span<UInt8>, of file: ScannedFile) -> Bool {
    guard candidate.origin != .context, !candidate.cannotBeSuppressed,
      candidate.value.count <= Self.longest
    else { return true }
    let text = ValueText(candidate.value, in: bytes)
    return !Self.words.isPart(of: text.lower.span) && !Self.hasRun(text.bytes)
      && text.sequenceShare < Self.counting
  }

  private static func hasRun(_ bytes: [UInt8]) -> Bool {
    var run = 0
    var previous: UInt8?
    for byte in bytes {
      run = byte == previous && byte != UInt8(ascii: "A") ? run + 1 : 1
      if run >= longestRun { return true }
      previous = byte
    }
    return false
  }
}
