/// A value and the name that it stands under: `API_KEY=...`, `"apiKey": "..."`, `x-api-key: ...`.
package struct NamedValue: Sendable {
  package var name: Range<Int>
  package var value: Range<Int>
  package var isQuoted: Bool

  /// The value whose name holds the given range; `nil` where that is not part of a name.
  package init?(around word: Range<Int>, in bytes: Span<UInt8>) {
    var start = word.lowerBound
    while start > 0, word.lowerBound - start < Self.longestName, Self.isNameByte(bytes[start - 1]) {
      start -= 1
    }
    var end = word.upperBound
    while end < bytes.count, end - start < Self.longestName, Self.isNameByte(bytes[end]) {
      end += 1
    }
    name = start..<end
    var place = end
    func next(_ offset: Int = 0) -> UInt8 {
      place + offset < bytes.count ? bytes[place + offset] : UInt8(ascii: "\n")
    }
    func skipSpaces() {
      while next() == UInt8(ascii: " ") || next() == UInt8(ascii: "\t") { place += 1 }
    }

    var isCall = false
    if Self.isQuote(next()) {
      place += 1
      isCall = true
    }
    if next() == UInt8(ascii: "]") { place += 1 }
    skipSpaces()
    switch next() {
    case UInt8(ascii: "="), UInt8(ascii: ":"):
      place += 1
      while [UInt8(ascii: "="), UInt8(ascii: ">")].contains(next()) { place += 1 }
    case UInt8(ascii: ",") where isCall, UInt8(ascii: ">"): place += 1
    default: return nil
    }
    skipSpaces()
    isQuoted = Self.isQuote(next())
    let quote = next()
    if isQuoted { place += 1 }
    let first = place
    while place < bytes.count, place - first < Self.longestValue {
      let byte = bytes[place]
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
      if isQuoted ? byte == quote : Self.endsBareValue(byte) { break }
      place += 1
    }
    guard place > first else { return nil }
    value = first..<place
  }

  private static let longestName = 100
  private static let longestValue = 4096

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }
  private static func isQuote(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`")
  }
  private static func endsBareValue(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: ","), UInt8(ascii: ";"),
      UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "<"), UInt8(ascii: ")"),
      UInt8(ascii: "}"):
      true
    default: false
    }
  }
}
