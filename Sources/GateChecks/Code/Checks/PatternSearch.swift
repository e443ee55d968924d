import GateMatching
import GateModel
import GateRules
internal import Synchronization

/// Runs the regular expressions of the evidence sections, one at a time. Owns what matching needs.
final class PatternSearch: Sendable {
  private struct Tools: ~Copyable {
    var matcher: Matcher
    var compiled: [String: Pattern] = [:]

    mutating func pattern(_ source: String) throws(MatchingError) -> Pattern {
      if let known = compiled[source] { return known }
      let pattern = try Pattern(source, options: .evidence)
      compiled[source] = pattern
      return pattern
    }
  }
  private let tools: Mutex<Tools>

  init() throws(MatchingError) { tools = Mutex(Tools(matcher: try Matcher())) }

  func first(
    _ source: String, in bytes: [UInt8], range: Range<Int>? = nil
  ) throws(MatchingError) -> PatternMatch? {
    let range = range ?? 0..<bytes.count
    return try tools.withLock { tools throws(MatchingError) in
      let pattern = try tools.pattern(source)
      return try tools.matcher.firstMatch(
        of: pattern, in: bytes.span, from: range.lowerBound, to: range.upperBound)
    }
  }

  /// At most `limit` matches that do not overlap.
  func all(
    _ source: String, in bytes: [UInt8], limit: Int
  ) throws(MatchingError) -> [PatternMatch] {
    try tools.withLock { tools throws(MatchingError) in
      let pattern = try tools.pattern(source)
      var matches: [PatternMatch] = []
      var start = 0
      while matches.count < limit, start <= bytes.count,
        let match = try tools.matcher.firstMatch(of: pattern, in: bytes.span, from: start)
      {
        matches.append(match)
        start = max(match.range.upperBound, start + 1)
      }
      return matches
    }
  }
}
