/// Turns libyaml's character counts into byte counts.
///
/// Keeps the byte offset of every 64th character, so that a column costs a few steps however long
/// its line is. A text of ASCII alone needs none.
struct CharacterOffsets {
  private static let stride = 64
  private let bytes: [UInt8]
  private var checkpoints: [Int] = []

  init(_ bytes: [UInt8]) {
    guard bytes.contains(where: { $0 >= 0x80 }) else {
      self.bytes = []
      return
    }
    self.bytes = bytes
    var characters = 0
    for (offset, byte) in bytes.enumerated() where Self.startsCharacter(byte) {
      if characters.isMultiple(of: Self.stride) { checkpoints.append(offset) }
      characters += 1
    }
  }

  /// The byte column, from 1, of the character at `index` that is the `column`th of its line; both
  /// count from 0.
  func byteColumn(ofCharacter index: Int, column: Int) -> Int {
    guard !checkpoints.isEmpty, column <= index else { return column + 1 }
    return offset(ofCharacter: index) - offset(ofCharacter: index - column) + 1
  }

  private func offset(ofCharacter index: Int) -> Int {
    let nearest = min(index / Self.stride, checkpoints.count - 1)
    var left = index - nearest * Self.stride
    var offset = checkpoints[nearest]
    while left > 0, offset < bytes.count {
      offset += 1
      if offset == bytes.count || Self.startsCharacter(bytes[offset]) { left -= 1 }
    }
    return offset
  }

  /// Continuation bytes of UTF-8 are 10xxxxxx.
  private static func startsCharacter(_ byte: UInt8) -> Bool { byte & 0xC0 != 0x80 }
}
