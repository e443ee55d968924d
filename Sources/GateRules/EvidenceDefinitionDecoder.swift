package import GateMatching
package import GateModel
package import GateYAML

/// Reads the `evidence:` section of a check. Reports every mistake in it, each with its place.
package struct EvidenceDefinitionDecoder {
  private var reader: DiagnosingReader
  private let compilesPatterns: Bool

  /// Every mistake found so far.
  package var diagnostics: [Diagnostic] { reader.diagnostics }

  /// - Parameters:
  ///   - path: the file's path below `rules/`, for the diagnostics.
  ///   - compilesPatterns: whether every regular expression is tried. The built-in ones are tried
  ///     by their tests, so that no start pays for it.
  package init(path: RepositoryPath, bytes: [UInt8] = [], compilesPatterns: Bool) {
    reader = DiagnosingReader(path: path, bytes: bytes)
    self.compilesPatterns = compilesPatterns
  }

  /// The definition; `nil` where there is a mistake.
  package mutating func decode(_ node: YAMLNode) -> EvidenceDefinition? {
    let values = reader.values(of: node, keys: ["lookedFor", "patterns"], in: "'evidence'")
    var patterns: [EvidencePattern] = []
    for item in values["patterns"].map({ reader.list($0, "patterns") }) ?? [] {
      if let pattern = pattern(item) { patterns.append(pattern) }
    }
    guard let lookedFor = values["lookedFor"].flatMap({ reader.text($0, "lookedFor") }) else {
      reader.error("'evidence' has no 'lookedFor'", at: node)
      return nil
    }
    return reader.hasErrors ? nil : EvidenceDefinition(lookedFor: lookedFor, patterns: patterns)
  }

  /// A team's patterns for a check that is there: `adds: errors.retry` and `patterns`.
  package mutating func decodeAddition(
    _ node: YAMLNode, to registry: CheckRegistry
  ) -> EvidenceAddition? {
    let values = reader.values(
      of: node, keys: ["adds", "patterns"], in: "an addition to a check's evidence")
    let ids = registry.definitions.map(\.id.rawValue)
    let check = values["adds"].flatMap { reader.choice($0, "check", among: ids) }
    if let check, let definition = registry[CheckID(check)],
      definition.decider != .claim || !definition.proof.contains(.repository)
    {
      reader.error("'\(check)' is decided without patterns", at: values["adds"] ?? node)
    }
    var patterns: [EvidencePattern] = []
    for item in values["patterns"].map({ reader.list($0, "patterns") }) ?? [] {
      if var pattern = pattern(item) {
        pattern.note += ", by \(reader.path)"
        pattern.addedBy = reader.path
        patterns.append(pattern)
      }
    }
    if patterns.isEmpty, !reader.hasErrors { reader.error("there are no 'patterns'", at: node) }
    guard !reader.hasErrors, let check else { return nil }
    return EvidenceAddition(check: CheckID(check), file: reader.path, patterns: patterns)
  }

  private static let keys = [
    "where", "files", "languages", "view", "pattern", "unless", "notOn", "calls", "keywords",
    "requires",
    "proves", "contradicts", "near", "facts", "source",
  ]
  private static let languages = [
    "javascript", "python", "go", "ruby", "java", "kotlin", "csharp", "php", "shell", "powershell",
  ]
  private static let scopes: [String: EvidencePattern.Scope] = [
    "callFiles": .callFiles, "callPath": .callPath, "surroundings": .surroundings,
    "client": .client, "around": .around,
    "repository": .repository,
  ]

  private mutating func pattern(_ node: YAMLNode) -> EvidencePattern? {
    let values = reader.values(of: node, keys: Self.keys, in: "a pattern of evidence")
    let stances = EvidencePattern.Stance.allCases.filter { values[$0.rawValue] != nil }
    guard let stance = stances.first, stances.count == 1,
      let note = values[stance.rawValue].flatMap({ reader.text($0, stance.rawValue) })
    else {
      reader.error("needs one of proves, contradicts and near, with what the place shows", at: node)
      return nil
    }
    guard let scope = scope(values, node) else { return nil }
    let pattern = expression(values["pattern"])
    let calls = words(values["calls"], "calls")
    let keywords = words(values["keywords"], "keywords").map { $0.lowercased() }
    if (values["pattern"] == nil) == calls.isEmpty {
      reader.error("needs either a pattern or calls", at: node)
    }
    if scope == .repository, keywords.isEmpty {
      reader.error("'where: repository' needs keywords, by which the sweep finds files", at: node)
    }
    let languages = (values["languages"].map { reader.list($0, "languages") } ?? []).compactMap {
      reader.choice($0, "language", among: Self.languages)
    }
    var decoded = EvidencePattern(
      scope: scope, languages: Set(languages),
      view: values["view"].flatMap {
        reader.choice($0, "view", among: EvidencePattern.View.self)
      } ?? .text,
      pattern: pattern, unless: expression(values["unless"]), calls: calls, keywords: keywords,
      requires: words(values["requires"], "requires"), stance: stance, note: note,
      facts: facts(values["facts"]))
    decoded.notOn = expression(values["notOn"])
    return decoded
  }

  private mutating func scope(
    _ values: [String: YAMLNode], _ node: YAMLNode
  ) -> EvidencePattern.Scope? {
    if let files = values["files"] { return .files(words(files, "files")) }
    guard let place = values["where"] else {
      reader.error("needs 'where' or 'files'", at: node)
      return nil
    }
    return reader.choice(place, "place", among: Self.scopes.keys.sorted())
      .flatMap { Self.scopes[$0] }
  }

  private mutating func words(_ node: YAMLNode?, _ what: String) -> [String] {
    guard let node else { return [] }
    return reader.list(node, what).compactMap { reader.text($0, what) }
  }

  private mutating func facts(_ node: YAMLNode?) -> [String: String] {
    var facts: [String: String] = [:]
    for entry in node?.mapping ?? [] {
      if let key = entry.key.scalar, let value = entry.value.scalar { facts[key] = value }
    }
    return facts
  }

  private mutating func expression(_ node: YAMLNode?) -> String? {
    guard let node, let source = node.scalar else { return nil }
    guard compilesPatterns else { return source }
    do throws(MatchingError) {
      _ = try Pattern(source, options: .evidence)
      return source
    } catch {
      reader.error(error.message, at: node)
      return nil
    }
  }
}

extension Pattern.Options {
  /// How the patterns of evidence are read: `^` and `$` are the ends of a line.
  package static let evidence: Pattern.Options = [.multiline]
}
