import GateRules
import GateScan
import Testing

@Suite struct SecretRuleExamplesTests {
  @Test func everyBuiltInRuleIsWellFormedAndFindsItsExamples() throws {
    let set = SecretRuleSet.builtIn(withExamples: true)
    #expect(!set.rules.isEmpty)
    let mistakes = try set.diagnostics + SecretRuleExampleRunner.mistakes(in: set)
    for mistake in mistakes {
      let place = mistake.location.map { "\($0.path):\($0.line):\($0.column): " } ?? ""
      Issue.record("\(place)\(mistake.message)")
    }
  }

  /// Vendors' names are looked for in names, and keywords that hold another one are compared, so that
  /// hundreds of rules cost no more to start and to search than this.
  @Test func fewLiteralsAreSearchedFor() throws {
    let most = 600
    let engine = try SecretEngine(
      rules: SecretRuleSet.builtIn.rules, options: ScanOptions(today: Placeholders.today))
    #expect(engine.literals.searched.count <= most)
  }
}
