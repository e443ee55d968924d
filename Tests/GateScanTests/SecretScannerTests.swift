import GateModel
import GateRules
import GateScan
import Testing

@Suite struct SecretScannerTests {
  private static let rules = SecretRuleSet(
    rules: [
      rule(
        "some-token", .pattern("tok_[0-9a-z]{12}", keywords: [.init("tok_")], ignoresCase: false)),
      rule("vendor-key", .named(["vend_or"], value: "[0-9a-f]{16}")),
      rule("maintainx-api-key", .context("maintainx-key")),
    ])

  private static func rule(_ id: String, _ detection: SecretRule.Detection) -> SecretRule {
    SecretRule(
      id: id, title: "A \(id)", severity: .high, confidence: .medium, detection: detection,
      source: "https://example.com", fix: "Revoke it.",
      location: Location(path: RepositoryPath("rules.yaml"), line: 1))
  }

  private func value(_ text: String) throws -> String {
    var placeholders = Placeholders(rule: "test", position: 0)
    return try placeholders.expand(text)
  }

  private func scan(
    _ text: String, path: String = "a.txt",
    options: ScanOptions = ScanOptions(today: Placeholders.today)
  ) throws -> ScanResult {
    let engine = try SecretEngine(
      rules: Self.rules.rules, options: options,
      anchors: [("host", [.init("api.getmaintainx.com")]), ("http", [.init("fetch(")])])
    var scanner = try SecretScanner(engine)
    return try scanner.scan(Array(text.utf8).span, path: RepositoryPath(path))
  }

  @Test(arguments: [("", 1), ("é", 2), ("日本", 3), ("😀", 3), ("a\n🇩🇪 ", 6)])
  func columnsCountUTF16(before: String, column: Int) throws {
    let token = try value("tok_{{lowernum:12}}")
    let finding = try #require(try scan("\(before)\(token)\n").findings.first)
    #expect(finding.location.column == column)
    #expect(finding.location.endColumn == column + 16)
  }

  @Test func aFindingTellsItsPlaceAndHidesItsValue() throws {
    let token = try value("tok_{{lowernum:12}}")
    let finding = try #require(try scan("first\n  key: \(token), more\n").findings.first)
    #expect(finding.rule == "some-token")
    #expect(
      finding.location
        == Location(path: RepositoryPath("a.txt"), line: 2, column: 8, endLine: 2, endColumn: 24))
    #expect(finding.display == "tok_...")
    #expect(finding.excerpt == "key: tok_..., more")
  }

  @Test func everySecretOnTheLineIsHiddenInEachExcerpt() throws {
    let (first, second) = (try value("tok_{{lowernum:12}}"), try value("tok_{{hex:12}}"))
    let findings = try scan("\(first) and \(second)").findings
    #expect(findings.map(\.excerpt) == ["tok_... and tok_...", "tok_... and tok_..."])
  }

  @Test func secretsAreShownWholeWhenAsked() throws {
    let token = try value("tok_{{lowernum:12}}")
    let options = ScanOptions(today: Placeholders.today, showsSecrets: true)
    #expect(try scan("a \(token)", options: options).findings.first?.excerpt == "a \(token)")
  }

  @Test(arguments: [
    "VEND_OR_KEY=?", "vend-or-token: '?'", "{\"vendOrKey\": \"?\"}", "vendor.key = ?",
    "config['vendor-secret'] = \"?\"", "setenv(\"VENDOR_KEY\", \"?\")", "myVendorKey := `?`",
    "vendor:\n  url: x\n  apiKey: ?", "vendorize(token: '?')",
  ])
  func aValueIsKnownByItsName(text: String) throws {
    let secret = try value("{{hex:16}}")
    let filled = text.split(separator: "?", omittingEmptySubsequences: false).joined(
      separator: secret)
    #expect(try scan(filled).findings.map(\.rule) == ["vendor-key"])
  }

  @Test(arguments: [
    "LAVENDOR_KEY=?", "VENDOR_KEY=?0", "VENDOR_KEY=", "VENDOR=?",
    "VENDOR_KEY=0000000000000000", "vendor\n\n\n\nkey: ?", "KEY=? # vendor",
  ])
  func aValueUnderAnotherNameOrOfAnotherShapeIsNone(text: String) throws {
    let secret = try value("{{hex:16}}")
    let filled = text.split(separator: "?", omittingEmptySubsequences: false).joined(
      separator: secret)
    #expect(try scan(filled).findings.isEmpty)
  }

  // MARK: MaintainX keys

  @Test func aMaintainXKeyTellsItsAgeAndStays() throws {
    let key = try value("{{maintainx-token:632}}")
    let result = try scan("const k = '\(key)' // mxgate:allow[maintainx-api-key] known")
    let finding = try #require(result.findings.first)
    #expect(finding.cannotBeSuppressed)
    #expect(finding.reason.hasSuffix("issued 2023-01-11, 632 days ago"))
    #expect(finding.suppression == nil)
  }

  @Test(arguments: ["' + '", "\"\n  \"", "' .\n '", "\" \\\n\""])
  func aMaintainXKeyIsFoundInPieces(joint: String) throws {
    let key = try value("{{maintainx-token}}")
    let quote = joint.prefix(1)
    let split = key.index(key.startIndex, offsetBy: 80)
    let text = "k = \(quote)\(key[..<split])\(joint)\(key[split...])\(quote)"
    let whole = try #require(try scan("k = \(quote)\(key)\(quote)").findings.first)
    let pieces = try #require(try scan(text).findings.first)
    #expect(pieces.fingerprint == whole.fingerprint)
  }

  @Test(arguments: ["", "a", "ab", "Bearer "])
  func aMaintainXKeyIsFoundInBase64(before: String) throws {
    let key = try value("{{maintainx-token}}")
    let wrapped = String(decoding: Base64.encode(Array("\(before)\(key)".utf8)), as: UTF8.self)
    #expect(try scan("data: \(wrapped)").findings.map(\.rule) == ["maintainx-api-key"])
  }

  @Test func anotherTokenIsNoMaintainXKey() throws {
    #expect(try scan("k = '\(try value("{{jwt}}"))'").findings.isEmpty)
  }

  // MARK: Fingerprints

  @Test func aFingerprintIsOfRulePathAndSecret() throws {
    let text = try value("tok_{{lowernum:12}}")
    let first = try #require(try scan(text).findings.first).fingerprint
    #expect(try scan("\n\n   \(text)").findings.first?.fingerprint == first)
    #expect(try scan(text, path: "b.txt").findings.first?.fingerprint != first)
    #expect(try scan(try value("tok_{{hex:12}}")).findings.first?.fingerprint != first)
    let salted = ScanOptions(today: Placeholders.today, salt: [1])
    #expect(try scan(text, options: salted).findings.first?.fingerprint != first)
  }

  // MARK: Inline comments

  @Test(arguments: [
    "# mxgate:allow[some-token] only a sample", "/* mxgate:allow[x, some-token] only a sample */",
    "// gitleaks:allow", "// betterleaks:allow", "# pragma: allowlist secret",
  ])
  func aCommentAllowsASecretOnItsLine(comment: String) throws {
    let text = "a = \(try value("tok_{{lowernum:12}}")) \(comment)"
    let finding = try #require(try scan(text).findings.first)
    #expect(finding.suppression?.kind == .inline)
    #expect(finding.suppression?.location?.line == 1)
    let strict = ScanOptions(today: Placeholders.today, honoursInlineAllow: false)
    #expect(try scan(text, options: strict).findings.first?.suppression == nil)
  }

  @Test(arguments: [
    "# mxgate:allow[some-token]", "# mxgate:allow[other] reason", "# mxgate:allow reason",
    "\n# gitleaks:allow",
  ])
  func otherCommentsDoNot(comment: String) throws {
    let text = "a = \(try value("tok_{{lowernum:12}}")) \(comment)"
    #expect(try #require(try scan(text).findings.first).suppression == nil)
  }

  // MARK: The rest

  @Test func anchorsAreFoundInTheSamePass() throws {
    #expect(try scan("fetch('https://api.getmaintainx.com/v1')").anchors == ["host", "http"])
    #expect(try scan("nothing").anchors.isEmpty)
  }

  @Test func whatCannotBeMatchedIsADiagnosticThatNamesTheRule() throws {
    let rule = Self.rule(
      "endless", .pattern("k=(a+)+b", keywords: [.init("k=a")], ignoresCase: false))
    let engine = try SecretEngine(rules: [rule], options: ScanOptions(today: Placeholders.today))
    var scanner = try SecretScanner(engine)
    let text = "\nk=" + String(repeating: "a", count: 5000) + "!b"
    let result = try scanner.scan(Array(text.utf8).span, path: RepositoryPath("a.txt"))
    #expect(result.diagnostics.map(\.location?.line) == [2])
    #expect(result.diagnostics.first?.message.contains("'endless'") == true)
  }
}
