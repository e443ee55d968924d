package import GateMatching
package import GateModel
internal import GateRules

/// The key of MaintainX's REST API: a JSON Web Token, known by its claims.
///
/// Found plain, split over adjacent string literals, and wrapped in base64 once more. Its age is
/// read from `iat`; it never expires by itself.
package struct MaintainXKeyMatcher: ContextMatcher {
  package let contexts = ["maintainx-key"]
  package let literals: [Literal]

  private static let header = Array("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9".utf8)
  private static let subject = "REST_API_AUTH"
  /// Bytes of the longest token that is read: real ones have 248 or 249.
  private static let longestToken = 2048

  private let today: CalendarDay
  /// The literals from this one on stand for a header wrapped in base64.
  private let firstWrapped: Int

  package init(today: CalendarDay) {
    self.today = today
    let plain =
      [Literal(Self.header)] + Base64.alignments(of: Array(Self.subject.utf8)).map { Literal($0) }
    firstWrapped = plain.count
    literals = plain + Base64.alignments(of: Self.header).map { Literal($0) }
  }

  package func find(
    at hit: LiteralHit, in bytes: Span<UInt8>, of file: ScannedFile,
    into found: inout [ContextCandidate]
  ) {
    let isWrapped = Int(hit.literal) >= firstWrapped
    guard
      let start = Self.start(
        of: hit.range, in: bytes, isPart: isWrapped ? Base64.isDigit : Self.isTokenByte)
    else { return }
    if isWrapped {
      findWrapped(from: start, in: bytes, into: &found)
    } else {
      let token = JoinedText(
        from: start, in: bytes, atMost: Self.longestToken, belongs: Self.isTokenByte)
      add(token.bytes, at: start..<token.end, into: &found)
    }
  }

  /// A token has several of the literals in it, all of which lead to the same text.
  package func reach(of hit: LiteralHit, in bytes: Span<UInt8>) -> Int? {
    guard Int(hit.literal) < firstWrapped else { return nil }
    guard let start = Self.start(of: hit.range, in: bytes, isPart: Self.isTokenByte) else {
      // What follows in the same run is no token either.
      return bytes.end(of: hit.range.upperBound, atMost: bytes.count, where: Self.isTokenByte)
    }
    return JoinedText(
      from: start, in: bytes, atMost: Self.longestToken, belongs: Self.isTokenByte
    ).end
  }

  private func findWrapped(
    from start: Int, in bytes: Span<UInt8>, into found: inout [ContextCandidate]
  ) {
    let wrapped = JoinedText(
      from: start, in: bytes, atMost: 2 * Self.longestToken, belongs: Base64.isDigit)
    guard let inner = Base64.decode(wrapped.bytes),
      let header = inner.firstRange(of: Self.header)
    else { return }
    add(
      Array(inner[header.lowerBound...].prefix(while: Self.isTokenByte)),
      at: start..<wrapped.end, into: &found)
  }

  private func add(
    _ token: [UInt8], at range: Range<Int>, into found: inout [ContextCandidate]
  ) {
    guard let parsed = JSONWebToken(token) else { return }
    let claims = FlatJSON(parsed.payload)
    guard
      claims.text("sub") == Self.subject
        || claims.has("userId") && claims.has("organizationId")
    else { return }
    found.append(
      ContextCandidate(
        context: 0, value: range, decoded: token, reason: reason(issuedAt: claims.number("iat")),
        cannotBeSuppressed: true))
  }

  private func reason(issuedAt time: Double?) -> String {
    let known = "its claims are those of a MaintainX API key"
    // The year 9999; what lies beyond is no time.
    guard let time, time > 0, time < 253_402_300_800 else { return known }
    let issued = CalendarDay(unixTime: Int(time))
    let age = today.days(since: issued)
    return age < 0 ? "\(known), issued \(issued)" : "\(known), issued \(issued), \(age) days ago"
  }

  /// - Returns: `nil` where more stands before the hit than any token holds.
  private static func start(
    of hit: Range<Int>, in bytes: Span<UInt8>, isPart: (UInt8) -> Bool
  ) -> Int? {
    let start = bytes.start(before: hit.lowerBound, atMost: longestToken, where: isPart)
    return hit.lowerBound - start < longestToken ? start : nil
  }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }
}
