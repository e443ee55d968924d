import GateModel
import GateRules
import GateScan
import Testing

/// Secrets that stand encoded, twice encoded, or in pieces.
@Suite struct DecodingTests {
  private static let setting = "DB_PASSWORD=" + "Plum#tree42"
  private static let url = "postgres://app:" + "plumtree42@db.internal/app"

  private func findings(_ text: String, path: String = "app.js") throws -> [Finding] {
    let rules = SecretRuleSet.builtIn.rules
    let engine = try SecretEngine(rules: rules, options: ScanOptions(today: Placeholders.today))
    var scanner = try SecretScanner(engine)
    return try scanner.scan(Array(text.utf8).span, path: RepositoryPath(path)).findings
  }

  private static func base64(_ text: String) -> String {
    String(decoding: Base64.encode(Array(text.utf8)), as: UTF8.self)
  }
  private static func hexadecimal(_ text: String) -> String {
    text.utf8.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
  private static func percent(_ text: String) -> String {
    text.replacing(":", with: "%3A").replacing("/", with: "%2F").replacing("@", with: "%40")
  }
  private static func escapes(_ text: String) -> String {
    text.utf8.map { "\\u00" + hexadecimal(String(UnicodeScalar($0))) }.joined()
  }

  static let encoded = [
    base64(setting), base64("x" + setting), base64("xy" + setting), hexadecimal(setting),
    hexadecimal(setting).uppercased(), base64(url), percent(url), base64(base64(setting)),
    base64("password: " + base64(setting)), hexadecimal("secret: " + base64(setting)),
  ]

  @Test(arguments: encoded)
  func isFoundWhereItStandsEncoded(_ text: String) throws {
    let line = "const data = \"\(text)\";"
    let finding = try #require(try findings("first();\n\(line)\nlast();\n").first)
    #expect(finding.location.line == 2)
    #expect(finding.location.column == line.utf8.count - text.utf8.count - 1)
    #expect(finding.reason.hasPrefix("behind "))
    #expect(!finding.excerpt.contains(text))
  }

  @Test func anEscapedURLIsFound() throws {
    let text = "{\"address\": \"\(Self.escapes(Self.url))\"}"
    let finding = try #require(try findings(text, path: "a.json").first)
    #expect(finding.reason.contains("Unicode escapes"))
    #expect(!finding.excerpt.contains(Self.escapes("tree42")))
    #expect(finding.rule == "url-password")
  }

  @Test func base64IsReadAcrossAdjacentLiterals() throws {
    let text = Self.base64(Self.setting)
    let middle = text.index(text.startIndex, offsetBy: 20)
    let found = try findings("x = \"\(text[..<middle])\" +\n  \"\(text[middle...])\";\n")
    #expect(found.count == 1)
  }

  @Test func aKeyIsReadAcrossAdjacentLiterals() throws {
    var placeholders = Placeholders(rule: "decoding", position: 0)
    let key = try placeholders.expand("ghp_{{github:30}}")
    let middle = key.index(key.startIndex, offsetBy: 12)
    let text = "token = \"\(key[..<middle])\" + \"\(key[middle...])\""
    let finding = try #require(try findings(text).first { $0.rule.hasPrefix("github") })
    #expect(finding.confidence == .high)
    #expect(!finding.excerpt.contains(key[middle...]))
  }

  /// Three encodings inside each other are not undone, and what is no secret stays none.
  @Test(arguments: [
    base64(base64(base64(setting))), base64("a token is a thing that programs pass around"),
    base64("{\"secret\": \"${SECRET}\"}"), hexadecimal("password: required"),
  ])
  func isNotFound(_ text: String) throws {
    #expect(try findings("const data = \"\(text)\";").isEmpty)
  }

  /// A text of nothing but triggers is decoded once.
  @Test func theWorkIsLinear() throws {
    let clock = ContinuousClock()
    let text = String(repeating: Self.base64("token secret "), count: 4000)
    let time = try clock.measure { _ = try findings(text) }
    #expect(time < .seconds(30))
  }
}
