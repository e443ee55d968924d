package import GateMatching
package import GateModel
package import GateYAML

/// Reads the `evidence:` section of a check. Reports every mistake in it, each with its place.
package struct EvidenceDefinitionDecoder {
  package private(set) var diagnostics: [Diagnostic] = []

  private let path: RepositoryPath
  private let compilesPatterns: Bool

  /// - Parameters:
  ///   - path: the file's name in diagnostics.
  ///   - compilesPatterns: whether every regular expression is tried.
  package init(path: RepositoryPath, compilesPatterns: Bool) {
    self.path = path
    self.compilesPatterns = compilesPatterns
  }

  package mutating func decode(_ node: YAMLNode) -> EvidenceDefinition {
    checkKeys(node, ["lookedFor", "patterns"])
    let patterns = (node["patterns"]?.sequence ?? []).compactMap { pattern($0) }
    return EvidenceDefinition(lookedFor: text(node, "lookedFor") ?? "", patterns: patterns)
  }

  private static let keys: Set<String> = [
    "where", "files", "languages", "view", "pattern", "unless", "calls", "keywords", "requires",
    "proves", "contradicts", "near", "facts",
  ]
  private static let languages: Set<String> = [
    "javascript", "python", "go", "ruby", "java", "kotlin", "csharp", "php", "shell", "powershell",
  ]

  private mutating func pattern(_ node: YAMLNode) -> EvidencePattern? {
    checkKeys(node, Self.keys)
    let stances = EvidencePattern.Stance.allCases.filter { node[$0.rawValue] != nil }
    guard let stance = stances.first, stances.count == 1, let note = text(node, stance.rawValue)
    else {
      report("needs exactly one of proves, contradicts and near, with what the place shows", node)
      return nil
    }
    guard let scope = scope(node) else { return nil }
    let pattern = text(node, "pattern")
    let calls = list(node, "calls")
    if (pattern == nil) == calls.isEmpty {
      report("needs either a pattern or calls", node)
    }
    if let unknown = Set(list(node, "languages")).subtracting(Self.languages).sorted().first {
      report("'\(unknown)' is no language that is known", node["languages"] ?? node)
    }
    let keywords = list(node, "keywords")
    if scope == .repository, keywords.isEmpty {
      report("'where: repository' needs keywords, so that the sweep finds the files", node)
    }
    for key in ["pattern", "unless"] { compile(node[key]) }
    return EvidencePattern(
      scope: scope, languages: Set(list(node, "languages")), view: view(node), pattern: pattern,
      unless: text(node, "unless"), calls: calls, keywords: keywords,
      requires: list(node, "requires"), stance: stance, note: note, facts: facts(node))
  }

  private mutating func scope(_ node: YAMLNode) -> EvidencePattern.Scope? {
    if node["files"] != nil { return .files(list(node, "files")) }
    switch text(node, "where") {
    case "callPath": return .callPath
    case "surroundings": return .surroundings
    case "client": return .client
    case "around": return .around
    case "repository": return .repository
    default:
      report(
        "needs 'where: callPath | surroundings | client | around | repository', or 'files'", node)
      return nil
    }
  }

  private mutating func view(_ node: YAMLNode) -> EvidencePattern.View {
    guard let name = text(node, "view") else { return .text }
    if let view = EvidencePattern.View(rawValue: name) { return view }
    report("'\(name)' is no view: code or text", node["view"] ?? node)
    return .text
  }

  private func facts(_ node: YAMLNode) -> [String: String] {
    var facts: [String: String] = [:]
    for entry in node["facts"]?.mapping ?? [] {
      if let key = entry.key.scalar, let value = entry.value.scalar { facts[key] = value }
    }
    return facts
  }

  private mutating func compile(_ node: YAMLNode?) {
    guard compilesPatterns, let node, let source = node.scalar else { return }
    do throws(MatchingError) { _ = try Pattern(source, options: .evidence) } catch {
      report(error.message, node)
    }
  }

  private func text(_ node: YAMLNode, _ key: String) -> String? { node[key]?.scalar }

  /// A list of texts; one text stands for a list of one.
  private func list(_ node: YAMLNode, _ key: String) -> [String] {
    if let single = node[key]?.scalar { return [single] }
    return (node[key]?.sequence ?? []).compactMap(\.scalar)
  }

  private mutating func checkKeys(_ node: YAMLNode, _ allowed: Set<String>) {
    for entry in node.mapping ?? [] where !allowed.contains(entry.key.scalar ?? "") {
      report("unknown key '\(entry.key.scalar ?? "")'", entry.key)
    }
  }

  private mutating func report(_ message: String, _ node: YAMLNode) {
    diagnostics.append(
      Diagnostic(
        .error, message,
        at: Location(path: path, line: node.start.line, column: node.start.column)))
  }
}

extension Pattern.Options {
  /// How the patterns of evidence are read: lines have ends, spaces mean themselves.
  package static let evidence: Pattern.Options = [.multiline]
}
