package import GateMatching
internal import GateRules

/// Private keys with their body: PEM (RFC 7468), OpenSSH, PGP, PuTTY. Markers alone are none.
package struct PrivateKeyMatcher: ContextMatcher {
  package let contexts = ["private-key"]
  package let literals = [
    "PRIVATE KEY-----", "PRIVATE KEY BLOCK-----", "OpenVPN Static key V1-----", "Private-Lines:",
  ].map { Literal($0) }

  /// Digits of base64 behind the marker from which on it is a key.
  private static let fewestDigits = 40
  /// How many of them differ, at least: `privatekeyprivatekey` is a picture of a key.
  private static let fewestDistinct = 10
  /// Bytes behind the marker in which they must stand: header lines come first.
  private static let reach = 600

  package init() {}

  package func find(
    at hit: LiteralHit, in bytes: Span<UInt8>, of file: ScannedFile,
    into found: inout [ContextCandidate]
  ) {
    var start = hit.range.lowerBound
    if hit.literal < 3 {
      let begin = bytes.start(before: start, atMost: 24) {
        $0.isUppercase || $0.isDigit || $0 == UInt8(ascii: " ")
      }
      guard bytes.has("-----", at: begin - 5), bytes.has("begin", at: begin) else { return }
      start = begin - 5
    }
    guard let end = endOfBody(behind: hit.range.upperBound, in: bytes) else { return }
    found.append(
      ContextCandidate(
        context: 0, value: start..<end, confidence: .high, reason: "a private key with its body"))
  }

  /// Where the first lines of a body end; `nil` where there is none.
  ///
  /// Lines may be joined by escapes, quotes, `+` and commas, and indented.
  private func endOfBody(behind marker: Int, in bytes: Span<UInt8>) -> Int? {
    var place = marker
    var digits = 0
    var seen = ByteSet()
    while place < bytes.count, place - marker < Self.reach {
      let byte = bytes[place]
      if byte == UInt8(ascii: "\\"), "nrt".utf8.contains(bytes.at(place + 1)) {
        place += 2
      } else if isHeaderLine(at: place, in: bytes) {
        place = bytes.end(of: place, atMost: 200) { !$0.isLineBreak && $0 != UInt8(ascii: "\\") }
        digits = 0
        seen = ByteSet()
      } else if Base64.isDigit(byte), !(byte == UInt8(ascii: "-") && bytes.has("--", at: place)) {
        digits += 1
        place += 1
        seen.insert(byte)
        if digits >= Self.fewestDigits {
          return seen.count >= Self.fewestDistinct ? place : nil
        }
      } else if byte.isBlank || byte.isLineBreak || "\"'`+,\\=|>#*/".utf8.contains(byte) {
        place += 1
      } else {
        return nil
      }
    }
    return nil
  }

  /// `Proc-Type: 4,ENCRYPTED`, `Version: GnuPG v2`.
  private func isHeaderLine(at place: Int, in bytes: Span<UInt8>) -> Bool {
    ["proc-type:", "dek-info:", "version:", "comment:", "charset:"].contains {
      bytes.has($0, at: place)
    }
  }
}
