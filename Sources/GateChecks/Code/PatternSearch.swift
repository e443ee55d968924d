import GateMatching
import GateModel
import GateRules

/// Runs the regular expressions of the evidence sections. Owns what matching needs.
final class PatternSearch {
  private var matcher: Matcher
  private var compiled: [String: Pattern] = [:]

  init() throws(MatchingError) { matcher = try Matcher() }

  private func pattern(_ source: String) throws(MatchingError) -> Pattern {
    if let known = compiled[source] { return known }
    let pattern = try Pattern(source, options: .evidence)
    compiled[source] = pattern
    return pattern
  }

  func first(
    _ source: String, in bytes: [UInt8], range: Range<Int>? = nil
  ) throws(MatchingError) -> PatternMatch? {
    let pattern = try pattern(source)
    let range = range ?? 0..<bytes.count
    return try matcher.firstMatch(
      of: pattern, in: bytes.span, from: range.lowerBound, to: range.upperBound)
  }

  /// At most `limit` matches that do not overlap.
  func all(
    _ source: String, in bytes: [UInt8], limit: Int
  ) throws(MatchingError) -> [PatternMatch] {
    let pattern = try pattern(source)
    var matches: [PatternMatch] = []
    var start = 0
    while matches.count < limit, start <= bytes.count,
      let match = try matcher.firstMatch(of: pattern, in: bytes.span, from: start)
    {
      matches.append(match)
      start = max(match.range.upperBound, start + 1)
    }
    return matches
  }
}
