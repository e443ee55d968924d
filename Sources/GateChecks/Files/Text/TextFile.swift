import GateModel

/// A text file that can show a place in it as evidence.
struct TextFile: Sendable {
  let path: RepositoryPath
  let bytes: [UInt8]
  let lines: TextLines

  init(path: RepositoryPath, bytes: [UInt8]) {
    let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    self.path = path
    self.bytes = bytes.starts(with: byteOrderMark) ? Array(bytes.dropFirst(3)) : bytes
    lines = TextLines(self.bytes)
  }

  /// A longer excerpt helps nobody and may be a whole minified file.
  private static let longestExcerpt = 200

  /// The line as evidence; lines count from 1. A line that does not exist gives an empty excerpt.
  func evidence(line: Int, note: String? = nil) -> Evidence {
    let text = lines.indices.contains(line - 1) ? lines[line - 1] : ""
    return Evidence(
      location: Location(path: path, line: line),
      excerpt: String(text.trimmed.prefix(Self.longestExcerpt)), note: note)
  }

  /// The file itself as evidence, shown by its first line that says something.
  func evidence(note: String? = nil) -> Evidence {
    let first = lines.firstIndex { !$0.trimmed.isEmpty } ?? 0
    return evidence(line: first + 1, note: note)
  }

  /// Whether the text occurs anywhere, byte for byte.
  func mentions(_ text: String) -> Bool { ByteSearch([text]).isFound(in: bytes) }
}

extension StringProtocol {
  /// Without spaces and tabs at both ends.
  var trimmed: String {
    func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 13 }
    let text = Substring(self)
    guard let first = text.utf8.firstIndex(where: { !isBlank($0) }),
      let last = text.utf8.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(text[first...last])
  }

  /// The parts between spaces and tabs.
  var words: [String] {
    Substring(self).split(whereSeparator: { $0 == " " || $0 == "\t" }).map { String($0) }
  }
}

extension StringProtocol {
  /// Where a text first occurs; compared byte for byte.
  func range(ofText text: String) -> Range<Index>? {
    let wanted = text.utf8
    guard let first = wanted.first else { return startIndex..<startIndex }
    var start = utf8.startIndex
    while let hit = utf8[start...].firstIndex(of: first) {
      if utf8[hit...].starts(with: wanted) {
        return hit..<utf8.index(hit, offsetBy: wanted.count)
      }
      start = utf8.index(after: hit)
    }
    return nil
  }

  func mentions(_ text: String) -> Bool { range(ofText: text) != nil }
}
