import GateMatching

/// Splits a source text into tokens and blanks what is no code, byte for byte, so that positions stay.
///
/// Knows of each language only what decides where comments and strings begin and end.
struct Lexer {
  /// Comments and the contents of strings are spaces.
  private(set) var code: [UInt8]
  /// Comments are spaces; strings stand as written.
  private(set) var codeWithStrings: [UInt8]
  private(set) var tokens: [Token] = []

  private let bytes: [UInt8]
  private let language: Language
  private let strings: StringScanner
  private var position = 0
  private var lineStart = 0
  private var lineHasToken = false

  init(_ bytes: [UInt8], language: Language) {
    self.bytes = bytes
    self.language = language
    strings = StringScanner(bytes: bytes, language: language)
    code = bytes
    codeWithStrings = bytes
    tokens.reserveCapacity(bytes.count / 5)
    while position < bytes.count { step() }
  }

  private mutating func step() {
    let byte = bytes[position]
    if byte == Self.newline {
      position += 1
      lineStart = position
      lineHasToken = false
    } else if byte <= 0x20 {
      repeat { position += 1 } while position < bytes.count && Self.isBlank(bytes[position])
    } else if Self.mayStartComment(byte), let end = commentEnd() {
      blank(position..<end)
      moveOver(end)
    } else if mayStartString(byte), let end = strings.end(from: position, after: tokens.last) {
      if isDocstring(until: end) {
        blank(position..<end)
      } else {
        Self.blank(&code, position..<end)
        append(.string, end)
      }
      moveOver(end)
    } else if Self.startsWord(byte) || (byte == 0x24 && language != .python) {
      var end = position + 1
      while end < bytes.count, Self.continuesWord(bytes[end]) { end += 1 }
      if language == .ruby, end < bytes.count, bytes[end] == 0x3F || bytes[end] == 0x21,
        end + 1 >= bytes.count || bytes[end + 1] != 0x3D
      {
        end += 1
      }
      append(.word, end)
      position = end
    } else if (0x30...0x39).contains(byte) {
      var end = position + 1
      while end < bytes.count, Self.continuesNumber(at: end, in: bytes) { end += 1 }
      append(.number, end)
      position = end
    } else {
      let end = position + signLength()
      append(.sign, end)
      position = end
    }
  }

  private mutating func append(_ kind: Token.Kind, _ end: Int) {
    let text =
      end == position + 1
      ? Self.characters[Int(bytes[position])]
      : String(decoding: bytes[position..<end], as: UTF8.self)
    var indentation = 0
    if !lineHasToken {
      for byte in bytes[lineStart..<position] { indentation += byte == 0x09 ? 8 : 1 }
    }
    tokens.append(
      Token(
        kind: kind, text: text, range: position..<end, startsLine: !lineHasToken,
        indentation: indentation))
    lineHasToken = true
  }

  /// Goes to `end`, keeping count of the lines passed.
  private mutating func moveOver(_ end: Int) {
    if let last = bytes[position..<end].lastIndex(of: Self.newline) {
      lineStart = last + 1
      lineHasToken = false
    }
    position = end
  }

  /// Turns what says nothing to the machine into spaces.
  mutating func blank(_ range: Range<Int>) {
    Self.blank(&code, range)
    Self.blank(&codeWithStrings, range)
  }

  private static func blank(_ view: inout [UInt8], _ range: Range<Int>) {
    var bytes = view.mutableSpan
    for index in range where bytes[index] != newline { bytes[index] = 0x20 }
  }

  /// A string that is a whole statement says something to people, not to the machine.
  private func isDocstring(until end: Int) -> Bool {
    guard language == .python else { return false }
    guard !lineHasToken else { return false }
    if let last = tokens.last, last.text != ":", last.kind == .sign,
      !")]}".contains(last.text)
    {
      return false
    }
    var next = end
    while next < bytes.count, bytes[next] == 0x20 || bytes[next] == 0x09 || bytes[next] == 0x0D {
      next += 1
    }
    return next == bytes.count || bytes[next] == Self.newline || bytes[next] == 0x23
  }

  private static func mayStartComment(_ byte: UInt8) -> Bool {
    switch byte {
    // / # < = and Ruby's __END__
    case 0x2F, 0x23, 0x3C, 0x3D, 0x5F: true
    default: false
    }
  }

  private func mayStartString(_ byte: UInt8) -> Bool {
    switch byte {
    // " ' ` / < % @ $
    case 0x22, 0x27, 0x60, 0x2F, 0x3C, 0x25, 0x40, 0x24: true
    // Python's prefixes: rb, fr, ...
    case 0x42, 0x46, 0x52, 0x55, 0x62, 0x66, 0x72, 0x75: language == .python
    default: false
    }
  }

  private func commentEnd() -> Int? {
    switch language {
    case .javascript, .go, .java, .kotlin, .csharp:
      if starts("//") { return lineEnd() }
      if starts("/*") { return end(of: "*/", from: position + 2) }
      if language == .javascript, starts("<!--") { return end(of: "-->", from: position) }
    case .php:
      if starts("//") { return lineEnd() }
      if starts("/*") { return end(of: "*/", from: position + 2) }
      if starts("#"), !starts("#[") { return lineEnd() }
    case .python:
      if starts("#") { return lineEnd() }
    case .ruby:
      if starts("#") { return lineEnd() }
      if position == lineStart, starts("=begin") { return end(of: "\n=end", from: position) }
      if position == lineStart, starts("__END__") { return bytes.count }
    case .shell:
      if starts("#"), position == 0 || bytes[position - 1] <= 0x20 || bytes[position - 1] == 0x3B {
        return lineEnd()
      }
    case .powershell:
      if starts("<#") { return end(of: "#>", from: position) }
      if starts("#") { return lineEnd() }
    }
    return nil
  }

  private func starts(_ text: StaticString) -> Bool {
    bytes.starts(with: text, at: position)
  }
  private func lineEnd() -> Int {
    bytes.span.firstIndex(of: Self.newline, in: position..<bytes.count) ?? bytes.count
  }
  private func end(of closing: StaticString, from start: Int) -> Int {
    guard start < bytes.count else { return bytes.count }
    return bytes.span.firstRange(of: closing, in: start..<bytes.count)?.upperBound ?? bytes.count
  }

  private func signLength() -> Int {
    guard position + 1 < bytes.count, Self.continuesSign(bytes[position + 1]) else { return 1 }
    for sign in Self.longSigns where starts(sign) { return sign.utf8CodeUnitCount }
    return 1
  }

  private static let longSigns: [StaticString] = [
    "===", "!==", "**=", "...", "<=>", "=>", "->", "::", "?.", "??", "**", "==", "!=", ">=", "<=",
    "&&", "||", ":=", "<<", "+=", "-=", "*=", "/=", "|=", "=~",
  ]
  private static func continuesSign(_ byte: UInt8) -> Bool {
    switch byte {
    // = * . > : ? & | < ~
    case 0x3D, 0x2A, 0x2E, 0x3E, 0x3A, 0x3F, 0x26, 0x7C, 0x3C, 0x7E: true
    default: false
    }
  }
  /// The text of each byte: half of the tokens are a single one.
  private static let characters = (0...UInt8.max).map { String(decoding: [$0], as: UTF8.self) }
  private static let newline = UInt8(ascii: "\n")

  /// White space within a line.
  private static func isBlank(_ byte: UInt8) -> Bool { byte <= 0x20 && byte != newline }
  private static func startsWord(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F || byte >= 0x80
  }
  private static func continuesWord(_ byte: UInt8) -> Bool {
    startsWord(byte) || (0x30...0x39).contains(byte) || byte == 0x24
  }
  private static func continuesNumber(at index: Int, in bytes: [UInt8]) -> Bool {
    let byte = bytes[index]
    if byte == 0x2E {
      return index + 1 < bytes.count && (0x30...0x39).contains(bytes[index + 1])
    }
    return (0x30...0x39).contains(byte) || byte == 0x5F || startsWord(byte) && byte < 0x80
  }
}

extension [UInt8] {
  /// Whether `text` stands at `index`.
  func starts(with text: StaticString, at index: Int) -> Bool {
    let length = text.utf8CodeUnitCount
    guard index + length <= count else { return false }
    return text.withUTF8Buffer { wanted in
      for offset in 0..<length where unsafe self[index + offset] != wanted[offset] { return false }
      return true
    }
  }
}
