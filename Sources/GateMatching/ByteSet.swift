/// A set of bytes, one bit for each: for what is asked of every byte around a hit.
package struct ByteSet: Sendable {
  @usableFromInline var bits = SIMD4<UInt64>.zero

  @inlinable package init() {}

  /// The bytes of a text.
  package init(_ text: StaticString) {
    for byte in "\(text)".utf8 { insert(byte) }
  }

  @inlinable package func contains(_ byte: UInt8) -> Bool {
    bits[Int(byte >> 6)] &>> UInt64(byte & 63) & 1 == 1
  }

  @inlinable package mutating func insert(_ byte: UInt8) {
    bits[Int(byte >> 6)] |= 1 << UInt64(byte & 63)
  }

  /// How many bytes are in it.
  package var count: Int { bits.indices.map { bits[$0].nonzeroBitCount }.reduce(0, +) }

  /// Adds what a text has at a place of a literal, in either case where the literal ignores it.
  mutating func insert(_ literal: Literal, at index: Int) {
    let byte = literal.bytes[index]
    insert(byte)
    if literal.ignoresCase, byte.isLetter { insert(byte ^ 0x20) }
  }
}
