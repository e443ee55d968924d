/// A set of bytes, one bit for each.
struct ByteSet: Sendable {
  private var bits = SIMD4<UInt64>.zero

  func contains(_ byte: UInt8) -> Bool {
    bits[Int(byte >> 6)] &>> UInt64(byte & 63) & 1 == 1
  }

  /// Adds what a text has at a place of a literal, in either case where the literal ignores it.
  mutating func insert(_ literal: Literal, at index: Int) {
    let byte = literal.bytes[index]
    insert(byte)
    if literal.ignoresCase, byte.isLetter { insert(byte ^ 0x20) }
  }

  private mutating func insert(_ byte: UInt8) {
    bits[Int(byte >> 6)] |= 1 << UInt64(byte & 63)
  }
}
