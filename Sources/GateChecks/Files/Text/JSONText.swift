/// JSON as editors and tools allow it, made into text that a YAML reader takes, place for place.
enum JSONText {
  /// Comments become spaces, and escaped surrogates, which libyaml refuses, become `?`.
  static func readable(_ text: [UInt8]) -> [UInt8] {
    var bytes = text
    var position = 0
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""): position = closeString(in: &bytes, from: position + 1)
      case UInt8(ascii: "/"): position = blankComment(in: &bytes, from: position)
      default: position += 1
      }
    }
    return bytes
  }

  /// Passes over a string; gives the place behind its closing quote.
  private static func closeString(in bytes: inout [UInt8], from start: Int) -> Int {
    var position = start
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
      guard bytes[position] == UInt8(ascii: "\\") else {
        position += 1
        continue
      }
      let escape = bytes[position...].prefix(4)
      if escape.count == 4, escape.elementsEqual("\\ud8".utf8, by: isSurrogateStart) {
        let end = min(position + 6, bytes.count)
        for index in position..<end { bytes[index] = UInt8(ascii: "?") }
      }
      position += 2
    }
    return position + 1
  }

  /// `\uD8..` to `\uDF..`, in either case.
  private static func isSurrogateStart(_ byte: UInt8, _ model: UInt8) -> Bool {
    switch model {
    case UInt8(ascii: "8"): "89abcdefABCDEF".utf8.contains(byte)
    case UInt8(ascii: "d"): byte | 0x20 == model
    default: byte == model
    }
  }

  /// Blanks `// to the line's end` and `/* to */`; gives the place behind it.
  private static func blankComment(in bytes: inout [UInt8], from start: Int) -> Int {
    let opening = bytes[start...].prefix(2)
    let end: Int
    if opening.elementsEqual("//".utf8) {
      end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    } else if opening.elementsEqual("/*".utf8) {
      end = self.end(ofBlockComment: start + 2, in: bytes)
    } else {
      return start + 1
    }
    for index in start..<end where bytes[index] != UInt8(ascii: "\n") { bytes[index] = 32 }
    return end
  }

  private static func end(ofBlockComment start: Int, in bytes: [UInt8]) -> Int {
    var position = start
    while position + 1 < bytes.count {
      if bytes[position] == UInt8(ascii: "*"), bytes[position + 1] == UInt8(ascii: "/") {
        return position + 2
      }
      position += 1
    }
    return bytes.count
  }
}
