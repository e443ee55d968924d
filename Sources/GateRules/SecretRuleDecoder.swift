internal import GateMatching
package import GateModel
internal import GateYAML

/// Reads a file of `rules/secrets/`. Reports every mistake in it, each with its place.
package struct SecretRuleDecoder {
  package private(set) var rules: [SecretRule] = []
  package private(set) var examples: [SecretRuleExamples] = []
  package private(set) var diagnostics: [Diagnostic] = []

  private let path: RepositoryPath
  private let compilesPatterns: Bool
  /// Where each rule starts, by its id.
  private var lines: [String: Int] = [:]

  /// - Parameters:
  ///   - path: the file's name in diagnostics.
  ///   - compilesPatterns: whether every regular expression is tried. The built-in ones are tried
  ///     by their tests, so that no start pays for it.
  package init(path: RepositoryPath, compilesPatterns: Bool) {
    self.path = path
    self.compilesPatterns = compilesPatterns
  }

  /// Reads the rules alone, which is all that scanning needs.
  package mutating func decodeRules(_ bytes: [UInt8]) {
    read { () throws(YAMLError) in
      try YAMLParser.firstDocument(bytes, limits: .generated).map { [$0] } ?? []
    }
  }

  /// Reads the rules and the examples, which stand in a second document.
  package mutating func decodeAll(_ bytes: [UInt8]) {
    read { () throws(YAMLError) in try YAMLParser.documents(bytes, limits: .generated) }
  }

  private mutating func read(_ documents: () throws(YAMLError) -> [YAMLNode]) {
    do {
      let found = try documents()
      if let first = found.first { readRules(first) }
      if found.count > 1 { readExamples(found[1]) }
      if found.count > 2 { report("a third document: rules, then examples, is all", found[2]) }
    } catch {
      report(error.message, at: error.mark)
    }
  }

  // MARK: Rules

  private static let keys = [
    "id", "title", "severity", "confidence", "keywords", "ignoreCase", "pattern", "names", "value",
    "context", "checksum", "minEntropy", "source", "why", "fix",
  ]

  private mutating func readRules(_ document: YAMLNode) {
    checkKeys(document, allowed: ["rules"])
    for node in list(document, "rules") {
      if let rule = rule(node) { rules.append(rule) }
    }
  }

  private mutating func rule(_ node: YAMLNode) -> SecretRule? {
    let mistakes = diagnostics.count
    checkKeys(node, allowed: Self.keys)
    let id = text(node, "id")
    if !Self.isKebabCase(id) {
      report("'\(id)' is no rule id: small letters, digits and single hyphens", node["id"] ?? node)
    }
    if let earlier = lines.updateValue(node.start.line, forKey: id) {
      report("'\(id)' stands already in line \(earlier)", node["id"] ?? node)
    }
    let detection = detection(node)
    let rule = SecretRule(
      id: id, title: text(node, "title"),
      severity: choice(node, "severity", among: Severity.self) ?? .high,
      confidence: choice(node, "confidence", among: Confidence.self) ?? .medium,
      detection: detection ?? .context(""),
      checksum: node["checksum"] == nil ? nil : choice(node, "checksum", among: TokenChecksum.self),
      minEntropy: number(node, "minEntropy"), source: text(node, "source"),
      why: node["why"] == nil ? "" : text(node, "why"), fix: text(node, "fix"),
      location: location(node.start))
    return detection != nil && diagnostics.count == mistakes ? rule : nil
  }

  private mutating func detection(_ node: YAMLNode) -> SecretRule.Detection? {
    let ways = ["pattern", "names", "context"].filter { node[$0] != nil }
    guard let way = ways.first, ways.count == 1 else {
      report("a rule has one of 'pattern', 'names' and 'context'", node)
      return nil
    }
    let ignoresCase = flag(node, "ignoreCase")
    switch way {
    case "pattern":
      let keywords = texts(node, "keywords")
      for keyword in keywords where keyword.text.utf8.count < Self.shortestKeyword {
        report("the keyword '\(keyword.text)' is found too often; use a longer one", keyword.node)
      }
      let pattern = pattern(node, "pattern", ignoresCase: ignoresCase)
      return .pattern(
        pattern, keywords: keywords.map { Literal($0.text, ignoresCase: ignoresCase) },
        ignoresCase: ignoresCase)
    case "names":
      let names = texts(node, "names")
      for name in names where name.text.utf8.count < Self.shortestKeyword {
        report("the name '\(name.text)' is found too often; use a longer one", name.node)
      }
      return .named(
        names.map(\.text), value: pattern(node, "value", ignoresCase: ignoresCase))
    default:
      return .context(text(node, "context"))
    }
  }

  /// Bytes of the shortest keyword: shorter ones are found in every line.
  private static let shortestKeyword = 3

  private mutating func pattern(_ node: YAMLNode, _ key: String, ignoresCase: Bool) -> String {
    let source = text(node, key)
    guard compilesPatterns, !source.isEmpty else { return source }
    do {
      _ = try Pattern(source, options: ignoresCase ? [.anchored, .caseInsensitive] : .anchored)
    } catch {
      report(error.message, node[key] ?? node)
    }
    return source
  }

  // MARK: Examples

  private mutating func readExamples(_ document: YAMLNode) {
    checkKeys(document, allowed: ["examples"])
    for node in list(document, "examples") {
      checkKeys(node, allowed: ["rule", "match", "noMatch"])
      let rule = text(node, "rule")
      if lines[rule] == nil {
        report("no rule of this file is called '\(rule)'", node["rule"] ?? node)
      }
      examples.append(
        SecretRuleExamples(
          rule: rule, match: examples(node, "match"),
          noMatch: node["noMatch"] == nil ? [] : examples(node, "noMatch"),
          location: location(node.start)))
    }
  }

  /// An example is a text, or a text with the name of the file that it stands in.
  private mutating func examples(
    _ node: YAMLNode, _ key: String
  ) -> [SecretRuleExamples.Example] {
    list(node, key).map { item in
      guard item.mapping != nil else {
        if (item.scalar ?? "").isEmpty { report("an example is a text", item) }
        return .init(
          text: item.scalar ?? "", file: Self.exampleFile, location: location(item.start))
      }
      checkKeys(item, allowed: ["file", "text"])
      return .init(
        text: text(item, "text"), file: text(item, "file"), location: location(item.start))
    }
  }
  private static let exampleFile = "example.txt"

  // MARK: Values

  private mutating func list(_ node: YAMLNode, _ key: String) -> [YAMLNode] {
    guard let items = node[key]?.sequence else {
      report("'\(key)' must be a list", node[key] ?? node)
      return []
    }
    return items
  }

  private mutating func texts(_ node: YAMLNode, _ key: String) -> [(text: String, node: YAMLNode)] {
    let items = list(node, key)
    if items.isEmpty, node[key]?.sequence != nil { report("'\(key)' is empty", node[key] ?? node) }
    return items.compactMap { item in
      guard let text = item.scalar, !text.isEmpty else {
        report("'\(key)' is a list of texts", item)
        return nil
      }
      return (text, item)
    }
  }

  private mutating func text(_ node: YAMLNode, _ key: String) -> String {
    guard let value = node[key], let text = value.scalar, !text.isEmpty else {
      report("'\(key)' must be a text", node[key] ?? node)
      return ""
    }
    return text
  }

  private mutating func flag(_ node: YAMLNode, _ key: String) -> Bool {
    guard let value = node[key] else { return false }
    guard value.isPlain, let text = value.scalar, ["true", "false"].contains(text) else {
      report("'\(key)' is true or false", value)
      return false
    }
    return text == "true"
  }

  private mutating func number(_ node: YAMLNode, _ key: String) -> Double? {
    guard let value = node[key] else { return nil }
    guard let number = value.scalar.flatMap(Double.init), number > 0, number <= 8 else {
      report("'\(key)' is a number of bits per character, up to 8", value)
      return nil
    }
    return number
  }

  private mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ node: YAMLNode, _ key: String, among: Choice.Type
  ) -> Choice? where Choice.RawValue == String {
    let word = text(node, key)
    if let choice = Choice(rawValue: word) { return choice }
    let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
    if !word.isEmpty { report("'\(key)' is one of \(words)", node[key] ?? node) }
    return nil
  }

  private mutating func checkKeys(_ node: YAMLNode, allowed: [String]) {
    guard let entries = node.mapping else {
      report("\(node.kindName) where a mapping must stand", node)
      return
    }
    var seen: Set<String> = []
    for entry in entries {
      let key = entry.key.scalar ?? ""
      if !allowed.contains(key) {
        report("unknown key '\(key)'; known: \(allowed.joined(separator: ", "))", entry.key)
      } else if !seen.insert(key).inserted {
        report("'\(key)' stands twice", entry.key)
      }
    }
  }

  private static func isKebabCase(_ text: String) -> Bool {
    !text.isEmpty
      && text.split(separator: "-", omittingEmptySubsequences: false).allSatisfy { part in
        !part.isEmpty
          && part.utf8.allSatisfy {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
              || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
          }
      }
  }

  // MARK: Diagnostics

  private mutating func report(_ message: String, _ node: YAMLNode) {
    report(message, at: node.start)
  }
  private mutating func report(_ message: String, at mark: YAMLMark) {
    diagnostics.append(Diagnostic(.error, message, at: location(mark)))
  }
  private func location(_ mark: YAMLMark) -> Location {
    Location(path: path, line: mark.line, column: mark.column)
  }
}
