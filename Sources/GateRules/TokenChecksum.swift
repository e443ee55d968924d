/// A proof that some token formats carry in themselves. One that fails was never issued.
package enum TokenChecksum: String, CaseIterable, Sendable {
  /// GitHub: six base-62 digits of the CRC-32 of what stands between `_` and them.
  /// https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
  case github
  /// npm uses GitHub's format. https://github.blog/security/supply-chain-security/npm-token-format/
  case npm
  /// A JSON Web Token: a header that is a JSON object with `alg`, and a payload that is one too.
  /// https://www.rfc-editor.org/rfc/rfc7519
  case jwt
  /// PyPI: a macaroon in base64url, with the signature's field of 32 bytes at its end.
  /// https://warehouse.pypa.io/development/token-scanning.html,
  /// https://github.com/rescrv/libmacaroons/blob/master/doc/format.txt
  case pypi

  /// Whether a whole token, its prefix included, proves itself.
  package func holds(for token: [UInt8]) -> Bool {
    switch self {
    case .github, .npm:
      let start = token.lastIndex(of: UInt8(ascii: "_")).map { $0 + 1 } ?? 0
      guard token.count - start > Self.digits else { return false }
      let body = token[start...].dropLast(Self.digits)
      return Array(token.suffix(Self.digits)) == Self.checkDigits(of: body)
    case .jwt:
      return JSONWebToken(token) != nil
    case .pypi:
      guard token.starts(with: Self.pypiPrefix.utf8),
        let macaroon = Base64.decode(token.dropFirst(Self.pypiPrefix.utf8.count))
      else { return false }
      return macaroon.first == Self.macaroonVersion
        && macaroon.suffix(Self.signatureSize + 2).starts(with: [
          Self.signatureField, UInt8(Self.signatureSize),
        ])
    }
  }

  static let pypiPrefix = "pypi-"
  static let macaroonVersion: UInt8 = 2
  static let signatureField: UInt8 = 6
  static let signatureSize = 32

  /// How many check digits GitHub's format has.
  static let digits = 6

  /// The check digits of GitHub's format for the part of a token that they protect.
  static func checkDigits(of body: some Sequence<UInt8>) -> [UInt8] {
    var rest = CRC32.checksum(of: body)
    var digits: [UInt8] = []
    for _ in 0..<Self.digits {
      digits.append(Alphabet.base62[Int(rest % 62)])
      rest /= 62
    }
    return digits.reversed()
  }
}

/// The CRC-32 of IEEE 802.3, as in zlib.
enum CRC32 {
  static func checksum(of bytes: some Sequence<UInt8>) -> UInt32 {
    var crc = UInt32.max
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    return ~crc
  }
}

/// The characters that tokens are made of.
enum Alphabet {
  static let digits = Array("0123456789".utf8)
  static let upper = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)
  static let lower = Array("abcdefghijklmnopqrstuvwxyz".utf8)
  static let hex = Array("0123456789abcdef".utf8)
  static let upperHex = Array("0123456789ABCDEF".utf8)
  static let base62 = digits + upper + lower
  static let base64 = upper + lower + digits + Array("+/".utf8)
  static let base64URL = upper + lower + digits + Array("-_".utf8)
  static let base32 = upper + Array("234567".utf8)
}
