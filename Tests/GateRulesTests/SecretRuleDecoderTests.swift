import GateModel
import GateRules
import Testing

@Suite struct SecretRuleDecoderTests {
  private func decode(_ text: String) -> SecretRuleDecoder {
    var decoder = SecretRuleDecoder(path: RepositoryPath("rules/a.yaml"), compilesPatterns: true)
    decoder.decodeAll(Array(text.utf8))
    return decoder
  }

  private func mistakes(in text: String) -> [String] {
    decode(text).diagnostics.map { diagnostic in
      "\(diagnostic.location?.line ?? 0):\(diagnostic.location?.column ?? 0) \(diagnostic.message)"
    }
  }

  private let rule = """
    rules:
      - id: some-token
        title: Some token
        severity: high
        confidence: low
        keywords: [tok_]
        pattern: 'tok_[a-z]+'
        minEntropy: 2.5
        source: https://example.com/tokens
        fix: Revoke it.
    """

  @Test func readsARule() throws {
    let decoder = decode(rule)
    #expect(decoder.diagnostics.isEmpty)
    let found = try #require(decoder.rules.first)
    #expect(found.id == "some-token")
    #expect(found.severity == .high)
    #expect(found.confidence == .low)
    #expect(found.minEntropy == 2.5)
    #expect(found.location.line == 2)
    guard case .pattern("tok_[a-z]+", let keywords, false) = found.detection else {
      Issue.record("\(found.detection)")
      return
    }
    #expect(keywords.map(\.bytes) == [Array("tok_".utf8)])
  }

  @Test func everyMistakeIsToldWithItsPlace() {
    let text = """
      rules:
        - id: Some_Token
          title: Some token
          severity: grave
          confidence: low
          keywords: [t]
          pattern: '(a'
          sauce: x
          fix: Revoke it.
        - id: two-ways
          title: Two ways
          severity: high
          confidence: low
          names: [abc]
          context: c
          source: s
          fix: f
      """
    let expected = [
      "8:5 unknown key 'sauce'",
      "2:9 'Some_Token' is no rule id",
      "6:16 the keyword 't' is found too often",
      "7:14 missing closing parenthesis at offset 2 of /(a/",
      "4:15 'severity' is one of critical, high, medium, low",
      "2:5 'source' must be a text",
      "10:5 a rule has one of 'pattern', 'names' and 'context'",
    ]
    let found = mistakes(in: text)
    #expect(found.count == expected.count)
    for (found, expected) in zip(found, expected) { #expect(found.hasPrefix(expected)) }
    #expect(decode(text).rules.isEmpty)
  }

  @Test func anIdStandsOnce() {
    let twice = rule + "\n" + rule.split(separator: "\n").dropFirst().joined(separator: "\n")
    #expect(mistakes(in: twice) == ["11:9 'some-token' stands already in line 2"])
  }

  @Test func examplesAreForRulesOfTheirFile() {
    let text =
      rule + """

        ---
        examples:
          - rule: other-token
            match: ['a', { file: .npmrc, text: b }]
            noMatch: []
        """
    #expect(mistakes(in: text) == ["13:11 no rule of this file is called 'other-token'"])
    #expect(decode(text).examples.first?.match.map(\.file) == ["example.txt", ".npmrc"])
  }

  @Test func brokenYAMLSaysWhere() {
    #expect(mistakes(in: "rules: [").first?.hasPrefix("2:1") == true)
  }
}
