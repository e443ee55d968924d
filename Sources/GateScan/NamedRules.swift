internal import GateMatching
internal import GateRules

/// The rules that know a value by the name it stands under, whatever their number.
///
/// Vendors' names are not looked for in the text. Where a value is assigned to a name that tells of
/// secrets (`..._KEY`, `token:`), they are looked for in that name and shortly before it, so that
/// `datadog: { apiKey: ... }` is found too.
struct NamedRules: Sendable {
  /// What the names of secrets have in common, and what some vendors call theirs.
  static let triggers = [
    "pass", "pwd", "psw", "secret", "token", "key", "auth", "cred", "_api", "webhook", "dsn",
    "\"sid", "'sid", ".sid", "_sid", "-sid", "_pat", "certificate", "crumb", "reporter",
  ].map { Literal($0, ignoresCase: true) }

  /// What tells of secrets only where a vendor's name stands before it: code is full of these.
  static let weakTriggers = ["access", "private"].map { Literal($0, ignoresCase: true) }

  /// Bytes before a name in which a vendor's name may stand.
  private static let reach = 120
  /// Lines before the name's own.
  private static let linesBefore = 2
  /// The shortest value that is worth the look, in bytes.
  private static let shortestValue = 8

  private let words: NameTrie
  private let rulesOfWords: [[Int]]

  init(_ rules: [SecretRule]) {
    var words = NameTrie()
    var rulesOfWords: [[Int]] = []
    for (index, rule) in rules.enumerated() {
      guard case .named(let names, _) = rule.detection else { continue }
      for name in names {
        let word = words.insert(name)
        if word == rulesOfWords.count { rulesOfWords.append([]) }
        rulesOfWords[word].append(index)
      }
    }
    self.words = words
    self.rulesOfWords = rulesOfWords
  }

  var isEmpty: Bool { rulesOfWords.isEmpty }

  /// The rules whose words stand at an assignment, each once.
  func rules(for assignment: Assignment, in bytes: Span<UInt8>) -> [Int] {
    guard assignment.value.count >= Self.shortestValue,
      !assignment.value.contains(where: { bytes[$0].isBlank })
    else { return [] }
    return rules(mentionedIn: Self.surroundings(of: assignment, in: bytes), of: bytes)
  }

  /// The rules whose words stand in a range, each once.
  func rules(mentionedIn range: Range<Int>, of bytes: Span<UInt8>) -> [Int] {
    var rules: [Int] = []
    words.forEachWord(in: range, of: bytes) { word in
      for rule in rulesOfWords[word] where !rules.contains(rule) { rules.append(rule) }
    }
    return rules
  }

  /// From shortly before the name to the value.
  private static func surroundings(
    of assignment: Assignment, in bytes: Span<UInt8>
  ) -> Range<Int> {
    var start = assignment.name.lowerBound
    var lines = 0
    while start > 0, assignment.name.lowerBound - start < reach {
      if bytes[start - 1] == UInt8(ascii: "\n") {
        lines += 1
        if lines > linesBefore { break }
      }
      start -= 1
    }
    return start..<max(start, assignment.value.lowerBound)
  }
}
