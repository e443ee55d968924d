package import GateModel

/// Names a finding so that a baseline knows it again, without giving the secret away.
///
/// Made of the rule, the path and the secret, so that moving a line changes nothing and another
/// secret on the same line is another finding. Salted and iterated, since a weak password could be
/// guessed from a plain hash of it.
package struct Fingerprint {
  /// Rounds of SHA-256 for one fingerprint.
  package static let rounds = 256
  /// Bytes of the digest that are kept: 80 bits tell the findings of any repository apart.
  private static let length = 10

  private let salt: [UInt8]
  package init(salt: [UInt8]) { self.salt = salt }

  package func text(rule: String, path: RepositoryPath, secret: some Sequence<UInt8>) -> String {
    var hash = SHA256()
    // NUL is in no id and in no path, so that the parts can't run into each other.
    hash.update(salt + [0] + rule.utf8 + [0] + path.bytes + [0])
    hash.update(secret)
    var digest = hash.digest()
    for _ in 1..<Self.rounds { digest = SHA256.digest(of: digest + salt) }
    return Hexadecimal.text(digest.prefix(Self.length))
  }
}

enum Hexadecimal {
  static func text(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
