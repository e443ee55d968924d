internal import GateMatching
internal import GateModel
internal import GateRules

/// Finds all that another tool's rule matches in a text, wherever in it.
///
/// The text is taken in stretches that overlap, so that an expression that looks ahead without end
/// costs no more than its limit for each, and is named instead of waited for.
struct TextSearch: ~Copyable {
  /// Where a rule's value stands, and all that it matched.
  struct Place {
    var value: Range<Int>
    var match: Range<Int>
  }

  /// Bytes of a stretch; a match in it may be half as long.
  private static let stretch = 32 << 10
  /// Steps of backtracking in one stretch: an expression may begin at each of its bytes.
  private static let matchLimit: UInt32 = 5_000_000

  private var matcher: Matcher
  private var paths: [String: Pattern] = [:]

  init() throws(MatchingError) { matcher = try Matcher(matchLimit: Self.matchLimit) }

  mutating func matches(
    of search: SecretRule.Search, _ pattern: Pattern, in bytes: Span<UInt8>, owned: Range<Int>,
    path: RepositoryPath
  ) throws(MatchingError) -> [Place] {
    if let wanted = search.path, try !matches(wanted, path) { return [] }
    var places: [Place] = []
    var start = owned.lowerBound
    while start < owned.upperBound {
      let end = min(bytes.count, start + Self.stretch)
      guard try matcher.matches(pattern, in: bytes, from: start, to: end),
        let match = matcher.range(of: 0)
      else {
        start = end < bytes.count ? start + Self.stretch / 2 : end
        continue
      }
      guard match.lowerBound < owned.upperBound else { break }
      let value = value(of: search, match: match)
      if !value.isEmpty { places.append(Place(value: value, match: match)) }
      start = max(match.upperBound, start + 1)
    }
    return places
  }

  private func value(of search: SecretRule.Search, match: Range<Int>) -> Range<Int> {
    if let group = search.group, group > 0 { return matcher.range(of: group) ?? match }
    var group = 1
    while group < matcher.groupCount {
      if let range = matcher.range(of: group), !range.isEmpty { return range }
      group += 1
    }
    return match
  }

  private mutating func matches(
    _ wanted: String, _ path: RepositoryPath
  ) throws(MatchingError) -> Bool {
    let pattern: Pattern
    if let known = paths[wanted] { pattern = known } else { pattern = try Pattern(wanted) }
    paths[wanted] = pattern
    return try matcher.matches(pattern, in: path.bytes.span)
  }
}
