/// Single lines of shell, as hooks, workflows and Makefiles hold them.
enum ShellLine {
  /// What stands before a comment; `#` opens one at the start of a word outside quotes.
  static func withoutComment(_ line: String) -> String {
    var quote: UInt8?
    var previous = UInt8(ascii: " ")
    let bytes = line.utf8
    for index in bytes.indices {
      let byte = bytes[index]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: "#"), previous == 32 || previous == 9 {
        return String(line[..<index])
      }
      previous = byte
    }
    return line
  }

  /// Whether a line only prints: what it says is no proof that it is done.
  static func onlyPrints(_ line: String) -> Bool {
    let first = line.trimmed.drop { $0 == "@" || $0 == "-" }.prefix { $0 != " " && $0 != "\t" }
    return ["echo", "printf", ":"].contains(first) && !line.contains("|") && !line.contains("&&")
  }
}

extension StringProtocol {
  /// Whether a word occurs that no letter, digit, `_` or `-` extends on either side.
  func mentionsWord(_ word: String) -> Bool {
    let bytes = Array(utf8)
    let wanted = Array(word.utf8)
    guard let first = wanted.first, bytes.count >= wanted.count else { return false }
    func extends(_ byte: UInt8) -> Bool {
      byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte >= 128
        || (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }
    var start = 0
    while let hit = bytes[start...].firstIndex(of: first) {
      let end = hit + wanted.count
      if end <= bytes.count, bytes[hit..<end].elementsEqual(wanted),
        hit == 0 || !extends(bytes[hit - 1]), end == bytes.count || !extends(bytes[end])
      {
        return true
      }
      start = hit + 1
    }
    return false
  }
}
