package import GateMatching
internal import GateModel
internal import GateRules

/// The credentials of an `Authorization` header: `Bearer ...`, and `Basic ...`, decoded.
package struct AuthorizationMatcher: ContextMatcher {
  package let contexts = ["bearer-token", "basic-credentials"]
  package let literals: [Literal] = [
    "bearer ", "basic ", "\"auth\"", "_auth", "\"bearer\",", "\"basic\",",
  ].map {
    Literal($0, ignoresCase: true)
  }

  /// Bytes of the longest credentials that are read.
  private static let longest = 2000

  package init() {}

  package func find(
    at hit: LiteralHit, in bytes: Span<UInt8>, of file: ScannedFile,
    into found: inout [ContextCandidate]
  ) {
    guard !file.isGenerated else { return }
    switch hit.literal {
    case 0: findBearer(behind: hit.range.upperBound, in: bytes, into: &found)
    case 1:
      let start = bytes.skippingBlanks(from: hit.range.upperBound)
      findBasic(at: start, in: bytes, into: &found)
    case 4, 5:
      // `new AuthenticationHeaderValue("Bearer", "...")`.
      let quote = bytes.skippingBlanks(from: hit.range.upperBound)
      guard bytes.at(quote).isQuote else { return }
      if hit.literal == 4 {
        findBearer(behind: quote + 1, in: bytes, into: &found)
      } else {
        findBasic(at: quote + 1, in: bytes, into: &found)
      }
    default:
      // `"auth": "..."` of Docker's config.json, `_auth=...` of npm.
      let start = bytes.end(of: hit.range.upperBound, atMost: 6) {
        $0.isBlank || $0.isQuote || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "=")
      }
      findBasic(at: start, in: bytes, into: &found)
    }
  }

  private func findBearer(
    behind place: Int, in bytes: Span<UInt8>, into found: inout [ContextCandidate]
  ) {
    let start = bytes.skippingBlanks(from: place)
    let end = bytes.end(of: start, atMost: Self.longest) {
      Base64.isDigit($0) || ".~=".utf8.contains($0)
    }
    let text = ValueText(start..<end, in: bytes)
    guard text.count >= 12, !PlaceholderWords.describeToken(text),
      Randomness.isRandom(text) || UUID.isUUID(text)
    else { return }
    found.append(
      ContextCandidate(
        context: 0, value: start..<end, confidence: text.count >= 20 ? .high : .medium,
        reason: "the token of an Authorization header"))
  }

  private func findBasic(
    at start: Int, in bytes: Span<UInt8>, into found: inout [ContextCandidate]
  ) {
    let end = bytes.end(of: start, atMost: Self.longest) {
      Base64.isDigit($0) || $0 == UInt8(ascii: "=")
    }
    guard end - start >= 8, let decoded = Base64.decode(bytes.bytes(in: start..<end)),
      decoded.allSatisfy({ (32..<127).contains($0) }),
      let colon = decoded.firstIndex(of: UInt8(ascii: ":"))
    else { return }
    guard let confidence = ValueJudge(Array(decoded[(colon + 1)...])).password() else { return }
    found.append(
      ContextCandidate(
        context: 1, value: start..<end, decoded: decoded, confidence: confidence,
        reason: "decoded it is a user's name and password"))
  }
}
