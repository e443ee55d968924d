import GateRules
import Testing

@Suite struct PlaceholdersTests {
  private func expand(_ text: String, rule: String = "a-rule", position: Int = 0) throws -> String {
    var placeholders = Placeholders(rule: rule, position: position)
    return try placeholders.expand(text)
  }

  @Test(arguments: [
    ("{{hex:32}}", "[0-9a-f]{32}"), ("{{upperhex:4}}", "[0-9A-F]{4}"),
    ("{{digits:6}}", "[0-9]{6}"), ("{{lower:5}}", "[a-z]{5}"), ("{{upper:5}}", "[A-Z]{5}"),
    ("{{lowernum:9}}", "[a-z0-9]{9}"), ("{{uppernum:9}}", "[A-Z0-9]{9}"),
    ("{{base62:20}}", "[0-9A-Za-z]{20}"), ("{{base64:20}}", "[0-9A-Za-z+/]{20}"),
    ("{{base64url:20}}", "[0-9A-Za-z_-]{20}"), ("{{base32:20}}", "[A-Z2-7]{20}"),
    ("{{uuid}}", "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}"),
    ("a{{hex:1}}b{{hex:1}}c", "a[0-9a-f]b[0-9a-f]c"), ("plain", "plain"),
    ("{{ .Values.key }}", "\\{\\{ .Values.key \\}\\}"), ("${{x", "\\$\\{\\{x"),
  ])
  func expands(text: String, pattern: String) throws {
    let expanded = try expand(text)
    #expect(try expanded.wholeMatch(of: Regex(pattern)) != nil, "\(expanded)")
  }

  @Test func theSameEachTimeAndDifferentInEachPlace() throws {
    #expect(try expand("{{hex:32}}") == expand("{{hex:32}}"))
    #expect(try expand("{{hex:32}}") != expand("{{hex:32}}", position: 1))
    #expect(try expand("{{hex:32}}") != expand("{{hex:32}}", rule: "b-rule"))
  }

  @Test(arguments: ["{{hexa:3}}", "{{hex}}", "{{hex:0}}", "{{hex:x}}", "{{hex:1000000}}"])
  func whatCannotBeExpandedIsAnError(text: String) {
    #expect(throws: Placeholders.Mistake.self) { try expand(text) }
  }

  @Test func tokensProveThemselves() throws {
    #expect(TokenChecksum.github.holds(for: Array(try expand("ghp_{{github:30}}").utf8)))
    #expect(!TokenChecksum.github.holds(for: Array(try expand("ghp_{{base62:36}}").utf8)))
    #expect(TokenChecksum.jwt.holds(for: Array(try expand("{{jwt}}").utf8)))
    #expect(!TokenChecksum.jwt.holds(for: Array(try expand("{{base62:9}}.a.b").utf8)))
  }

  @Test func aMaintainXTokenLooksLikeARealOne() throws {
    let parts = try expand("{{maintainx-token}}").split(separator: ".").map(\.count)
    #expect(parts[0] == 36)
    #expect((163...168).contains(parts[1]))
    #expect(parts[2] == 43)
  }
}
