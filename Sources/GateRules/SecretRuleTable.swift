internal import GateMatching
package import GateModel

/// The secret rules as a table, which takes a tenth of the time that YAML takes to read.
///
/// `rules/secrets/` is what counts: each file's rules stand under the file's digest, and where that
/// is another now, its rules are read from the file. A line for each rule, a tab between its fields;
/// before the rules of a file a line with its path and its digest.
package struct SecretRuleTable {
  private let bytes: [UInt8]
  /// For each file its digest, and where its rules stand.
  private var files: [String: (digest: UInt64, lines: Range<Int>)] = [:]

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var path = ""
    var first = 0
    var line = 0
    while line < bytes.count {
      let end = Self.end(of: line, in: bytes)
      if bytes[line] == Self.mark {
        let fields = Fields(line + 1..<end, of: bytes)
        path = fields.texts.first ?? ""
        let digest = fields.texts.dropFirst().first.flatMap { UInt64($0, radix: 16) }
        first = end + 1
        files[path] = (digest ?? 0, first..<first)
      } else {
        files[path]?.lines = first..<end + 1
      }
      line = end + 1
    }
  }

  /// The rules of a file that is built in, such as `rules/secrets/chat.yaml`; `nil` where the table
  /// has none for the content that the file has.
  package func rules(of path: RepositoryPath) -> [SecretRule]? {
    let name = String(path.description.dropFirst(Self.folder.utf8.count))
    guard let file = files[name], file.digest == EmbeddedFiles.digest(of: name) else { return nil }
    var rules: [SecretRule] = []
    var line = file.lines.lowerBound
    while line < file.lines.upperBound {
      let end = Self.end(of: line, in: bytes)
      guard let rule = Self.rule(Fields(line..<end, of: bytes).texts, of: path) else { return nil }
      rules.append(rule)
      line = end + 1
    }
    return rules
  }

  private static let folder = "rules/"
  private static let mark = UInt8(ascii: "#")

  private static func end(of line: Int, in bytes: [UInt8]) -> Int {
    bytes.span.firstIndex(of: UInt8(ascii: "\n"), in: line..<bytes.count) ?? bytes.count
  }

  // MARK: Writing

  /// The table of the rules as `rules/` has them now.
  ///
  /// - Throws: where a text has a tab or a line break in it, which the table can't hold.
  package static func embedded() throws(SecretRuleTableError) -> [UInt8] {
    var text = ""
    for path in EmbeddedFiles.paths where path.hasPrefix(SecretRuleSet.folder) {
      var set = SecretRuleSet()
      set.add(
        EmbeddedFiles.content(of: path) ?? [], from: RepositoryPath(Self.folder + path),
        isTrusted: true)
      let digest = EmbeddedFiles.digest(of: path) ?? 0
      text += "#\(path)\t\(String(digest, radix: 16))\n"
      for rule in set.rules {
        let fields = Self.fields(of: rule)
        guard fields.allSatisfy({ !$0.contains { $0 == "\t" || $0.isNewline } }) else {
          throw SecretRuleTableError(rule: rule.id)
        }
        text += fields.joined(separator: "\t") + "\n"
      }
    }
    return Array(text.utf8)
  }

  private static func fields(of rule: SecretRule) -> [String] {
    let detection =
      switch rule.detection {
      case .pattern(let pattern, let keywords, let ignoresCase):
        [ignoresCase ? "caseless" : "pattern", pattern]
          + keywords.map { String(decoding: $0.bytes, as: UTF8.self) }
      case .named(let names, let value): ["named", value] + names
      case .context(let context): ["context", context]
      // Never a built-in one.
      case .search(let search): ["search", search.pattern]
      }
    return [
      rule.id, rule.title, rule.severity.rawValue, rule.confidence.rawValue,
      rule.checksum?.rawValue ?? "", rule.minEntropy.map { "\($0)" } ?? "", rule.source, rule.why,
      rule.fix, "\(rule.location.line)", "\(rule.location.column)",
    ] + detection
  }

  // MARK: Reading

  private static func rule(_ fields: [String], of path: RepositoryPath) -> SecretRule? {
    guard fields.count >= 13, let severity = Severity(rawValue: fields[2]),
      let confidence = Confidence(rawValue: fields[3]), let line = Int(fields[9]),
      let column = Int(fields[10]), let detection = detection(fields[11...])
    else { return nil }
    return SecretRule(
      id: fields[0], title: fields[1], severity: severity, confidence: confidence,
      detection: detection, checksum: TokenChecksum(rawValue: fields[4]),
      minEntropy: Double(fields[5]), source: fields[6], why: fields[7], fix: fields[8],
      location: Location(path: path, line: line, column: column))
  }

  private static func detection(_ fields: ArraySlice<String>) -> SecretRule.Detection? {
    let kind = fields[fields.startIndex]
    let text = fields[fields.startIndex + 1]
    let list = Array(fields.dropFirst(2))
    switch kind {
    case "pattern", "caseless":
      let ignoresCase = kind == "caseless"
      return .pattern(
        text, keywords: list.map { Literal($0, ignoresCase: ignoresCase) },
        ignoresCase: ignoresCase)
    case "named": return .named(list, value: text)
    case "context": return .context(text)
    default: return nil
    }
  }

  /// What stands between the tabs of a line.
  private struct Fields {
    var texts: [String] = []

    init(_ line: Range<Int>, of bytes: [UInt8]) {
      texts.reserveCapacity(16)
      var start = line.lowerBound
      while start <= line.upperBound {
        let end =
          bytes.span.firstIndex(of: UInt8(ascii: "\t"), in: start..<line.upperBound)
          ?? line.upperBound
        texts.append(String(decoding: bytes[start..<end], as: UTF8.self))
        start = end + 1
      }
    }
  }
}

/// A rule that a table can't hold.
package struct SecretRuleTableError: Error {
  package var rule: String
}
