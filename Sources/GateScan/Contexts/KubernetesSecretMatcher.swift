package import GateMatching
internal import GateRules

/// The values of a Kubernetes `Secret` written out in a manifest: `data` in base64, `stringData`.
package struct KubernetesSecretMatcher: ContextMatcher {
  package let contexts = ["kubernetes-secret"]
  package let literals = ["kind: secret", "kind: \"secret\"", "kind: 'secret'"].map {
    Literal($0, ignoresCase: true)
  }

  /// Bytes to either side of `kind` that are read; a document ends at `---` before.
  private static let reach = 16 << 10
  /// Entries that hold no secret by their name.
  private static let openEntries: Set<String> = [
    "ca.crt", "database", "host", "hostname", "namespace", "port", "region", "tls.crt", "url",
    "user", "username",
  ]

  /// The last words of such names: `smtpUser`, `DB_HOST`.
  private static let openWords: Set<String> = [
    "address", "email", "host", "hostname", "namespace", "port", "region", "user",
  ]

  package init() {}

  package func find(
    at hit: LiteralHit, in bytes: Span<UInt8>, of file: ScannedFile,
    into found: inout [ContextCandidate]
  ) {
    guard isLineOfItsOwn(hit.range, in: bytes) else { return }
    var isEncoded: Bool?
    var isInPEM = false
    for line in Lines(ofDocumentAround: hit.range.lowerBound, reach: Self.reach, in: bytes) {
      if !bytes.at(line.lowerBound).isBlank {
        if bytes.at(line.lowerBound) == UInt8(ascii: "#") || line.isEmpty { continue }
        isEncoded =
          bytes.has("data:", at: line.lowerBound)
          ? true : bytes.has("stringdata:", at: line.lowerBound) ? false : nil
      } else if bytes.has("-----", at: bytes.skippingBlanks(from: line.lowerBound)) {
        // A private key is found as one, and a certificate is none.
        isInPEM = bytes.has("-----begin", at: bytes.skippingBlanks(from: line.lowerBound))
      } else if let isEncoded, !isInPEM {
        addEntry(in: line, isEncoded: isEncoded, in: bytes, into: &found)
      }
    }
  }

  package func reach(of hit: LiteralHit, in bytes: Span<UInt8>) -> Int? {
    guard isLineOfItsOwn(hit.range, in: bytes) else { return nil }
    return Lines.endOfDocument(behind: hit.range.lowerBound, reach: Self.reach, in: bytes)
  }

  private func isLineOfItsOwn(_ hit: Range<Int>, in bytes: Span<UInt8>) -> Bool {
    let before = bytes.at(hit.lowerBound - 1)
    let end = bytes.skippingBlanks(from: hit.upperBound)
    return before == UInt8(ascii: "\n")
      && (bytes.at(end).isLineBreak || bytes.at(end) == UInt8(ascii: "#"))
  }

  private func addEntry(
    in line: Range<Int>, isEncoded: Bool, in bytes: Span<UInt8>,
    into found: inout [ContextCandidate]
  ) {
    var start = bytes.skippingBlanks(from: line.lowerBound)
    let nameStart = start
    let nameEnd = bytes.end(of: start, atMost: line.upperBound - start) {
      $0.isNameByte || $0.isQuote
    }
    var name: Range<Int>?
    if bytes.at(nameEnd) == UInt8(ascii: ":") {
      name = nameStart..<nameEnd
      start = bytes.skippingBlanks(from: nameEnd + 1)
    }
    let isQuoted = bytes.at(start).isQuote
    if isQuoted { start += 1 }
    let end = bytes.end(of: start, atMost: max(0, line.upperBound - start)) {
      !$0.isQuote && !$0.isBlank
    }
    let value = start..<max(start, end)
    if let name, Self.isOpen(bytes.bytes(in: name)) { return }
    let decoded = isEncoded ? Base64.decode(bytes.bytes(in: value)) : bytes.bytes(in: value)
    guard value.count >= 8 || !isEncoded, let decoded, ValueText(decoded).distinct >= 4,
      !Self.isPublicPEM(decoded),
      isEncoded || isSecret(decoded, under: name.map { bytes.bytes(in: $0) } ?? []),
      !Reference.isReference(ValueText(decoded)) || decoded.first == UInt8(ascii: "{")
    else { return }
    found.append(
      ContextCandidate(
        context: 0, value: value, name: name, decoded: decoded, confidence: .high,
        reason: "a value of a Kubernetes Secret"))
  }
}

extension KubernetesSecretMatcher {
  private static func isOpen(_ name: [UInt8]) -> Bool {
    openEntries.contains(String(decoding: name, as: UTF8.self))
      || IdentifierWords(name).words.last.map {
        openWords.contains($0) || $0.hasSuffix("username") || $0.hasSuffix("accountname")
      } == true
  }

  /// A certificate, a request for one, or a public key.
  private static func isPublicPEM(_ value: [UInt8]) -> Bool {
    let text = ValueText(value)
    return text.hasPrefix("-----begin ") && !text.contains("private key")
  }

  /// What stands there unencoded may be settings as well.
  private func isSecret(_ value: [UInt8], under name: [UInt8]) -> Bool {
    guard let kind = SecretName(name) else { return Randomness.isRandom(ValueText(value)) }
    return ValueJudge(value).confidence(as: kind) != nil
  }
}

/// The lines of the YAML document around a place, without their breaks.
private struct Lines: Sequence, IteratorProtocol {
  private var ranges: [Range<Int>] = []
  private var next_ = 0

  init(ofDocumentAround place: Int, reach: Int, in bytes: Span<UInt8>) {
    var start = place
    while start > 0, place - start < reach, !bytes.has("\n---", at: start - 1) { start -= 1 }
    let end = Self.endOfDocument(behind: place, reach: reach, in: bytes)
    var line = start
    while line < end {
      let lineEnd = bytes.end(of: line, atMost: end - line) { !$0.isLineBreak }
      ranges.append(line..<lineEnd)
      line = lineEnd + 1
    }
  }

  static func endOfDocument(behind place: Int, reach: Int, in bytes: Span<UInt8>) -> Int {
    var end = place
    while end < bytes.count, end - place < reach, !bytes.has("\n---", at: end) { end += 1 }
    return end
  }

  mutating func next() -> Range<Int>? {
    defer { next_ += 1 }
    return next_ < ranges.count ? ranges[next_] : nil
  }
}
