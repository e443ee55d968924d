/// A value that may be spread over adjacent string literals: `"abc" + "def"`, `"abc"\n"def"`.
struct JoinedText {
  /// The value without the quotes and operators between its pieces.
  private(set) var bytes: [UInt8] = []
  /// Just behind the last byte that belongs to it.
  private(set) var end: Int

  private static let longestGap = 120

  /// - Parameter belongs: whether a byte can be part of the value.
  init(
    from start: Int, in text: Span<UInt8>, atMost limit: Int, belongs: (UInt8) -> Bool
  ) {
    end = start
    var place = start
    while place < text.count, bytes.count < limit {
      if belongs(text[place]) {
        bytes.append(text[place])
        place += 1
        end = place
      } else if let next = Self.nextPiece(after: place, in: text) {
        place = next
      } else {
        return
      }
    }
  }

  /// - Returns: `nil` where the value ends with its first literal.
  init?(ofSeveralFrom start: Int, in text: Span<UInt8>, belongs: (UInt8) -> Bool) {
    let end = text.end(of: start, atMost: Self.longestPiece, where: belongs)
    guard end > start, end < text.count, Self.nextPiece(after: end, in: text) != nil else {
      return nil
    }
    self.init(from: start, in: text, atMost: Self.longestPiece, belongs: belongs)
    guard bytes.count > end - start else { return nil }
  }

  /// Bytes of a value that is put together.
  private static let longestPiece = 2048

  /// Where the next string literal's text begins, when one follows the quote at `place`.
  private static func nextPiece(after place: Int, in text: Span<UInt8>) -> Int? {
    let quote = text[place]
    guard isQuote(quote) else { return nil }
    for index in place + 1..<min(text.count, place + longestGap) {
      if text[index] == quote { return index + 1 }
      guard mayStandBetween(text[index]) else { return nil }
    }
    return nil
  }

  private static func isQuote(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`")
  }
  /// White space, and what languages join text with.
  private static func mayStandBetween(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"),
      UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "&"), UInt8(ascii: "\\"),
      UInt8(ascii: "("), UInt8(ascii: ")"):
      true
    default: false
    }
  }
}
