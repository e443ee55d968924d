package import GateModel

/// Puts made-up values into the examples of rules, so that no example holds a secret.
///
/// `{{hex:32}}` becomes 32 hexadecimal digits, always the same ones for a rule and a place in it.
package struct Placeholders {
  /// A placeholder that cannot be expanded.
  package struct Mistake: Error, Hashable, Sendable {
    package var message: String
  }

  /// The day that ages of tokens are counted back from.
  package static let today = CalendarDay(daysSinceEpoch: 20_000)

  private var random: SplitMix

  /// - Parameters:
  ///   - rule: the id of the rule whose examples are expanded.
  ///   - position: which of its examples this is.
  package init(rule: String, position: Int) {
    // FNV-1a spreads the id over the seed.
    var seed: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in "\(rule)/\(position)".utf8 { seed = (seed ^ UInt64(byte)) &* 0x100_0000_01B3 }
    random = SplitMix(state: seed)
  }

  /// The text with a value for each placeholder.
  package mutating func expand(_ text: String) throws(Mistake) -> String {
    var expanded = ""
    var rest = text[...]
    while let open = rest.firstRange(of: "{{"),
      let close = rest[open.upperBound...].firstRange(of: "}}")
    {
      expanded += rest[..<open.lowerBound]
      let inner = rest[open.upperBound..<close.lowerBound]
      expanded += try value(for: String(inner)) ?? "{{\(inner)}}"
      rest = rest[close.upperBound...]
    }
    return expanded + rest
  }

  /// - Returns: `nil` for what is no placeholder but a template of somebody else's: `{{ .Values }}`.
  private mutating func value(for placeholder: String) throws(Mistake) -> String? {
    let parts = placeholder.split(separator: ":", omittingEmptySubsequences: false)
    let kind = parts.first.map(String.init) ?? ""
    guard Self.kinds.contains(kind) else {
      let isForeign = kind.contains { !($0.isLowercase || $0.isNumber || $0 == "-") }
      if isForeign || kind.isEmpty { return nil }
      throw Mistake(
        message: "unknown placeholder '\(kind)'; known: \(Self.kinds.joined(separator: ", "))")
    }
    let argument = parts.count > 1 ? Int(parts[1]) : nil
    if let alphabet = Self.alphabets[kind] {
      return Self.text(characters(from: alphabet, try count(argument, of: kind)))
    }
    switch kind {
    case "uuid": return uuid()
    case "pypi-token": return pypiToken()
    case "jwt": return jwt(payload: "{\"sub\":\"\(digits(10))\",\"iat\":1\(digits(9))}")
    case "maintainx-token": return maintainXToken(daysOld: argument ?? 30)
    default:
      let body = characters(from: Alphabet.base62, try count(argument, of: kind))
      return Self.text(body + TokenChecksum.checkDigits(of: body))
    }
  }

  private static let alphabets: [String: [UInt8]] = [
    "hex": Alphabet.hex, "upperhex": Alphabet.upperHex, "digits": Alphabet.digits,
    "lower": Alphabet.lower, "upper": Alphabet.upper,
    "lowernum": Alphabet.lower + Alphabet.digits, "uppernum": Alphabet.upper + Alphabet.digits,
    "base62": Alphabet.base62, "base64": Alphabet.base64, "base64url": Alphabet.base64URL,
    "base32": Alphabet.base32,
  ]
  private static let kinds =
    alphabets.keys.sorted() + ["uuid", "jwt", "maintainx-token", "pypi-token", "github", "npm"]

  /// The most characters that a placeholder may ask for.
  private static let longest = 10_000

  private func count(_ argument: Int?, of kind: String) throws(Mistake) -> Int {
    guard let argument, (1...Self.longest).contains(argument) else {
      throw Mistake(message: "'{{\(kind)}}' needs a length up to \(Self.longest): {{\(kind):32}}")
    }
    return argument
  }

  private mutating func characters(from alphabet: [UInt8], _ count: Int) -> [UInt8] {
    (0..<count).map { _ in alphabet[Int.random(in: alphabet.indices, using: &random)] }
  }
  private mutating func digits(_ count: Int) -> String {
    Self.text(characters(from: Alphabet.digits, count))
  }
  private mutating func uuid() -> String {
    let digits = [8, 4, 3, 3, 12].map { Self.text(characters(from: Alphabet.hex, $0)) }
    return "\(digits[0])-\(digits[1])-4\(digits[2])-a\(digits[3])-\(digits[4])"
  }

  /// A macaroon of PyPI's: version, location, identifier, and the signature.
  private mutating func pypiToken() -> String {
    let location = Array("pypi.org".utf8)
    let identifier = Array(uuid().utf8)
    let signature = characters(from: Alphabet.base64, TokenChecksum.signatureSize)
    let fields =
      [TokenChecksum.macaroonVersion, 1, UInt8(location.count)] + location
      + [2, UInt8(identifier.count)] + identifier + [0, 0]
      + [TokenChecksum.signatureField, UInt8(signature.count)] + signature
    return TokenChecksum.pypiPrefix + Self.text(Base64.encode(fields, isURLSafe: true))
  }

  private mutating func maintainXToken(daysOld: Int) -> String {
    let secondsPerDay = 86_400
    let issued = Self.today.adding(days: -daysOld).daysSinceEpoch * secondsPerDay
    return jwt(
      payload: "{\"userId\":\(digits(6)),\"organizationId\":\(digits(6)),\"iat\":\(issued),"
        + "\"sub\":\"REST_API_AUTH\",\"jti\":\"\(uuid())\"}")
  }

  private mutating func jwt(payload: String) -> String {
    let parts = ["{\"alg\":\"HS256\",\"typ\":\"JWT\"}", payload].map {
      Self.text(Base64.encode(Array($0.utf8), isURLSafe: true))
    }
    // An HMAC-SHA-256 in base64url.
    let signatureLength = 43
    let signature = Self.text(characters(from: Alphabet.base64URL, signatureLength))
    return "\(parts[0]).\(parts[1]).\(signature)"
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}

/// SplitMix64: a small generator with the same numbers on every machine.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
