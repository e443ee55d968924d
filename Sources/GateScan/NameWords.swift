internal import GateMatching

/// A word looked for in names, however it is spelled: `dd_api`, `DD-API`, `ddApi`.
struct NameWords: Sendable {
  let literals: [Literal]
  /// The rules that look for it.
  fileprivate(set) var rules: [Int]

  fileprivate init(_ word: String) {
    let parts = word.split { "_-. ".contains($0) }
    let spellings = parts.count > 1 ? ["_", "-", "", "."] : [""]
    literals = spellings.map { Literal(parts.joined(separator: $0), ignoresCase: true) }
    rules = []
  }

  /// Whether a word starts here: not inside another one, unless in `camelCase`.
  static func startsWord(_ hit: LiteralHit, in bytes: Span<UInt8>) -> Bool {
    guard hit.range.lowerBound > 0 else { return true }
    let before = bytes[hit.range.lowerBound - 1]
    let first = bytes[hit.range.lowerBound]
    return !isLetter(before) || !isUpper(before) && isUpper(first)
  }

  private static func isUpper(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
  }
  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}

/// The words of all rules, each once.
struct NameIndex {
  private(set) var words: [NameWords] = []
  private var places: [String: Int] = [:]

  mutating func add(_ word: String, rule: Int) {
    let place = places[word] ?? words.count
    if place == words.count {
      places[word] = place
      words.append(NameWords(word))
    }
    words[place].rules.append(rule)
  }
}
