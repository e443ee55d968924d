/// A value as the look-alike tests see it: copied once, with what they ask for counted.
struct ValueText {
  let bytes: [UInt8]
  let lower: [UInt8]
  private(set) var digits = 0
  private(set) var uppercase = 0
  private(set) var lowercase = 0
  private(set) var distinct = 0
  /// How often it goes from letters to digits or back, or from a small to a capital letter.
  private(set) var switches = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    lower = bytes.map(\.lowercased)
    var seen = SIMD4<UInt64>.zero
    var previous: UInt8 = 0
    for byte in bytes {
      if byte.isDigit { digits += 1 }
      if byte.isUppercase { uppercase += 1 }
      if byte.isLowercase { lowercase += 1 }
      seen[Int(byte >> 6)] |= 1 << UInt64(byte & 63)
      let changes =
        previous.isDigit && byte.isLetter || previous.isLetter && byte.isDigit
        || previous.isLowercase && byte.isUppercase
      if changes { switches += 1 }
      previous = byte
    }
    distinct = (0..<4).reduce(0) { $0 + seen[$1].nonzeroBitCount }
  }

  init(_ range: Range<Int>, in bytes: Span<UInt8>) { self.init(bytes.bytes(in: range)) }

  var count: Int { bytes.count }
  var letters: Int { uppercase + lowercase }
  /// Bytes that are neither letters nor digits.
  var others: Int { count - letters - digits }
  /// How many different marks it holds beside those that words are joined with.
  var distinctMarks: Int {
    Set(bytes.filter { !$0.isLetter && !$0.isDigit && $0 < 128 && !"-_./: ".utf8.contains($0) })
      .count
  }

  /// Whether a text in lower case is part of the value, in any case.
  func contains(_ text: String) -> Bool {
    let wanted = Array(text.utf8)
    guard let first = wanted.first, wanted.count <= count else { return false }
    for start in 0...(count - wanted.count)
    where lower[start] == first && lower[start...].starts(with: wanted) {
      return true
    }
    return false
  }
  func hasPrefix(_ text: String) -> Bool { lower.starts(with: text.utf8) }
  func hasSuffix(_ text: String) -> Bool { lower.reversed().starts(with: text.utf8.reversed()) }

  /// Whether the same byte stands `length` times in a row somewhere.
  func hasRun(of length: Int) -> Bool {
    var run = 0
    var previous: UInt8?
    for byte in bytes {
      run = byte == previous ? run + 1 : 1
      if run >= length { return true }
      previous = byte
    }
    return false
  }

  /// The share of neighbours that repeat or go up or down by one: `12345`, `abcabc` less so.
  var sequenceShare: Double {
    let plain = lower.filter { $0.isLetter || $0.isDigit }
    guard plain.count >= 4 else { return 0 }
    let steps = zip(plain, plain.dropFirst()).filter { abs(Int($1) - Int($0)) <= 1 }.count
    return Double(steps) / Double(plain.count - 1)
  }
}
