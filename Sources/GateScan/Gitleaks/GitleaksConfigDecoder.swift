internal import GateMatching
package import GateModel
internal import GateRules
internal import GateYAML

/// Reads a `.gitleaks.toml`. What cannot be honoured is named, each with its place.
package struct GitleaksConfigDecoder {
  private var config = GitleaksConfig()
  private let path: RepositoryPath
  /// Ids of built-in rules, which another tool's rule may have too.
  private let builtIn: Set<String>

  private init(path: RepositoryPath, builtIn: Set<String>) {
    self.path = path
    self.builtIn = builtIn
  }

  package static func decode(
    _ bytes: [UInt8], path: RepositoryPath, builtIn: Set<String>
  ) -> GitleaksConfig {
    var decoder = GitleaksConfigDecoder(path: path, builtIn: builtIn)
    let (root, mistakes) = TOMLReader.document(bytes)
    for line in mistakes { decoder.report(.error, "this is no TOML", line: line) }
    decoder.read(root)
    return decoder.config
  }

  // MARK: Tables

  private static let keys: Set<String> = [
    "title", "description", "extend", "rules", "allowlist", "allowlists",
  ]

  private mutating func read(_ root: YAMLNode) {
    name(root, beside: Self.keys, in: "the file")
    if let extend = root["extend"] { readExtension(extend) }
    for node in root["rules"]?.sequence ?? [] { readRule(node) }
    for node in allowlists(of: root) { readAllowlist(node, rules: nil) }
  }

  /// `[allowlist]` of older versions, `[[allowlists]]` of newer ones.
  private func allowlists(of node: YAMLNode) -> [YAMLNode] {
    [node["allowlist"], node["allowlists"]].compactMap { $0 }.flatMap { $0.sequence ?? [$0] }
  }

  private mutating func readExtension(_ node: YAMLNode) {
    name(node, beside: ["path", "useDefault", "disabledRules"], in: "'extend'")
    config.extendedPath = node["path"]?.scalar
    for item in node["disabledRules"]?.sequence ?? [] {
      guard let id = item.scalar else { continue }
      config.disabledRules.insert(id)
      if builtIn.contains(id) {
        var everything = GitleaksAllowlist(
          reason: "disabledRules of \(path)", location: location(item))
        everything.rules = [id]
        everything.allowsEverything = true
        config.allowlists.append(everything)
      } else if config.extendedPath == nil {
        report(
          .warning, "'\(id)' is disabled here, and no rule of mxgate's own", line: item.start.line,
          help: "mxgate rules list shows the ids; disable those, or use an allowlist")
      }
    }
  }

  // MARK: Rules

  private static let ruleKeys: Set<String> = [
    "id", "description", "regex", "secretGroup", "entropy", "keywords", "path", "tags", "allowlist",
    "allowlists",
  ]

  private mutating func readRule(_ node: YAMLNode) {
    guard let id = node["id"]?.scalar, !id.isEmpty else {
      return report(.error, "a rule without an id", line: node.start.line)
    }
    name(node, beside: Self.ruleKeys, in: "the rule '\(id)'")
    let ownID = builtIn.contains(id) ? "gitleaks-\(id)" : id
    if let regex = node["regex"]?.scalar {
      config.rules.append(rule(ownID, regex: regex, node))
    } else if node["path"] != nil {
      report(
        .warning, "the rule '\(id)' is for the path alone: mxgate judges what stands in a file",
        line: node.start.line, help: "keep such files out with .gitignore; see auth.gitignore")
    } else if !builtIn.contains(id) {
      report(
        .warning, "the rule '\(id)' has no regex: it changes one of gitleaks' own, not of mxgate's",
        line: node.start.line, help: "mxgate rules list shows the ids that can stand here")
    }
    let target = node["regex"] == nil ? id : ownID
    for list in allowlists(of: node) { readAllowlist(list, rules: [target]) }
  }

  private mutating func rule(_ id: String, regex: String, _ node: YAMLNode) -> SecretRule {
    check(regex, node["regex"] ?? node)
    let path = node["path"]?.scalar
    if let path { check(path, node["path"] ?? node) }
    let keywords = (node["keywords"]?.sequence ?? []).compactMap(\.scalar)
    return SecretRule(
      id: id, title: node["description"]?.scalar ?? id, severity: .high, confidence: .medium,
      detection: .search(
        SecretRule.Search(
          pattern: regex, path: path,
          // A keyword that is too short to be looked for selects nothing.
          keywords: keywords.contains { $0.utf8.count < LiteralSet.shortest } ? [] : keywords,
          group: node["secretGroup"]?.scalar.flatMap(Int.init))),
      minEntropy: node["entropy"]?.scalar.flatMap(Double.init), source: "\(self.path)",
      fix: "Revoke it where it was issued, and read the new one from the environment.",
      location: location(node))
  }

  // MARK: Allowlists

  private static let allowlistKeys: Set<String> = [
    "description", "condition", "commits", "paths", "regexes", "regexTarget", "stopwords",
    "targetRules",
  ]

  private mutating func readAllowlist(_ node: YAMLNode, rules: Set<String>?) {
    name(node, beside: Self.allowlistKeys, in: "an allowlist")
    let description = node["description"]?.scalar.map { ": \($0)" } ?? ""
    var list = GitleaksAllowlist(reason: "\(path)\(description)", location: location(node))
    list.rules = rules ?? texts(node, "targetRules").map(Set.init)
    list.paths = patterns(node, "paths")
    list.regexes = patterns(node, "regexes")
    list.stopwords = (texts(node, "stopwords") ?? []).map { $0.lowercased() }
    list.commits = Set(texts(node, "commits") ?? [])
    if let condition = node["condition"]?.scalar {
      list.needsAll = ["and", "&&"].contains(condition.lowercased())
    }
    if let target = node["regexTarget"]?.scalar {
      if let known = GitleaksAllowlist.Target(rawValue: target) {
        list.target = known
      } else {
        report(.error, "there is no regexTarget '\(target)'", line: node.start.line)
      }
    }
    if list.needsAll, !list.commits.isEmpty {
      report(
        .warning, "an allowlist that needs a commit and more is not honoured",
        line: node.start.line, help: "leave out the commits, or the condition")
      return
    }
    config.allowlists.append(list)
  }

  // MARK: Values

  private func texts(_ node: YAMLNode, _ key: String) -> [String]? {
    node[key]?.sequence?.compactMap(\.scalar)
  }

  private mutating func patterns(_ node: YAMLNode, _ key: String) -> [Pattern] {
    (node[key]?.sequence ?? []).compactMap { item in item.scalar.flatMap { check($0, item) } }
  }

  @discardableResult
  private mutating func check(_ regex: String, _ node: YAMLNode) -> Pattern? {
    do {
      return try Pattern(regex)
    } catch {
      report(.error, error.message, line: node.start.line)
      return nil
    }
  }

  /// Names the keys that are not honoured.
  private mutating func name(_ node: YAMLNode, beside known: Set<String>, in what: String) {
    for entry in node.mapping ?? [] {
      guard let key = entry.key.scalar, !known.contains(key) else { continue }
      report(
        .warning, "'\(key)' in \(what) is not honoured", line: entry.key.start.line,
        help: "everything else in it is")
    }
  }

  private mutating func report(
    _ severity: Diagnostic.Severity, _ message: String, line: Int, help: String? = nil
  ) {
    config.diagnostics.append(
      Diagnostic(severity, message, at: Location(path: path, line: line), help: help))
  }

  private func location(_ node: YAMLNode) -> Location {
    Location(path: path, line: node.start.line)
  }
}
