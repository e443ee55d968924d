/// A text with lines put in, and the difference to the text before. The text's own line ends are used.
struct LineInsertion: Sendable {
  /// The old lines, each with its line end; the last may have none.
  let lines: [ArraySlice<UInt8>]
  let lineEnd: [UInt8]
  /// New lines, without line ends, by the number of old lines before them.
  private(set) var insertions: [Int: [String]] = [:]

  init(_ text: [UInt8]) {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    while let end = text[start...].firstIndex(of: UInt8(ascii: "\n")) {
      lines.append(text[start...end])
      start = end + 1
    }
    if start < text.count { lines.append(text[start...]) }
    self.lines = lines
    lineEnd = lines.first?.suffix(2) == Array("\r\n".utf8)[...] ? Array("\r\n".utf8) : [0x0A]
  }

  mutating func insert(_ new: [String], before line: Int) {
    if !new.isEmpty { insertions[line, default: []] += new }
  }

  /// The text of an old line without its line end.
  func text(of line: Int) -> String {
    String(decoding: lines[line].filter { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
  }

  /// The whole new text.
  var result: [UInt8] { changes.filter { $0.kind != .removed }.flatMap(\.line) }

  // MARK: The difference

  private struct Change {
    enum Kind: String { case kept = " ", removed = "-", added = "+" }
    var kind: Kind
    var line: [UInt8]
  }

  private var changes: [Change] {
    var changes: [Change] = []
    for index in 0...lines.count {
      for new in insertions[index] ?? [] {
        changes.append(Change(kind: .added, line: Array(new.utf8) + lineEnd))
      }
      guard index < lines.count else { break }
      let line = Array(lines[index])
      // A last line without an end gets one where something follows it.
      if line.last != 0x0A, insertions[index + 1] != nil {
        changes.append(Change(kind: .removed, line: line))
        changes.append(Change(kind: .added, line: line + lineEnd))
      } else {
        changes.append(Change(kind: .kept, line: line))
      }
    }
    return changes
  }

  /// The difference in the unified format that `git apply` reads; empty where nothing changes.
  ///
  /// - Parameter path: the file's; `isNew` where there was none.
  func unifiedDiff(path: String, isNew: Bool) -> String {
    let changes = changes
    let changed = changes.indices.filter { changes[$0].kind != .kept }
    guard let first = changed.first else { return "" }
    var hunks = [Self.surroundings(of: first, in: changes)]
    for index in changed.dropFirst() {
      let next = Self.surroundings(of: index, in: changes)
      if let last = hunks.last, next.lowerBound <= last.upperBound {
        hunks[hunks.count - 1] = last.lowerBound..<next.upperBound
      } else {
        hunks.append(next)
      }
    }
    let head = "--- \(isNew ? "/dev/null" : "a/" + path)\n+++ b/\(path)\n"
    return head + hunks.map { Self.hunk($0, of: changes) }.joined()
  }

  /// Three lines of context on either side, as everywhere.
  private static func surroundings(of index: Int, in changes: [Change]) -> Range<Int> {
    max(0, index - 3)..<min(changes.count, index + 4)
  }

  private static func hunk(_ range: Range<Int>, of changes: [Change]) -> String {
    func position(_ other: Change.Kind) -> String {
      let before = changes[..<range.lowerBound].count { $0.kind != other }
      let count = changes[range].count { $0.kind != other }
      return "\(count == 0 ? before : before + 1),\(count)"
    }
    var text = "@@ -\(position(.added)) +\(position(.removed)) @@\n"
    for change in changes[range] {
      text += change.kind.rawValue + String(decoding: change.line, as: UTF8.self)
      if change.line.last != 0x0A { text += "\n\\ No newline at end of file\n" }
    }
    return text
  }
}
