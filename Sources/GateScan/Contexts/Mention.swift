/// A value a few words behind a word such as `key`, with no sign of an assignment between them:
/// `clockify private 5us4...`, `codatoken-987e...`.
struct Mention {
  /// The part of the line before the word, in which a vendor's name may stand.
  let before: Range<Int>
  /// What may be the value, the nearest first; each goes to the end of its run.
  let values: [Range<Int>]

  /// Bytes before the word in which a vendor's name must stand.
  private static let reachBefore = 40
  /// Bytes behind the word in which the value must start.
  private static let reachBehind = 24
  /// The shortest value: what is shorter is a word or a number by chance.
  private static let shortest = 16
  /// Names of things hold fewer.
  private static let fewestDigits = 3
  private static let longest = 200
  private static let mostValues = 4

  /// - Returns: `nil` where nothing stands there that may be a value.
  init?(behind word: Range<Int>, in bytes: Span<UInt8>) {
    var values: [Range<Int>] = []
    var place = word.upperBound
    while place - word.upperBound <= Self.reachBehind, values.count < Self.mostValues {
      let byte = bytes.at(place)
      guard byte.isLetter || byte.isDigit else {
        guard Self.mayStandBetween(byte) else { break }
        place += 1
        continue
      }
      let end = bytes.end(of: place, atMost: Self.longest, where: Self.belongsToValue)
      if Self.isWordByte(bytes.at(place - 1)) {
        // The rest of the word that it stands behind.
        place = bytes.end(of: place, atMost: Self.longest, where: Self.isWordByte)
      } else if Self.mayBeValue(place..<end, in: bytes) {
        values.append(place..<end)
        place = bytes.end(of: place, atMost: Self.longest, where: Self.isWordByte)
      } else {
        // No part of it is a value either.
        place = end
      }
    }
    guard !values.isEmpty else { return nil }
    self.values = values
    before =
      bytes.start(before: word.lowerBound, atMost: Self.reachBefore) {
        !$0.isLineBreak
      }..<word.lowerBound
  }

  private static func belongsToValue(_ byte: UInt8) -> Bool { !byte.endsRun }

  private static func mayBeValue(_ range: Range<Int>, in bytes: Span<UInt8>) -> Bool {
    range.count >= shortest && range.count(where: { bytes[$0].isDigit }) >= fewestDigits
  }

  private static func isWordByte(_ byte: UInt8) -> Bool { byte.isLetter || byte.isDigit }

  private static func mayStandBetween(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: ":"),
      UInt8(ascii: "="):
      true
    default: byte.isBlank || byte.isQuote
    }
  }
}
