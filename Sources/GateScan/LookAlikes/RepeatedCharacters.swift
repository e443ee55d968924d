/// `xxxxxxxx`, `00000000`: a value of hardly any different characters stands for another.
struct RepeatedCharacters: CandidateFilter {
  /// How many different characters a secret has at least.
  private static let fewest = 4
  /// The same for a value that its place tells, which may be a word: `boom`.
  private static let fewestInContext = 3

  func keeps(_ candidate: inout Candidate, in bytes: Span<UInt8>, of file: ScannedFile) -> Bool {
    let fewest = candidate.origin == .context ? Self.fewestInContext : Self.fewest
    var seen: UInt64 = 0
    for index in candidate.value {
      seen |= 1 << UInt64(bytes[index] & 63)
      if seen.nonzeroBitCount >= fewest { return true }
    }
    return false
  }
}
