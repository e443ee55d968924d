package import GateMatching

/// The password in a URL: `postgres://user:password@host/db`, in any scheme (RFC 3986, 3.2.1).
package struct URLPasswordMatcher: ContextMatcher {
  package let contexts = ["url-password"]
  package let literals = ["://", "@tcp(", "@unix(", "oracle:thin:"].map { Literal($0) }

  private static let longestScheme = 24
  /// Bytes behind `://` in which the host must have started.
  private static let longestUserInfo = 300

  package init() {}

  package func find(
    at hit: LiteralHit, in bytes: Span<UInt8>, of file: ScannedFile,
    into found: inout [ContextCandidate]
  ) {
    guard !file.isGenerated, let place = Self.password(at: hit, in: bytes) else { return }
    guard let confidence = ValueJudge(place, in: bytes).password(),
      !Self.isPlaceholder(ValueText(place, in: bytes))
    else { return }
    let host = ValueText(Self.host(behind: place.upperBound + 1, in: bytes), in: bytes)
    if Self.isNoHost(host) { return }
    if confidence == .low,
      Self.isExample(host) || Self.isMine(place, since: hit.range.upperBound, in: bytes)
    {
      return
    }
    found.append(
      ContextCandidate(
        context: 0, value: place, confidence: confidence, reason: "a password in a URL"))
  }

  private static func password(at hit: LiteralHit, in bytes: Span<UInt8>) -> Range<Int>? {
    switch hit.literal {
    case 0: password(behind: hit.range, in: bytes)
    case 3: passwordOfOracle(behind: hit.range.upperBound, in: bytes)
    default: passwordOfGo(before: hit.range.lowerBound, in: bytes)
    }
  }

  /// `user:password@tcp(host)/db` of Go's driver for MySQL.
  private static func passwordOfGo(before at: Int, in bytes: Span<UInt8>) -> Range<Int>? {
    let start = bytes.start(before: at, atMost: longestUserInfo) {
      !$0.isQuote && !$0.isBlank && !$0.isLineBreak && $0 != UInt8(ascii: "=")
    }
    guard let colon = (start..<at).first(where: { bytes[$0] == UInt8(ascii: ":") }), colon > start
    else { return nil }
    return colon + 1..<at
  }

  /// `jdbc:oracle:thin:user/password@host`.
  private static func passwordOfOracle(
    behind place: Int, in bytes: Span<UInt8>
  ) -> Range<Int>? {
    let end = bytes.end(of: place, atMost: longestUserInfo) {
      !$0.isQuote && !$0.isBlank && !$0.isLineBreak && $0 != UInt8(ascii: "@")
    }
    guard bytes.at(end) == UInt8(ascii: "@"),
      let slash = (place..<end).first(where: { bytes[$0] == UInt8(ascii: "/") }), slash > place
    else { return nil }
    return slash + 1..<end
  }

  /// What stands between the first `:` and the last `@` before the path. A `#` that nobody encoded
  /// is part of the password where an `@` follows.
  private static func password(behind sign: Range<Int>, in bytes: Span<UInt8>) -> Range<Int>? {
    guard bytes.at(sign.lowerBound - 1).isLetter || bytes.at(sign.lowerBound - 1).isDigit else {
      return nil
    }
    var colon: Int?
    var at: Int?
    var place = sign.upperBound
    search: while place < bytes.count, place - sign.upperBound < longestUserInfo {
      switch bytes[place] {
      case UInt8(ascii: ":") where colon == nil: colon = place
      case UInt8(ascii: "@"): at = place
      case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: " "),
        UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\""),
        UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "<"), UInt8(ascii: ">"),
        UInt8(ascii: "|"), UInt8(ascii: "\\"):
        break search
      default: break
      }
      place += 1
    }
    guard let colon, let at, colon < at,
      bytes.at(at + 1).isLetter || bytes.at(at + 1).isDigit
        || bytes.at(at + 1) == UInt8(ascii: "[") || bytes.at(at + 1) == UInt8(ascii: "/")
    else { return nil }
    return colon + 1..<at
  }

  private static func host(behind place: Int, in bytes: Span<UInt8>) -> Range<Int> {
    // `tcp(host:port)` of Go's driver for MySQL.
    if let transport = ["tcp(", "unix("].first(where: { bytes.has($0, at: place) }) {
      let start = place + transport.utf8.count
      return
        start..<bytes.end(of: start, atMost: 100) {
          !$0.isLineBreak && $0 != UInt8(ascii: ")")
        }
    }
    return
      place..<bytes.end(of: place, atMost: 100) {
        !$0.isBlank && !$0.isLineBreak && !$0.isQuote && $0 != UInt8(ascii: "/")
      }
  }

  /// `user:PASSWORD@`, and what a format fills in.
  private static func isPlaceholder(_ password: ValueText) -> Bool {
    password.lowercase == 0 && password.digits == 0
      || password.bytes.contains { "[]{}()".utf8.contains($0) }
  }

  /// `myuser:mypass`, as frameworks' templates write it.
  private static func isMine(
    _ password: Range<Int>, since start: Int, in bytes: Span<UInt8>
  ) -> Bool {
    bytes.has("my", at: start) && bytes.has("my", at: password.lowerBound)
  }

  private static func isNoHost(_ host: ValueText) -> Bool {
    host.contains(":#") || host.contains("%") || host.contains("<")
  }

  /// A weak word is a password before a real host, and an example before another example.
  private static func isExample(_ host: ValueText) -> Bool {
    host.lower == Array("host".utf8)
      || ["example.", ":port", "hostname", "your"].contains(where: host.contains)
  }
}
