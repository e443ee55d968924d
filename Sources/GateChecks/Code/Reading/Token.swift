/// A word, number, string or sign of a source text; comments leave none.
struct Token: Sendable {
  enum Kind: Sendable { case word, number, string, sign }
  let kind: Kind
  /// Whether it is the first token of its line.
  let startsLine: Bool
  /// As written; a string with its quotes.
  let text: String
  // Half the width: there are some hundred thousand tokens on a long call path.
  private let start: UInt32
  private let end: UInt32
  private let white: UInt32

  init(kind: Kind, text: String, range: Range<Int>, startsLine: Bool, indentation: Int) {
    self.kind = kind
    self.startsLine = startsLine
    self.text = text
    start = UInt32(range.lowerBound)
    end = UInt32(range.upperBound)
    white = UInt32(indentation)
  }

  /// Byte offsets in the file.
  var range: Range<Int> { Int(start)..<Int(end) }
  /// Bytes of white space before the first token of its line.
  var indentation: Int { Int(white) }
}

extension Token {
  /// A string's content without prefix and quotes.
  var content: Substring {
    guard kind == .string else { return text[...] }
    let bytes = text.utf8
    guard let start = bytes.firstIndex(where: Self.isQuote) else { return "" }
    let quote = bytes[start]
    let opening = bytes[start...].prefix { $0 == quote }.count
    let width = opening >= 3 ? 3 : 1
    guard let first = bytes.index(start, offsetBy: 2 * width, limitedBy: bytes.endIndex) else {
      return ""
    }
    return text[bytes.index(first, offsetBy: -width)...].dropLast(width)
  }
  private static func isQuote(_ byte: UInt8) -> Bool {
    switch byte {
    // " ' ` / <
    case 0x22, 0x27, 0x60, 0x2F, 0x3C: true
    default: false
    }
  }
  func isSign(_ sign: String) -> Bool { kind == .sign && text == sign }
  func isWord(_ word: String) -> Bool { kind == .word && text == word }
}
