package import GateModel

/// The secret rules of a run: those built in, and a user's own.
package struct SecretRuleSet: Sendable {
  package var rules: [SecretRule]
  package var examples: [SecretRuleExamples]
  /// Every mistake in the rule files. A rule with a mistake is not among `rules`.
  package var diagnostics: [Diagnostic]
  private var places: [String: Location] = [:]
  /// The rule of each context.
  private var contexts: [String: String] = [:]

  package init(
    rules: [SecretRule] = [], examples: [SecretRuleExamples] = [], diagnostics: [Diagnostic] = []
  ) {
    self.rules = rules
    self.examples = examples
    self.diagnostics = diagnostics
    places = Dictionary(rules.map { ($0.id, $0.location) }) { first, _ in first }
    contexts = Dictionary(rules.compactMap { rule in rule.context.map { ($0, rule.id) } }) {
      first, _ in first
    }
  }

  /// The rules built into the binary, without their examples, as every scan needs them. Read once.
  package static let builtIn = readBuiltIn()

  private static func readBuiltIn() -> SecretRuleSet {
    let table = SecretRuleTable(EmbeddedFiles.secretRuleTable)
    var set = SecretRuleSet()
    for name in EmbeddedFiles.paths where name.hasPrefix(Self.folder) {
      let path = RepositoryPath("rules/" + name)
      if let rules = table.rules(of: path) {
        set.add(SecretRuleSet(rules: rules))
      } else if let bytes = EmbeddedFiles.content(of: name) {
        // The table is older than the file: slower, and right all the same.
        set.add(bytes, from: path, isTrusted: true)
      }
    }
    return set
  }

  static let folder = "secrets/"

  /// The rules built into the binary, read from their files; with their examples, all their
  /// patterns are tried as well.
  package static func builtIn(withExamples: Bool) -> SecretRuleSet {
    var set = SecretRuleSet()
    for path in EmbeddedFiles.paths where path.hasPrefix(Self.folder) {
      guard let bytes = EmbeddedFiles.content(of: path) else { continue }
      set.add(bytes, from: RepositoryPath("rules/" + path), isTrusted: !withExamples)
    }
    return set
  }

  /// Adds the rules of one more file.
  ///
  /// - Parameter isTrusted: whether the file is known to be right, so that its examples are not
  ///   read and its patterns not tried.
  package mutating func add(_ bytes: [UInt8], from path: RepositoryPath, isTrusted: Bool = false) {
    var decoder = SecretRuleDecoder(path: path, compilesPatterns: !isTrusted)
    if isTrusted { decoder.decodeRules(bytes) } else { decoder.decodeAll(bytes) }
    add(
      SecretRuleSet(
        rules: decoder.rules, examples: decoder.examples, diagnostics: decoder.diagnostics))
  }

  private mutating func add(_ other: SecretRuleSet) {
    diagnostics += other.diagnostics
    examples += other.examples
    for rule in other.rules {
      if let earlier = places[rule.id] {
        diagnostics.append(
          Diagnostic(
            .error, "'\(rule.id)' stands already in \(earlier.path):\(earlier.line)",
            at: rule.location))
      } else if let context = rule.context, let owner = contexts[context] {
        diagnostics.append(
          Diagnostic(
            .error, "what the context '\(context)' finds belongs to '\(owner)' already",
            at: rule.location))
      } else {
        places[rule.id] = rule.location
        if let context = rule.context { contexts[context] = rule.id }
        rules.append(rule)
      }
    }
  }
}
