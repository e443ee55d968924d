internal import GateMatching

/// The key that Devise's generator writes into `config/initializers/devise.rb` as a comment: new in
/// each project, and used by none as long as it is one.
///
/// Source: https://github.com/heartcombo/devise/blob/main/lib/generators/templates/devise.rb
struct GeneratorSample: CandidateFilter {
  private static let length = 128
  private static let openings = ["# config.secret_key = '", "# config.pepper = '"]

  func keeps(_ candidate: inout Candidate, in bytes: Span<UInt8>, of file: ScannedFile) -> Bool {
    guard candidate.origin == .context, candidate.value.count == Self.length else { return true }
    let start = candidate.value.lowerBound
    return !Self.openings.contains { opening in
      let before = start - opening.utf8.count
      return before >= 0 && bytes.has(opening, at: before)
        && candidate.value.allSatisfy { Self.isHexadecimal(bytes[$0]) }
    }
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
  }
}
