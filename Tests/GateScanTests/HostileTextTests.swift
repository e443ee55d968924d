import GateModel
import GateRules
import GateScan
import Testing

/// Texts that are made to take long, or to bury a secret.
@Suite struct HostileTextTests {
  private let engine: SecretEngine
  private let secret: String

  init() throws {
    engine = try SecretEngine(
      rules: SecretRuleSet.builtIn.rules, options: ScanOptions(today: Placeholders.today))
    var placeholders = Placeholders(rule: "hostile", position: 0)
    secret = try placeholders.expand("{{base62:16}}")
  }

  private func scan(_ text: String, path: String = "a.txt") throws -> ScanResult {
    var scanner = try SecretScanner(engine)
    return try scanner.scan(Array(text.utf8).span, path: RepositoryPath(path))
  }

  /// In a run of names each takes the rest for its value, which would be read again for each.
  @Test func aSecretBehindARunOfNamesIsFound() throws {
    let names = String(repeating: "secret=", count: 100)
    let findings = try scan("\(names)password=\"\(secret)\"\n").findings
    #expect(findings.map(\.location.column).contains(names.utf8.count + 11))
  }

  @Test func aSecretAmongManyManifestsIsFound() throws {
    let text = String(repeating: "kind: Secret\n", count: 2_000)
    let manifest = "apiVersion: v1\nkind: Secret\nstringData:\n  password: \(secret)\n"
    let findings = try scan("\(text)---\n\(manifest)", path: "a.yaml").findings
    #expect(findings.map(\.location.line) == [2_005])
  }

  /// What looks encoded and is not would be decoded once for each sign of it.
  @Test func anEncodedSecretBehindManySignsOfOneIsFound() throws {
    let sign = Array("password".utf8)
    let signs = String(
      repeating: String(decoding: Base64.encode(sign).prefix(10), as: UTF8.self) + "xxx", count: 500
    )
    let encoded = Base64.encode(Array("db_password=\(secret)\n".utf8))
    let text = "\(signs)\n\(String(decoding: encoded, as: UTF8.self))\n"
    #expect(try scan(text).findings.map(\.location.line) == [2])
  }

  @Test func whatIsNotListedIsCounted() throws {
    let most = FindingWriter.mostListed
    let lines = (0..<most + 7).map { "password = \"\(secret)\($0)\"\n" }
    let result = try scan(lines.joined(), path: "a.py")
    #expect(result.findings.count == most)
    #expect(result.unlisted == 7)
  }
}
