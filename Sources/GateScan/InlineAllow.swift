internal import GateModel

/// A comment that says: the secret on this line is known, and why.
enum InlineAllow {
  /// What other tools' users have in their files already.
  private static let foreign = ["gitleaks:allow", "betterleaks:allow", "pragma: allowlist secret"]
  private static let own = "mxgate:allow["

  /// The comment on a line that allows a finding of the given rule; `nil` where there is none.
  ///
  /// - Parameter start: where the line of the secret begins in the file, for the place returned.
  static func suppression(
    of rule: String, onLine line: [UInt8], number: Int, path: RepositoryPath
  ) -> Suppression? {
    func place(_ offset: Int) -> Location {
      Location(path: path, line: number, column: offset + 1)
    }
    if let marker = line.firstRange(of: Array(own.utf8)),
      let close = line[marker.upperBound...].firstIndex(of: UInt8(ascii: "]"))
    {
      let rules = String(decoding: line[marker.upperBound..<close], as: UTF8.self)
      let reason = reason(line[(close + 1)...])
      // Without a reason nobody can tell whether it still holds.
      if !reason.isEmpty, rules.split(whereSeparator: { ", ".contains($0) }).contains(rule[...]) {
        return Suppression(kind: .inline, reason: reason, location: place(marker.lowerBound))
      }
    }
    for marker in foreign {
      if let range = line.firstRange(of: Array(marker.utf8)) {
        return Suppression(kind: .inline, reason: marker, location: place(range.lowerBound))
      }
    }
    return nil
  }

  /// The text behind the marker, without the end of the comment it stands in.
  private static func reason(_ rest: ArraySlice<UInt8>) -> String {
    var text = String(decoding: rest, as: UTF8.self)[...]
    for end in ["*/", "-->", "#}", "%>"] {
      if let range = text.firstRange(of: end) { text = text[..<range.lowerBound] }
    }
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
