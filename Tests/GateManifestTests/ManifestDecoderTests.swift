import GateManifest
import GateModel
import GateRules
import Testing

@Suite struct ManifestDecoderTests {
  @Test func readsEverySection() throws {
    let result = try ManifestSamples.decode(ManifestSamples.whole)
    #expect(result.diagnostics.isEmpty, "\(result.diagnostics)")
    let manifest = try #require(result.manifest)
    #expect(manifest.ruleset == 1)
    #expect(manifest.service.name == "workorder-due-dates")
    #expect(manifest.service.runs == .container)
    #expect(manifest.service.does?.map(\.fact) == [.receivesWebhooks, .updates])
    #expect(manifest.service.runbook == "https://wiki.example.com/due-dates")
    #expect(manifest.maintainx.access == .write)
    #expect(manifest.maintainx.apiKeyEnv == "MAINTAINX_API_KEY")
    #expect(manifest.maintainx.client == [RepositoryPath("src/maintainx.ts")])
    #expect(manifest.policy.failOn == .p0)
    #expect(manifest.exclusions.map(\.path) == [RepositoryPath("testdata")])
    #expect(manifest.waivers.map(\.check.rawValue) == ["observability.metrics"])
    #expect(manifest.waivers.first?.expires == CalendarDay("2026-12-20"))
  }

  @Test func readsClaimsInAllTheirForms() throws {
    let manifest = try #require(try ManifestSamples.decode(ManifestSamples.whole).manifest)
    func claim(_ id: String) -> Claim? { manifest.claims[CheckID(id)] }
    #expect(fields(claim("errors.retryAfter")) == [:])
    #expect(fields(claim("errors.timeout")) == ["timeout": .duration(30)])
    #expect(fields(claim("quality.tests")) == ["branches": .percent(85)])
    #expect(
      fields(claim("errors.retry")) == [
        "statuses": .statuses(HTTPStatusSet([429]).union(.hundreds(5))), "maxAttempts": .number(5),
      ])
    #expect(claim("errors.retry")?.evidencePaths == [RepositoryPath("src/maintainx.ts")])
    #expect(claim("errors.retry")?.location.line == 20)
    #expect(claim("errors.retry")?.location.column == 3)
    #expect(claim("auth.keyRotation")?.attestation?.date == CalendarDay("2026-11-02"))
    guard
      case .providedBy(package: "@acme/logger", fields: [:])? = claim("observability.logging")?
        .statement
    else { throw Failure("the package is not read") }
    guard
      case .notApplicable(reason: "one instance, no orchestrator")? =
        claim("observability.readiness")?.statement
    else { throw Failure("the reason is not read") }
  }

  @Test func aFalseClaimIsKept() throws {
    let result = try ManifestSamples.decode(
      "apiVersion: mxgate/v1\nerrors: { retryAfter: false }\n")
    #expect(fields(result.manifest?.claims[CheckID("errors.retryAfter")]) == ["": .flag(false)])
  }

  @Test(arguments: [
    "\u{FEFF}apiVersion: mxgate/v1\n", "apiVersion: mxgate/v1\r\nerrors:\r\n  timeout: 30s\r\n",
    "apiVersion: &version mxgate/v1\nerrors: { timeout: &limit 30s }\nrecovery: { reconciliation: *limit }\n",
    "%YAML 1.2\n---\napiVersion: mxgate/v1\n...\n",
    "{apiVersion: mxgate/v1, errors: {timeout: '30s'}}",
  ])
  func readsOtherForms(text: String) throws {
    let result = try ManifestSamples.decode(text)
    #expect(result.diagnostics.isEmpty, "\(result.diagnostics)")
    #expect(result.manifest != nil)
  }

  @Test func everyCheckTakesItsOwnExample() throws {
    for check in try CheckRegistry.embedded().definitions where check.takesClaim {
      let text = """
        apiVersion: mxgate/v1
        \(check.id.category):
          \(check.id.name): \(check.claim.example)
        """
      let result = try ManifestSamples.decode(text)
      #expect(result.manifest?.claims[check.id] != nil, "\(check.id): \(result.diagnostics)")
    }
  }

  private func fields(_ claim: Claim?) -> [String: FactValue]? {
    if case .claimed(let fields)? = claim?.statement { fields } else { nil }
  }
}

struct Failure: Error {
  let message: String
  init(_ message: String) { self.message = message }
}
