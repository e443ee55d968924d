package import GateMatching
package import GateModel
package import GateRules

/// Holds rules against their own examples: for the tests, and for `mxgate rules check`.
package enum SecretRuleExampleRunner {
  /// One diagnostic for each example that a rule got wrong, and for each rule without examples.
  package static func mistakes(in set: SecretRuleSet) throws(MatchingError) -> [Diagnostic] {
    let options = ScanOptions(today: Placeholders.today)
    var scanner = try SecretScanner(SecretEngine(rules: set.rules, options: options))
    var mistakes: [Diagnostic] = []
    let exemplified = Set(set.examples.map(\.rule))
    for rule in set.rules where !exemplified.contains(rule.id) {
      mistakes.append(Diagnostic(.error, "'\(rule.id)' has no examples", at: rule.location))
    }
    for examples in set.examples {
      for (index, example) in (examples.match + examples.noMatch).enumerated() {
        let mustMatch = index < examples.match.count
        let mistake = try mistake(
          of: examples.rule, in: example, position: index, mustMatch: mustMatch, &scanner)
        if let mistake { mistakes.append(Diagnostic(.error, mistake, at: example.location)) }
      }
    }
    return mistakes
  }

  private static func mistake(
    of rule: String, in example: SecretRuleExamples.Example, position: Int, mustMatch: Bool,
    _ scanner: inout SecretScanner
  ) throws(MatchingError) -> String? {
    var placeholders = Placeholders(rule: rule, position: position)
    let text: String
    do { text = try placeholders.expand(example.text) } catch { return error.message }
    let result = try scanner.scan(Array(text.utf8).span, path: RepositoryPath(example.file))
    if let problem = result.diagnostics.first { return problem.message }
    let found = result.findings.map(\.rule)
    guard found.contains(rule) != mustMatch else { return nil }
    guard mustMatch else { return "'\(rule)' finds a secret in this counter-example" }
    return found.isEmpty
      ? "'\(rule)' does not find this example"
      : "'\(rule)' does not find this example; '\(found.joined(separator: "', '"))' does"
  }
}
