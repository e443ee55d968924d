import GateChecks
import GateModel
import GateRules
import Testing

/// Hardcoded keys and the age of the key in the environment, with the real definitions.
@Suite struct JudgeKeyTests {
  let registry: CheckRegistry
  let judge = Judge(hasManifest: true, today: JudgeSamples.today)
  init() throws { registry = try CheckRegistry.embedded() }

  private func finding(
    cannotBeSuppressed: Bool = false, suppression: Suppression? = nil
  ) -> Finding {
    Finding(
      rule: "maintainx-api-key", title: "MaintainX API key", severity: .critical, confidence: .high,
      location: JudgeSamples.evidence().location, display: "eyJ…", fingerprint: "f", reason: "r",
      suppression: suppression, cannotBeSuppressed: cannotBeSuppressed)
  }

  private func keys(_ findings: [Finding], waiver: Waiver? = nil) throws -> CheckResult {
    judge.result(
      for: try #require(registry[HardcodedKeys.check]),
      observations: HardcodedKeys.observations(from: findings, filesSearched: 9), waiver: waiver)
  }

  @Test func noFindingIsAPass() throws {
    #expect(try keys([]).verdict == .corroborated)
    let hidden = finding(suppression: Suppression(kind: .inline, reason: "a sample"))
    #expect(try keys([hidden]).verdict == .corroborated)
  }

  @Test func aFindingMayBeWaivedUnlessItIsAMaintainXKey() throws {
    let waiver = JudgeSamples.waiver(expiresIn: 20, check: "auth.noHardcodedKeys")
    #expect(try keys([finding()]).verdict == .contradicted)
    #expect(try keys([finding()], waiver: waiver).verdict == .waived)
    let refused = try keys([finding(), finding(cannotBeSuppressed: true)], waiver: waiver)
    #expect(refused.verdict == .contradicted)
    #expect(refused.waiver == nil)
    #expect(refused.reason.hasSuffix("can't be waived"))
  }

  @Test(arguments: [
    (10, Double?.none, Verdict.undeclared), (10, 90, .corroborated), (90, 90, .corroborated),
    (91, 90, .contradicted), (40, 30, .contradicted),
  ])
  func theKeysAgeIsHeldAgainstTheClaim(age: Int, claimedDays: Double?, verdict: Verdict) throws {
    let check = try #require(registry[KeyAge.check])
    let observation = KeyAge.observation(
      issued: JudgeSamples.today.adding(days: -age), variable: "MAINTAINX_API_KEY",
      location: JudgeSamples.manifest, today: JudgeSamples.today)
    let claim = claimedDays.map { days in
      JudgeSamples.claim(.claimed(fields: ["every": .duration(days * 86_400)]))
    }
    let result = judge.result(
      for: check, claim: claim, observations: CheckObservations(observations: [observation]))
    #expect(result.verdict == verdict)
  }

  static let statuses: [(claimed: [Int]?, measured: [Int], verdict: Verdict)] = [
    (nil, [429, 500, 502, 503, 504], .corroborated), (nil, [500], .contradicted),
    ([429] + Array(500...599), [429, 500, 502, 503, 504], .corroborated),
    ([429] + Array(500...599), [500], .contradicted),
    ([408, 429] + Array(500...599), [429] + Array(500...599), .contradicted),
    ([429, 500], [429] + Array(500...599), .contradicted),
  ]

  @Test(arguments: statuses)
  func retriedStatusesCoverTheClaimAndTheRequirement(
    claimed: [Int]?, measured: [Int], verdict: Verdict
  ) throws {
    let check = try #require(registry[CheckID("errors.retry")])
    let seen = Observation(
      .proves, JudgeSamples.evidence(), facts: ["statuses": .statuses(HTTPStatusSet(measured))])
    let fields = claimed.map { ["statuses": FactValue.statuses(HTTPStatusSet($0))] } ?? [:]
    let result = judge.result(
      for: check, claim: JudgeSamples.claim(.claimed(fields: fields)),
      observations: CheckObservations(observations: [seen]))
    #expect(result.verdict == verdict, "\(result.reason)")
  }
}
