package import GateMatching

/// The password in a URL: `postgres://user:password@host/db`, in any scheme (RFC 3986, 3.2.1).
package struct URLPasswordMatcher: ContextMatcher {
  package let contexts = ["url-password"]
  package let literals = [Literal("://")]

  private static let longestScheme = 24
  /// Bytes behind `://` in which the host must have started.
  private static let longestUserInfo = 300

  package init() {}

  package func find(
    at hit: LiteralHit, in bytes: Span<UInt8>, of file: ScannedFile,
    into found: inout [ContextCandidate]
  ) {
    guard !file.isGenerated,
      let place = Self.password(behind: hit.range, in: bytes)
    else { return }
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

  /// What stands between the first `:` and the last `@` before the path.
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
      case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: " "),
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
        || bytes.at(at + 1) == UInt8(ascii: "[")
    else { return nil }
    return colon + 1..<at
  }

  private static func host(behind place: Int, in bytes: Span<UInt8>) -> Range<Int> {
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
