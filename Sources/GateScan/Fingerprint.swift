package import GateModel

/// Names a finding so that a baseline knows it again, without giving the secret away.
///
/// Made of the rule, the path and the secret, so that moving a line changes nothing and another
/// secret on the same line is another finding. Salted and iterated, since a weak password could be
/// guessed from a plain hash of it.
package struct Fingerprint {
  /// Rounds of SHA-256 for one fingerprint.
  package static let rounds = 256
  /// Characters that are kept: 80 bits tell the findings of any repository apart.
  private static let length = 20

  private let salt: [UInt8]
  /// What of the salt goes into each round.
  private let saltWords: [UInt32]
  private var hash = SHA256()

  package init(salt: [UInt8]) {
    self.salt = salt
    let state = hash.state(of: salt)
    saltWords = (0..<4).map { state[$0] }
  }

  package mutating func text(
    rule: String, path: RepositoryPath, secret: [UInt8]
  ) -> String {
    // NUL is in no id and in no path, so that the parts can't run into each other.
    let text = salt + [0] + rule.utf8 + [0] + path.bytes + [0] + secret
    var state = hash.state(of: text)
    for _ in 1..<Self.rounds { state = hash.state(of: state, saltWords) }
    return Hexadecimal.text(SHA256.bytes(of: state).prefix(Self.length / 2))
  }
}

/// Bytes as digits, two for each.
enum Hexadecimal {
  private static let digits = Array("0123456789abcdef".utf8)

  static func text(_ bytes: some Sequence<UInt8>) -> String {
    var text: [UInt8] = []
    for byte in bytes { text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }

  /// What two digits stand for, in either case.
  static func byte(_ high: UInt8, _ low: UInt8) -> UInt8? {
    guard let high = digits.firstIndex(of: high.lowercased),
      let low = digits.firstIndex(of: low.lowercased)
    else { return nil }
    return UInt8(high << 4 | low)
  }

  /// - Returns: `nil` for what is no even number of digits.
  static func bytes(_ text: some StringProtocol) -> [UInt8]? {
    var bytes: [UInt8] = []
    var high: Int?
    for digit in text.utf8 {
      guard let value = digits.firstIndex(of: digit) else { return nil }
      if let first = high {
        bytes.append(UInt8(first << 4 | value))
        high = nil
      } else {
        high = value
      }
    }
    return high == nil ? bytes : nil
  }
}
