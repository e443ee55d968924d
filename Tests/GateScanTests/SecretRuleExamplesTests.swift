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
}
