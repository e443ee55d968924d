/// SHA-256 (FIPS 180-4). Our own, since a library would cost more than all of the gate's start.
package struct SHA256 {
  /// The eight words of the hash.
  package typealias State = SIMD8<UInt32>

  /// The first 32 bits of the fractional parts of the square roots of the first eight primes.
  package static let start = State(
    0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A,
    0x510E_527F, 0x9B05_688C, 0x1F83_D9AB, 0x5BE0_CD19)

  package static let blockBytes = 64

  /// The schedule of one block: 16 words of text, and what follows from them.
  private var words = [UInt32](repeating: 0, count: 64)

  package init() {}

  package mutating func digest(of bytes: [UInt8]) -> [UInt8] {
    Self.bytes(of: state(of: bytes))
  }

  /// The hash as words.
  package mutating func state(of bytes: [UInt8]) -> State {
    var text = bytes
    text.append(0x80)
    let room = (text.count + 8) % Self.blockBytes
    text.append(contentsOf: repeatElement(0, count: room == 0 ? 0 : Self.blockBytes - room))
    let bits = UInt64(bytes.count) * 8
    for shift in stride(from: UInt64(56), through: 0, by: -8) {
      text.append(UInt8(truncatingIfNeeded: bits >> shift))
    }
    var state = Self.start
    for block in stride(from: 0, to: text.count, by: Self.blockBytes) {
      for index in 0..<16 {
        let place = block + 4 * index
        words[index] =
          UInt32(text[place]) << 24 | UInt32(text[place + 1]) << 16
          | UInt32(text[place + 2]) << 8 | UInt32(text[place + 3])
      }
      compress(&state)
    }
    return state
  }

  /// The hash of a hash followed by other words, which must leave room for the padding.
  package mutating func state(of state: State, _ tail: [UInt32]) -> State {
    for index in 0..<8 { words[index] = state[index] }
    let count = 8 + tail.count
    for (index, word) in tail.enumerated() { words[8 + index] = word }
    words[count] = 0x8000_0000
    for index in count + 1..<15 { words[index] = 0 }
    words[15] = UInt32(count * 32)
    var next = Self.start
    compress(&next)
    return next
  }

  package static func bytes(of state: State) -> [UInt8] {
    var bytes: [UInt8] = []
    for index in 0..<8 {
      for shift in [24, 16, 8, 0] as [UInt32] {
        bytes.append(UInt8(truncatingIfNeeded: state[index] >> shift))
      }
    }
    return bytes
  }

  private mutating func compress(_ state: inout State) {
    var words = self.words.mutableSpan
    let constants = Self.constants.span
    for index in 16..<64 {
      let early = words[index - 15]
      let late = words[index - 2]
      let sigma0 = Self.rotate(early, 7) ^ Self.rotate(early, 18) ^ early >> 3
      let sigma1 = Self.rotate(late, 17) ^ Self.rotate(late, 19) ^ late >> 10
      words[index] = words[index - 16] &+ sigma0 &+ words[index - 7] &+ sigma1
    }
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    // Eight rounds at a time: after eight each word is back in its place, so that none is moved.
    for index in stride(from: 0, to: 64, by: 8) {
      Self.round(a, b, c, &d, e, f, g, &h, constants[index] &+ words[index])
      Self.round(h, a, b, &c, d, e, f, &g, constants[index + 1] &+ words[index + 1])
      Self.round(g, h, a, &b, c, d, e, &f, constants[index + 2] &+ words[index + 2])
      Self.round(f, g, h, &a, b, c, d, &e, constants[index + 3] &+ words[index + 3])
      Self.round(e, f, g, &h, a, b, c, &d, constants[index + 4] &+ words[index + 4])
      Self.round(d, e, f, &g, h, a, b, &c, constants[index + 5] &+ words[index + 5])
      Self.round(c, d, e, &f, g, h, a, &b, constants[index + 6] &+ words[index + 6])
      Self.round(b, c, d, &e, f, g, h, &a, constants[index + 7] &+ words[index + 7])
    }
    state &+= State(a, b, c, d, e, f, g, h)
  }

  @inline(__always)
  private static func round(
    _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32,
    _ e: UInt32, _ f: UInt32, _ g: UInt32, _ h: inout UInt32, _ input: UInt32
  ) {
    let sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    let first = h &+ sum1 &+ (g ^ e & (f ^ g)) &+ input
    let sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    d &+= first
    h = first &+ sum0 &+ (a & b ^ c & (a ^ b))
  }

  private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word &>> count | word &<< (32 - count)
  }

  /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
  private static let constants: [UInt32] = [
    0x428A_2F98, 0x7137_4491, 0xB5C0_FBCF, 0xE9B5_DBA5, 0x3956_C25B, 0x59F1_11F1, 0x923F_82A4,
    0xAB1C_5ED5, 0xD807_AA98, 0x1283_5B01, 0x2431_85BE, 0x550C_7DC3, 0x72BE_5D74, 0x80DE_B1FE,
    0x9BDC_06A7, 0xC19B_F174, 0xE49B_69C1, 0xEFBE_4786, 0x0FC1_9DC6, 0x240C_A1CC, 0x2DE9_2C6F,
    0x4A74_84AA, 0x5CB0_A9DC, 0x76F9_88DA, 0x983E_5152, 0xA831_C66D, 0xB003_27C8, 0xBF59_7FC7,
    0xC6E0_0BF3, 0xD5A7_9147, 0x06CA_6351, 0x1429_2967, 0x27B7_0A85, 0x2E1B_2138, 0x4D2C_6DFC,
    0x5338_0D13, 0x650A_7354, 0x766A_0ABB, 0x81C2_C92E, 0x9272_2C85, 0xA2BF_E8A1, 0xA81A_664B,
    0xC24B_8B70, 0xC76C_51A3, 0xD192_E819, 0xD699_0624, 0xF40E_3585, 0x106A_A070, 0x19A4_C116,
    0x1E37_6C08, 0x2748_774C, 0x34B0_BCB5, 0x391C_0CB3, 0x4ED8_AA4A, 0x5B9C_CA4F, 0x682E_6FF3,
    0x748F_82EE, 0x78A5_636F, 0x84C8_7814, 0x8CC7_0208, 0x90BE_FFFA, 0xA450_6CEB, 0xBEF9_A3F7,
    0xC671_78F2,
  ]
}
