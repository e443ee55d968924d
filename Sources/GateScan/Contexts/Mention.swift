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
      if byte.isLetter || byte.isDigit {
        if !Self.isWordByte(bytes.at(place - 1)),
          let value = Self.value(at: place, in: bytes)
        {
          values.append(value)
        }
      } else if !Self.mayStandBetween(byte) {
        break
      }
      place += 1
    }
    guard !values.isEmpty else { return nil }
    self.values = values
    before =
      bytes.start(before: word.lowerBound, atMost: Self.reachBefore) {
        !$0.isLineBreak
      }..<word.lowerBound
  }

  private static func value(at start: Int, in bytes: Span<UInt8>) -> Range<Int>? {
    let end = bytes.end(of: start, atMost: longest) {
      !$0.isBlank && !$0.isLineBreak && !$0.isQuote && !",;()[]{}<>\\".utf8.contains($0)
    }
    guard end - start >= shortest, (start..<end).count(where: { bytes[$0].isDigit }) >= fewestDigits
    else { return nil }
    return start..<end
  }

  private static func isWordByte(_ byte: UInt8) -> Bool { byte.isLetter || byte.isDigit }

  private static func mayStandBetween(_ byte: UInt8) -> Bool {
    byte.isBlank || byte.isQuote || "-_.:=".utf8.contains(byte)
  }
}
