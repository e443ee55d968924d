package import GateMatching
internal import GateRules

/// The private members of a JSON Web Key (RFC 7517, 7518), in JSON or in JavaScript.
package struct JSONWebKeyMatcher: ContextMatcher {
  package let contexts = ["json-web-key"]
  package let literals = [Literal("kty")]

  /// Bytes to either side of `kty` in which the key's object must start and end.
  private static let reach = 3000
  private static let shortestMember = 8

  package init() {}

  package func find(
    at hit: LiteralHit, in bytes: Span<UInt8>, of file: ScannedFile,
    into found: inout [ContextCandidate]
  ) {
    guard let type = member(at: hit.range, in: bytes),
      let object = object(around: hit.range, in: bytes)
    else { return }
    let isSymmetric = bytes.has("oct", at: type.lowerBound)
    let names = isSymmetric ? ["k"] : ["d", "p", "q", "dp", "dq", "qi"]
    var place = object.lowerBound
    while place < object.upperBound {
      let end = bytes.end(of: place, atMost: 40, where: \.isNameByte)
      guard end > place else {
        place += 1
        continue
      }
      let name = String(decoding: bytes.bytes(in: place..<end), as: UTF8.self)
      if names.contains(name), let value = member(at: place..<end, in: bytes),
        value.count >= Self.shortestMember
      {
        found.append(
          ContextCandidate(
            context: 0, value: value, name: place..<end, confidence: .high,
            reason: "the private member '\(name)' of a JSON Web Key"))
        place = value.upperBound
      } else {
        place = bytes.end(of: end, atMost: Self.reach) { Base64.isDigit($0) }
      }
    }
  }

  package func reach(of hit: LiteralHit, in bytes: Span<UInt8>) -> Int? {
    guard member(at: hit.range, in: bytes) != nil else { return nil }
    if let object = object(around: hit.range, in: bytes) { return object.upperBound }
    // None is open until a brace opens it.
    return bytes.firstIndex(of: UInt8(ascii: "{"), in: hit.range.upperBound..<bytes.count)
      ?? bytes.count
  }

  /// The base64url text that a member holds.
  private func member(at name: Range<Int>, in bytes: Span<UInt8>) -> Range<Int>? {
    var place = name.upperBound
    while bytes.at(place).isQuote || bytes.at(place) == UInt8(ascii: "\\") { place += 1 }
    place = bytes.skippingBlanks(from: place)
    guard bytes.at(place) == UInt8(ascii: ":") || bytes.at(place) == UInt8(ascii: "=") else {
      return nil
    }
    place = bytes.skippingBlanks(from: place + 1)
    place = bytes.end(of: place, atMost: 3) { $0 == UInt8(ascii: "\\") }
    guard bytes.at(place).isQuote else { return nil }
    let end = bytes.end(of: place + 1, atMost: Self.reach, where: Base64.isDigit)
    guard bytes.at(end).isQuote || bytes.at(end) == UInt8(ascii: "\\") else { return nil }
    return place + 1..<end
  }

  /// What the braces around a place hold.
  private func object(around place: Range<Int>, in bytes: Span<UInt8>) -> Range<Int>? {
    var depth = 0
    var start = place.lowerBound - 1
    while start >= 0, place.lowerBound - start < Self.reach {
      if bytes[start] == UInt8(ascii: "}") { depth += 1 }
      if bytes[start] == UInt8(ascii: "{") {
        if depth == 0 { break }
        depth -= 1
      }
      start -= 1
    }
    guard bytes.at(start) == UInt8(ascii: "{") else { return nil }
    depth = 0
    var end = place.upperBound
    while end < bytes.count, end - place.upperBound < Self.reach {
      if bytes[end] == UInt8(ascii: "{") { depth += 1 }
      if bytes[end] == UInt8(ascii: "}") {
        if depth == 0 { break }
        depth -= 1
      }
      end += 1
    }
    return start + 1..<end
  }
}
