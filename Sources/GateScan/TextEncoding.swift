internal import GateMatching

/// How the bytes of a file become text.
package enum TextEncoding: Hashable, Sendable {
  /// UTF-8, or any other encoding in which ASCII stands for itself.
  case bytes
  case utf16(isBigEndian: Bool)

  /// Bytes at the start of a file that tell text from what is none.
  package static let sampleSize = 8 << 10

  /// - Returns: `nil` for what is no text: it holds a NUL near its start.
  package init?(sample: Span<UInt8>) {
    if sample.count >= 2 {
      if sample[0] == 0xFF, sample[1] == 0xFE {
        self = .utf16(isBigEndian: false)
        return
      }
      if sample[0] == 0xFE, sample[1] == 0xFF {
        self = .utf16(isBigEndian: true)
        return
      }
    }
    guard sample.firstIndex(of: 0, in: 0..<min(sample.count, Self.sampleSize)) == nil else {
      return nil
    }
    self = .bytes
  }
}

/// Turns UTF-16 into UTF-8 piece by piece.
package struct UTF16Reader: Sendable {
  private let isBigEndian: Bool
  /// What came of a pair of surrogates or of bytes so far.
  private var highSurrogate: UInt16?
  private var lowByte: UInt8?

  package init(isBigEndian: Bool) { self.isBigEndian = isBigEndian }

  /// The most bytes of UTF-8 that a byte of UTF-16 can become, rounded up.
  package static let growth = 2

  package mutating func append(_ bytes: Span<UInt8>, to text: inout [UInt8]) {
    for index in 0..<bytes.count {
      guard let first = lowByte else {
        lowByte = bytes[index]
        continue
      }
      lowByte = nil
      let (high, low) = isBigEndian ? (first, bytes[index]) : (bytes[index], first)
      append(UInt16(high) << 8 | UInt16(low), to: &text)
    }
  }

  private mutating func append(_ unit: UInt16, to text: inout [UInt8]) {
    let high = highSurrogate
    highSurrogate = nil
    if UTF16.isLeadSurrogate(unit) {
      highSurrogate = unit
    } else if UTF16.isTrailSurrogate(unit) {
      guard let high else { return }
      let value = 0x1_0000 + (UInt32(high) & 0x3FF) << 10 + UInt32(unit) & 0x3FF
      if let scalar = Unicode.Scalar(value) {
        text.append(contentsOf: UTF8.encode(scalar) ?? .init())
      }
    } else if let scalar = Unicode.Scalar(unit) {
      text.append(contentsOf: UTF8.encode(scalar) ?? .init())
    }
  }
}
