internal import GateMatching
internal import GateModel

/// A comment that says: the secret on this line is known, and why.
enum InlineAllow {
  /// The comment on a line that allows a finding of the given rule; `nil` where there is none.
  ///
  /// - Parameters:
  ///   - line: the line in the bytes, `number` in the file.
  static func suppression(
    of rule: String, on line: Range<Int>, of bytes: Span<UInt8>, number: Int, path: RepositoryPath
  ) -> Suppression? {
    // What all the comments have in common, so that most lines are looked at once.
    guard bytes.firstRange(of: "allow", in: line) != nil else { return nil }
    func suppression(_ reason: String, at place: Int) -> Suppression {
      let column = 1 + Location.columns(in: line.lowerBound..<place, of: bytes)
      return Suppression(
        kind: .inline, reason: reason,
        location: Location(path: path, line: number, column: column))
    }
    if let marker = bytes.firstRange(of: "mxgate:allow[", in: line),
      let reason = reason(behind: marker.upperBound..<line.upperBound, of: bytes, for: rule)
    {
      return suppression(reason, at: marker.lowerBound)
    }
    // What users of other tools have in their files already.
    for marker in ["gitleaks:allow", "betterleaks:allow", "pragma: allowlist secret"]
      as [StaticString]
    {
      if let range = bytes.firstRange(of: marker, in: line) {
        return suppression("\(marker)", at: range.lowerBound)
      }
    }
    return nil
  }

  /// The reason in `rule, rule] reason`, where the rule is among them. Without a reason the comment
  /// counts for nothing, since nobody could tell whether it still holds.
  private static func reason(
    behind rest: Range<Int>, of bytes: Span<UInt8>, for rule: String
  ) -> String? {
    guard let close = bytes.firstIndex(of: UInt8(ascii: "]"), in: rest) else { return nil }
    let rules = String(decoding: bytes.bytes(in: rest.lowerBound..<close), as: UTF8.self)
    guard rules.split(whereSeparator: { ", ".contains($0) }).contains(rule[...]) else { return nil }
    var end = rest.upperBound
    for commentEnd in ["*/", "-->", "#}", "%>"] as [StaticString] {
      end = bytes.firstRange(of: commentEnd, in: close + 1..<end)?.lowerBound ?? end
    }
    let reason = String(decoding: bytes.bytes(in: close + 1..<end), as: UTF8.self).trimmed
    return reason.isEmpty ? nil : reason
  }
}

extension String {
  /// Without white space at both ends.
  var trimmed: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
