import GateChecks
import GateModel
import GateRules
import GateYAML
import Testing

/// Checks, claims and observations that the judge's tests put together.
enum JudgeSamples {
  static let today = CalendarDay(daysSinceEpoch: 20_781)  // 2026-11-24
  static let manifest = Location(path: RepositoryPath("mxgate.yaml"), line: 7, column: 3)

  /// A check with everything that a check may have; `extra` adds or replaces keys.
  static func check(
    _ extra: String = "", id: String = "errors.timeout", claim: String = timeoutClaim
  ) throws -> CheckDefinition {
    let text = """
      id: \(id)
      title: Every request has a timeout
      row: Errors
      priority: P1
      since: 1
      why: It hangs.
      judged: By its timeout.
      fix: { default: { text: Set it. }, go: { text: Set it in Go., code: "Timeout: 30\\n" } }
      proof: [repository, attested]
      attestation: { maxAge: 90d }
      \(claim)
      \(extra)
      """
    let bytes = Array(text.utf8)
    var decoder = CheckDefinitionDecoder(path: RepositoryPath("check.yaml"), bytes: bytes)
    let document = try #require(try YAMLParser.firstDocument(bytes))
    let definition = decoder.decode(document)
    return try #require(definition, "\(decoder.diagnostics.map(\.message))")
  }

  static let timeoutClaim = """
    claim:
      main: timeout
      fields:
        timeout: { type: duration, summary: How long., compare: atMost, limit: { atMost: 300s } }
      example: 30s
    """

  static func evidence(_ line: Int = 12, note: String? = nil) -> Evidence {
    Evidence(
      location: Location(path: RepositoryPath("src/client.ts"), line: line), excerpt: "…",
      note: note)
  }

  static func proof(seconds: Double, line: Int = 12) -> Observation {
    Observation(.proves, evidence(line), facts: ["timeout": .duration(seconds)])
  }

  static func claim(
    _ statement: Claim.Statement, attested daysAgo: Int? = nil, evidence: [String] = []
  ) -> Claim {
    Claim(
      check: CheckID("errors.timeout"), statement: statement,
      attestation: daysAgo.map {
        Attestation(
          by: "team", date: today.adding(days: -$0), url: "https://example.com", location: manifest)
      },
      evidencePaths: evidence.map { RepositoryPath($0) }, location: manifest)
  }

  static func waiver(
    expiresIn days: Int, check: String = "errors.timeout"
  ) -> Waiver {
    Waiver(
      check: CheckID(check), reason: "waits for the platform", owner: "team",
      expires: today.adding(days: days), location: manifest)
  }
}
