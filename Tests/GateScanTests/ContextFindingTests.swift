import GateModel
import GateRules
import GateScan
import Testing

/// What the contexts say of a finding, and how the filters weigh it.
@Suite struct ContextFindingTests {
  private func findings(_ text: String, path: String) throws -> [Finding] {
    var placeholders = Placeholders(rule: "contexts", position: 0)
    let rules = SecretRuleSet.builtIn(withExamples: false).rules
    let engine = try SecretEngine(
      rules: rules, options: ScanOptions(today: Placeholders.today))
    var scanner = try SecretScanner(engine)
    let bytes = Array(try placeholders.expand(text).utf8)
    return try scanner.scan(bytes.span, path: RepositoryPath(path)).findings
  }

  @Test func aReasonNamesWhatTheValueIsAssignedTo() throws {
    let finding = try #require(
      try findings("client_secret = \"{{base62:32}}\"", path: "src/app.py").first)
    #expect(finding.rule == "hardcoded-token")
    #expect(finding.reason.contains("a random value assigned to 'client_secret'"))
    #expect(finding.confidence == .high)
  }

  @Test(arguments: ["tests/test_app.py", "src/app.test.ts", "spec/fixtures/user.yml"])
  func aTestLowersTheSeverityAndHidesNothing(_ path: String) throws {
    let finding = try #require(
      try findings("password: \"{{lower:10}}\"", path: path).first)
    #expect(finding.severity == .low)
  }

  @Test(arguments: [
    ("{{pypi-token}}", Confidence.high), ("pypi-AgEIcHlwaS5vcmc{{base62:150}}", .low),
    ("ghp_{{github:30}}", .high), ("ghp_{{base62:36}}", .low), ("npm_{{npm:30}}", .high),
    ("npm_{{base62:36}}", .low),
  ])
  func aFormatThatProvesItselfIsHeldAgainstItsProof(_ token: String, _ sure: Confidence) throws {
    let finding = try #require(try findings("x \(token)\n", path: "a.txt").first)
    #expect(finding.confidence == sure)
    #expect(finding.reason.contains("checksum") == (sure == .low))
  }

  @Test(arguments: [
    ("DB_PASSWORD={{lower:7}}\\&{{lower:6}}", "DB_PASSWORD="),
    ("DB_PASSWORD={{lower:7}}&{{upper:6}}", "DB_PASSWORD="),
    ("DB_PASSWORD={{lower:7}}<{{upper:6}} # old", "DB_PASSWORD="),
  ])
  func nothingOfAValueIsShownBehindItsStart(_ line: String, _ start: String) throws {
    let finding = try #require(try findings(line, path: ".env").first)
    let shown = finding.excerpt.split(separator: " ")[0]
    #expect(shown.hasPrefix(start) && shown.hasSuffix("..."))
    #expect(shown.count <= start.count + 6)
  }

  @Test func elsewhereTheSeverityIsTheRules() throws {
    let finding = try #require(
      try findings("password: \"{{lower:10}}\"", path: "src/app.yml").first)
    #expect(finding.severity == .high)
  }

  @Test func aPasswordThatEverybodyKnowsIsLessCertain() throws {
    let known = try #require(try findings("DB_PASSWORD=" + "admin", path: ".env").first)
    let other = try #require(try findings("DB_PASSWORD={{lower:10}}", path: ".env").first)
    #expect(known.confidence == .low)
    #expect(other.confidence == .medium)
  }

  @Test(arguments: [
    "yarn.lock", "package-lock.json", ".secrets.baseline", "app.min.js", "id_ed25519.pub",
    "credentials.yml.enc",
  ])
  func generatedFilesHoldNoPasswords(_ path: String) throws {
    #expect(try findings("secret: \"{{hex:40}}\"", path: path).isEmpty)
  }

  @Test func everyPrivateMemberOfAKeyIsFoundOnItsOwn() throws {
    let found = try findings(
      """
      const key = {
        kty: 'EC',
        crv: 'P-256',
        x: '{{base64url:43}}',
        d: '{{base64url:43}}',
      }
      """, path: "key.js")
    #expect(found.map(\.location.line) == [5])
  }

  @Test func whatIsJoinedInAnEscapedLiteralIsReadAsItIs() throws {
    let text = #"{"cells": [{"source": ["db_password = \"{{lower:10}}\"\n"]}]}"#
    let found = try findings(text, path: "notes.ipynb")
    #expect(found.map(\.rule) == ["hardcoded-password"])
  }

  /// A line without end, of which every word is a secret's name, takes time in proportion.
  @Test func longLinesOfNamesEnd() throws {
    let line = String(repeating: "secret.token_", count: 20_000)
    #expect(try findings(line, path: "app.js").isEmpty)
  }
}
