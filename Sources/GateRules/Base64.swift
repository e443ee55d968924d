/// Base64 in both alphabets (RFC 4648), padded or not.
package enum Base64 {
  /// The bytes that a text stands for; `nil` where it is not base64 as a whole.
  package static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count * 3 / 4)
    var bits: UInt32 = 0
    var held = 0
    var padding = 0
    for character in text {
      if character == UInt8(ascii: "=") {
        padding += 1
        continue
      }
      let value = values[Int(character)]
      guard value != invalid, padding == 0 else { return nil }
      bits = bits << 6 | UInt32(value)
      held += 6
      if held >= 8 {
        held -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(held)))
      }
    }
    // One character alone holds no byte, and more than two pads belong to nothing.
    return held == 6 || padding > 2 ? nil : bytes
  }

  /// Base64 without padding.
  package static func encode(_ bytes: [UInt8], isURLSafe: Bool = false) -> [UInt8] {
    let alphabet = isURLSafe ? Alphabet.base64URL : Alphabet.base64
    var text: [UInt8] = []
    var bits: UInt32 = 0
    var held = 0
    for byte in bytes {
      bits = bits << 8 | UInt32(byte)
      held += 8
      while held >= 6 {
        held -= 6
        text.append(alphabet[Int(bits >> UInt32(held)) & 63])
      }
    }
    if held > 0 { text.append(alphabet[Int(bits << UInt32(6 - held)) & 63]) }
    return text
  }

  /// How a text looks inside base64, by where it starts in a group of three bytes: the digits that
  /// do not depend on its neighbours.
  package static func alignments(of text: [UInt8]) -> [[UInt8]] {
    (0..<3).map { before in
      let digits = encode([UInt8](repeating: 0, count: before) + text)
      let first = (before * 8 + 5) / 6
      let whole = (before + text.count) * 8 / 6
      return Array(digits[first..<whole])
    }
  }

  /// Whether a byte is a digit of either alphabet.
  package static func isDigit(_ byte: UInt8) -> Bool { values[Int(byte)] != invalid }

  private static let invalid: UInt8 = 255
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: invalid, count: 256)
    for (value, character) in Alphabet.base64.enumerated() {
      values[Int(character)] = UInt8(value)
    }
    values[Int(UInt8(ascii: "-"))] = 62
    values[Int(UInt8(ascii: "_"))] = 63
    return values
  }()
}
