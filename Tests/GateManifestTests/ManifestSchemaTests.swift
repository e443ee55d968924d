import GateManifest
import GateModel
import GateRules
import GateYAML
import Testing

/// The decoder and the schema are two readers of the same definitions: they accept the same texts.
@Suite struct ManifestSchemaTests {
  let registry: CheckRegistry
  let validator: SchemaValidator
  init() throws {
    registry = try ManifestSamples.registry.get()
    validator = try SchemaValidator(ManifestSchema(registry).schema)
  }

  /// What a schema can't say.
  private static let beyondSchemas = [
    "stands twice", "in the future", "days at most", "is looser than",
  ]

  @Test(
    arguments: ManifestMistakeTests.keys + ManifestMistakeTests.values
      + ManifestMistakeTests.statements)
  func refusesWhatTheDecoderRefuses(_ mistake: ManifestMistakeTests.Mistake) throws {
    let isBeyond = Self.beyondSchemas.contains { mistake.message.contains($0) }
    // The yes and on of YAML 1.1 are flags to one reader and texts to the other.
    let isTrap = mistake.message.contains("a flag in YAML 1.1 alone")
    #expect(try accepts(mistake.text) == (isBeyond || isTrap), "\(mistake.text)")
  }

  @Test func acceptsWhatTheDecoderAccepts() throws {
    #expect(try accepts(ManifestSamples.whole))
    for check in registry.definitions where check.takesClaim {
      let claim = "\(check.id.category): { \(check.id.name): \(check.claim.example) }"
      #expect(try accepts("apiVersion: mxgate/v1\n\(claim)\n"), "\(claim)")
    }
  }

  /// Values that some places take and others refuse.
  static let pool = [
    "true", "false", "~", "''", "' '", "text", "'30'", "0", "1", "2", "20", "21", "99", "100",
    "101",
    "200", "201", "429", "599", "600", "1.0", "1.5", "100.5", "80%", "100%", "101%", "'80'",
    "1.50%", "08%", "30s", "500ms", "0s", "05s", "1w", "90d", "1000000000d", "/health", "/he alth",
    "src/a.ts", "./src//a.ts", "/src", "..", "a/..", "../a", "a/..b", ".", "./", "./.", "5xx",
    "6xx",
    "'429'", "[]", "[429, 5xx]", "[429, x]", "[OPEN]", "[OPEN, OPEN]", "[CLOSED]", "[users]",
    "[src/a.ts]", "[[429]]", "{}", "{ x: 1 }", "https://example.com", "https://",
    "http://a.b/c?d#e",
    "ftp://a.b", "'https://a b'", "https://user@host/", "2026-11-02", "2024-02-29", "2023-02-29",
    "1900-02-29", "2000-02-29", "2026-13-01", "2026-1-1", "exponential", "P0", "P3", "container",
    "[lists]", "mxgate/v1", "NAME_1", "1NAME", "na-me", "errors.retry",
  ]

  @Test func agreesOnEachValueInEachPlaceOfAClaim() throws {
    // Fields of the same type and bounds are one kind of place.
    var tried: Set<String> = []
    for check in registry.definitions {
      let main = check.claim.main.map(kind) ?? "\(check.takesClaim)"
      if tried.insert("main \(main)").inserted {
        for value in Self.pool {
          try expectAgreement("\(check.id.category): { \(check.id.name): \(value) }")
        }
      }
      var keys = check.claim.fields.filter { tried.insert(kind($0)).inserted }.map(\.name)
      if check.id == CheckID("errors.retry") {
        keys += ["evidence", "providedBy", "notApplicable"]
      }
      for key in keys {
        for value in Self.pool {
          try expectAgreement("\(check.id.category): { \(check.id.name): { \(key): \(value) } }")
        }
      }
    }
  }

  private func kind(_ field: ClaimField) -> String {
    "\(field.type) \(field.minimum ?? -1) \(field.maximum ?? -1) \(field.allowed)"
  }

  @Test func agreesOnEachValueInEachOtherPlace() throws {
    let attested = "auth: { keyRotation: { attested:"
    let waiver = "waivers: [{ check: errors.timeout, reason: r, owner: o, expires: 2026-11-30, "
    let places = [
      "apiVersion: mxgate/v1, ruleset: %", "service: %", "maintainx: %", "waivers: %", "policy: %",
      "scan: %", "auth: %", "unknown: %", "service: { name: % }", "service: { owner: % }",
      "service: { runs: % }", "service: { does: % }", "service: { url: % }",
      "service: { links: % }",
      "service: { links: [{ type: %, url: 'https://a.b' }] }", "service: { links: [{ url: % }] }",
      "maintainx: { baseURL: % }", "maintainx: { access: % }", "maintainx: { apiKeyEnv: % }",
      "maintainx: { client: % }", "policy: { failOn: % }", "policy: { waivers: { P2: % } }",
      "policy: { priorities: { quality.lint: % } }", "scan: { exclude: % }",
      "scan: { exclude: [{ path: %, reason: r }] }", "scan: { exclude: [{ path: a, reason: % }] }",
      "\(attested) % } }", "\(attested) { by: %, date: 2026-11-02, url: 'https://a.b' } } }",
      "\(attested) { by: a, date: %, url: 'https://a.b' } } }",
      "\(attested) { by: a, date: 2026-11-02, url: % } } }", "\(waiver) link: % }]",
      "waivers: [{ check: %, reason: r, owner: o, expires: 2026-11-30 }]",
      "waivers: [{ check: errors.timeout, reason: %, owner: o, expires: 2026-11-30 }]",
      "waivers: [{ check: errors.timeout, reason: r, owner: o, expires: % }]",
    ]
    for place in places {
      let parts = place.split(separator: "%", omittingEmptySubsequences: false)
      for value in Self.pool { try expectAgreement(parts.joined(separator: value)) }
    }
  }

  private func expectAgreement(_ members: String) throws {
    let text =
      members.hasPrefix("apiVersion") ? "{ \(members) }" : "{ apiVersion: mxgate/v1, \(members) }"
    let result = try ManifestSamples.decode(text)
    let beyond = result.diagnostics.filter { diagnostic in
      Self.beyondSchemas.contains { diagnostic.message.contains($0) }
    }
    let decodes = result.diagnostics.count == beyond.count
    #expect(try accepts(text) == decodes, "\(members): \(result.diagnostics.map(\.message))")
  }

  private func accepts(_ text: String) throws -> Bool {
    let document = try #require(try YAMLParser.firstDocument(Array(text.utf8)))
    return try validator.accepts(SchemaValidator.Instance(document))
  }
}
