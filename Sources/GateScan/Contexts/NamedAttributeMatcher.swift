package import GateMatching

/// A name and a value as two members of one thing: `<add key="Password" value="..."/>`, and
/// `name: PASSWORD` with `value: ...` behind it, as containers and pipelines have it.
package struct NamedAttributeMatcher: ContextMatcher {
  package let contexts = ["password", "token"]
  package let literals = ["value=", "value =", "value:", "value\":"].map {
    Literal($0, ignoresCase: true)
  }

  /// Bytes before `value` in which the name must stand.
  private static let reach = 140

  package init() {}

  package func find(
    at hit: LiteralHit, in bytes: Span<UInt8>, of file: ScannedFile,
    into found: inout [ContextCandidate]
  ) {
    guard !file.isCode, !file.isGenerated,
      let name = name(before: hit.range.lowerBound, in: bytes),
      let kind = SecretName(bytes.bytes(in: name)),
      let value = AssignedValue(
        from: hit.range.upperBound, behind: .entry, of: name, in: bytes, isCode: false)
    else { return }
    let assignment = Assignment(
      name: name, value: value.range, form: .entry, isQuoted: value.isQuoted)
    let judge = ValueJudge(assignment, in: bytes, of: file)
    guard let confidence = judge.confidence(as: kind) else { return }
    let text = String(decoding: bytes.bytes(in: name), as: UTF8.self)
    found.append(
      ContextCandidate(
        context: kind == .password ? 0 : 1, value: value.range, name: name,
        confidence: confidence, reason: "the value that belongs to the name '\(text)'"))
  }

  /// The text of the `key` or `name` member right before.
  private func name(before place: Int, in bytes: Span<UInt8>) -> Range<Int>? {
    // `secret_value = `, `"value":`.
    var end = bytes.start(before: place, atMost: 20) { $0.isNameByte || $0.isQuote }
    end = bytes.start(before: end, atMost: 60) {
      $0.isBlank || $0.isLineBreak || $0 == UInt8(ascii: ",")
    }
    if bytes.at(end - 1).isQuote { end -= 1 }
    let start = bytes.start(before: end, atMost: 80, where: \.isNameByte)
    if bytes.at(start - 1) == UInt8(ascii: "<") { return start..<end }
    var sign = start
    if bytes.at(sign - 1).isQuote { sign -= 1 }
    sign = bytes.lastNonBlank(before: sign)
    guard start < end, bytes.at(sign) == UInt8(ascii: "=") || bytes.at(sign) == UInt8(ascii: ":")
    else { return nil }
    var word = bytes.lastNonBlank(before: sign)
    if bytes.at(word).isQuote { word -= 1 }
    let isNamed = bytes.has("name", at: word - 3) || bytes.has("key", at: word - 2)
    return isNamed && place - start < Self.reach ? start..<end : nil
  }
}
