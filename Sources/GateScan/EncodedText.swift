internal import GateMatching
internal import GateRules

/// A stretch of text that stands for another one: in base64, in hexadecimal digits, with percent
/// signs, or in Unicode escapes.
///
/// It is looked for by how the words of secrets look when they are encoded, so that a text without
/// any costs nothing. Each stretch is decoded once, however many of the words are in it.
struct EncodedText {
  /// The raw value is what it is called in a sentence.
  enum Encoding: String, CaseIterable, Sendable {
    case base64, hexadecimal, percent = "percent signs", escapes = "Unicode escapes"
  }

  /// What to look for, and how far into the encoded text's unit it starts.
  struct Trigger: Sendable {
    var literal: Literal
    var encoding: Encoding
    /// Digits of base64 before the literal in its group of four.
    var digitsBefore = 0
  }

  /// Where it stands.
  let range: Range<Int>
  /// What it stands for, with the rest of the line where that gives it a name.
  let decoded: [UInt8]
  /// The part of `decoded` that was encoded.
  let part: Range<Int>

  /// Words of four bytes and more that secrets have in them, or beside them: shorter ones are in any
  /// base64 by chance. Each costs three literals in base64, since it may start anywhere in a group.
  private static let base64Words = [
    "password", "PASSWORD", "secret", "SECRET", "token", "TOKEN", "api_key", "API_KEY",
    "PRIVATE KEY", "AKIA", "postgres",
  ]
  /// The same twice over costs nine.
  private static let twiceEncodedWords = ["password", "PASSWORD"]
  private static let hexadecimalWords = [
    "password", "PASSWORD", "secret", "SECRET", "token", "TOKEN", "PRIVATE KEY",
  ]
  private static let percentWords = [
    "password%3d", "secret%3d", "token%3d", "_key%3d", "password%22", "token%22", "secret%22",
    "%3a%2f%2f",
  ]

  static let triggers: [Trigger] =
    base64Words.flatMap { base64($0.utf8) }
    + twiceEncodedWords.flatMap { word in
      Base64.alignments(of: Array(word.utf8)).flatMap { base64($0) }
    }
    + hexadecimalWords.map { word in
      Trigger(
        literal: Literal(Hexadecimal.text(word.utf8), ignoresCase: true), encoding: .hexadecimal)
    }
    + percentWords.map { Trigger(literal: Literal($0, ignoresCase: true), encoding: .percent) }
    + [Trigger(literal: Literal("\\u00"), encoding: .escapes)]

  private static func base64(_ text: some Sequence<UInt8>) -> [Trigger] {
    Base64.alignments(of: Array(text)).enumerated().map { before, digits in
      Trigger(literal: Literal(digits), encoding: .base64, digitsBefore: (before * 8 + 5) / 6)
    }
  }

  /// Bytes to either side of a trigger that are decoded.
  private static let reach = 32 << 10
  /// Bytes of a line around what is escaped.
  private static let lineReach = 400
  /// What is shorter, decoded, holds no name and value.
  private static let shortest = 12
  private static let fewestEscapes = 6

  init?(of trigger: Trigger, at hit: Range<Int>, in bytes: Span<UInt8>) {
    switch trigger.encoding {
    case .base64: self.init(base64At: hit, digitsBefore: trigger.digitsBefore, in: bytes)
    case .hexadecimal: self.init(hexadecimalAt: hit, in: bytes)
    case .percent: self.init(percentAt: hit, in: bytes)
    case .escapes: self.init(escapesAt: hit, in: bytes)
    }
  }

  private init?(base64At hit: Range<Int>, digitsBefore: Int, in bytes: Span<UInt8>) {
    let group = 4
    var start = bytes.start(before: hit.lowerBound, atMost: Self.reach, where: Base64.isDigit)
    start += (hit.lowerBound - digitsBefore - start + group) % group
    // A literal in pieces is read as one.
    let text = JoinedText(from: start, in: bytes, atMost: 2 * Self.reach, belongs: Base64.isDigit)
    guard start <= hit.lowerBound, let decoded = Base64.decode(Self.whole(text.bytes)) else {
      return nil
    }
    self.init(start..<text.end, decoded, around: (hit.lowerBound - start) * 3 / 4 + 1)
  }

  /// Without a last digit that holds no byte.
  private static func whole(_ digits: [UInt8]) -> ArraySlice<UInt8> {
    digits.count % 4 == 1 ? digits.dropLast() : digits[...]
  }

  private init?(hexadecimalAt hit: Range<Int>, in bytes: Span<UInt8>) {
    var start = bytes.start(before: hit.lowerBound, atMost: Self.reach) { $0.isHexDigit }
    start += (hit.lowerBound - start) % 2
    let end = bytes.end(of: hit.upperBound, atMost: Self.reach) { $0.isHexDigit }
    let digits = bytes.bytes(in: start..<end - (end - start) % 2).map(\.lowercased)
    guard let decoded = Hexadecimal.bytes(String(decoding: digits, as: UTF8.self)) else {
      return nil
    }
    self.init(start..<end, decoded, around: (hit.lowerBound - start) / 2)
  }

  private init?(percentAt hit: Range<Int>, in bytes: Span<UInt8>) {
    func belongs(_ byte: UInt8) -> Bool { !byte.isBlank && !byte.isLineBreak && !byte.isQuote }
    let start = bytes.start(before: hit.lowerBound, atMost: Self.lineReach, where: belongs)
    let end = bytes.end(of: hit.upperBound, atMost: Self.lineReach, where: belongs)
    var decoded: [UInt8] = []
    var place = start
    while place < end {
      if bytes[place] == UInt8(ascii: "%"), place + 2 < end,
        let byte = Hexadecimal.byte(bytes[place + 1], bytes[place + 2])
      {
        decoded.append(byte)
        place += 3
      } else {
        decoded.append(bytes[place])
        place += 1
      }
    }
    self.init(range: start..<end, decoded: decoded, part: 0..<decoded.count)
  }

  private init?(escapesAt hit: Range<Int>, in bytes: Span<UInt8>) {
    let length = 6
    var unescaped: [UInt8] = []
    var end = hit.lowerBound
    while end + length <= bytes.count, bytes.has("\\u00", at: end),
      let byte = Hexadecimal.byte(bytes[end + 4], bytes[end + 5])
    {
      unescaped.append(byte)
      end += length
    }
    guard unescaped.count >= Self.fewestEscapes else { return nil }
    let line = bytes.line(around: hit.lowerBound, reach: Self.lineReach)
    let before = bytes.bytes(in: line.lowerBound..<hit.lowerBound)
    let after = bytes.bytes(in: end..<max(end, line.upperBound))
    self.init(
      range: hit.lowerBound..<end, decoded: before + unescaped + after,
      part: before.count..<before.count + unescaped.count)
  }

  private init(range: Range<Int>, decoded: [UInt8], part: Range<Int>) {
    self.range = range
    self.decoded = decoded
    self.part = part
  }

  /// Takes the text around a place of what was decoded: what stands before and behind it may be no
  /// text at all.
  private init?(_ range: Range<Int>, _ bytes: [UInt8], around place: Int) {
    guard bytes.indices.contains(place) else { return nil }
    let start = bytes[..<place].lastIndex { !Self.isText($0) }.map { $0 + 1 } ?? 0
    let end = bytes[place...].firstIndex { !Self.isText($0) } ?? bytes.count
    guard end - start >= Self.shortest else { return nil }
    let text = Array(bytes[start..<end])
    self.init(range: range, decoded: text, part: 0..<text.count)
  }

  private static func isText(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != 0x7F || byte.isLineBreak || byte.isBlank
  }
}
