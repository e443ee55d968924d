import GateChecks
import GateModel
import GateRules
import Testing

@Suite struct JudgeTests {
  let judge = Judge(hasManifest: true, today: JudgeSamples.today)

  // MARK: Reasons

  @Test func aDifferenceNamesBothValues() throws {
    let result = judge.result(
      for: try JudgeSamples.check(),
      claim: JudgeSamples.claim(.claimed(fields: ["timeout": .duration(30)])),
      observations: CheckObservations(observations: [
        JudgeSamples.proof(seconds: 20), JudgeSamples.proof(seconds: 300, line: 31),
      ]))
    #expect(result.reason == "the manifest says timeout 30s, the repository shows 5m")
    #expect(result.evidence.map(\.location.line) == [31])
  }

  @Test func aClaimShortOfTheRequirementIsNamed() throws {
    let result = judge.result(
      for: try JudgeSamples.check(),
      claim: JudgeSamples.claim(.claimed(fields: ["timeout": .duration(400)])))
    #expect(result.reason == "the manifest itself says timeout 400s, and 5m or less is required")
  }

  @Test func bareCallSitesAreListed() throws {
    let sites = SiteCoverage(covered: 2, total: 5, bare: [JudgeSamples.evidence(70)])
    let result = judge.result(
      for: try JudgeSamples.check(), claim: JudgeSamples.claim(.claimed(fields: [:])),
      observations: CheckObservations(
        observations: [JudgeSamples.proof(seconds: 30)], sites: sites))
    #expect(result.reason == "claimed, but it holds at 2 of 5 call sites")
    #expect(result.sites?.bare.map(\.location.line) == [70])
  }

  @Test func proofElsewhereThanClaimedIsNearest() throws {
    let result = judge.result(
      for: try JudgeSamples.check(),
      claim: JudgeSamples.claim(.claimed(fields: [:]), evidence: ["lib/http.ts"]),
      observations: CheckObservations(observations: [JudgeSamples.proof(seconds: 30)]))
    #expect(result.reason == "claimed, but lib/http.ts does not show it, src/client.ts:12 does")
    #expect(result.nearest.count == 1)
  }

  @Test func aFolderOfEvidenceHoldsItsFilesAlone() throws {
    for (folder, verdict) in [("src", Verdict.corroborated), ("sr", .unproven)] {
      let result = judge.result(
        for: try JudgeSamples.check(),
        claim: JudgeSamples.claim(.claimed(fields: [:]), evidence: [folder]),
        observations: CheckObservations(observations: [JudgeSamples.proof(seconds: 30)]))
      #expect(result.verdict == verdict)
    }
  }

  @Test func whatIsFoundComesWithTheLineToClaimIt() throws {
    let result = judge.result(
      for: try JudgeSamples.check(),
      observations: CheckObservations(observations: [JudgeSamples.proof(seconds: 30)]))
    #expect(result.fix == "Claim it in the manifest: `errors: { timeout: 30s }`")
    #expect(result.command == "mxgate init --update")
  }

  @Test func silenceIsNoReasonWhereThereIsNoManifest() throws {
    let check = try JudgeSamples.check()
    let looked = CheckObservations(lookedFor: "a timeout")
    let first = Judge(hasManifest: false, today: JudgeSamples.today)
    #expect(
      first.result(for: check, observations: looked).reason == "there is no sign of a timeout")
    #expect(
      judge.result(for: check, observations: looked).reason
        == "there is no sign of a timeout, and nothing is claimed")
  }

  @Test func theFixIsInTheRepositorysLanguage() throws {
    let judge = Judge(hasManifest: true, today: JudgeSamples.today, language: .go)
    #expect(judge.result(for: try JudgeSamples.check()).fix == "Set it in Go.\nTimeout: 30")
  }

  @Test func aCaveatIsPartOfTheReason() throws {
    let result = judge.result(
      for: try JudgeSamples.check(),
      observations: CheckObservations(caveat: "judged on all outbound calls"))
    #expect(result.reason.hasSuffix(" (judged on all outbound calls)"))
  }

  // MARK: What applies

  static let facts: [(declared: [ServiceFact]?, derived: DerivedFact.Answer, verdict: Verdict)] = [
    (nil, .unknown, .missing), (nil, .yes, .missing), (nil, .no, .notApplicable),
    ([], .unknown, .notApplicable), ([], .yes, .missing), ([], .no, .notApplicable),
    ([.lists], .unknown, .missing), ([.lists], .yes, .missing), ([.lists], .no, .missing),
    ([.updates], .unknown, .notApplicable), ([.updates], .yes, .missing),
  ]

  @Test(arguments: facts)
  func appliesByWhatTheServiceDoes(
    declared: [ServiceFact]?, derived: DerivedFact.Answer, verdict: Verdict
  ) throws {
    let check = try JudgeSamples.check("applies: { facts: [lists] }")
    let service = ServiceProfile(
      declared: declared?.map { DeclaredFact($0, location: JudgeSamples.manifest) },
      derived: [DerivedFact(.lists, derived)])
    let judge = Judge(hasManifest: true, service: service, today: JudgeSamples.today)
    #expect(judge.result(for: check).verdict == verdict)
  }

  @Test func declaredAndShownFactsThatDisagreeAreNamed() {
    let service = ServiceProfile(
      declared: [ServiceFact.polls, .updates].map {
        DeclaredFact($0, location: JudgeSamples.manifest)
      },
      derived: [
        DerivedFact(.polls, .no), DerivedFact(.updates, .yes), DerivedFact(.syncs, .unknown),
        DerivedFact(.lists, .yes, evidence: [JudgeSamples.evidence(3)]),
      ])
    #expect(
      service.disagreements().map(\.message) == [
        "service.does names polls, and no code does it",
        "service.does leaves out lists, and the code does it",
      ])
    #expect(ServiceProfile(derived: service.derived).disagreements().isEmpty)
  }

  @Test(arguments: [
    (ServiceKind?.none, Verdict.missing), (.container, .missing), (.job, .notApplicable),
    (.library, .notApplicable),
  ])
  func appliesByHowTheServiceRuns(kind: ServiceKind?, verdict: Verdict) throws {
    let check = try JudgeSamples.check("applies: { kinds: [container] }")
    let judge = Judge(
      hasManifest: true, service: ServiceProfile(kind: kind), today: JudgeSamples.today)
    #expect(judge.result(for: check).verdict == verdict)
  }

  @Test func whatReceivesWebhooksIsNoLibrary() throws {
    let check = try JudgeSamples.check("applies: { kinds: [container] }")
    let service = ServiceProfile(derived: [DerivedFact(.receivesWebhooks, .yes)], kind: .library)
    let judge = Judge(hasManifest: true, service: service, today: JudgeSamples.today)
    #expect(judge.result(for: check).verdict == .missing)
  }

  @Test func notApplicableAgainstTheCodeIsContradicted() throws {
    let check = try JudgeSamples.check("applies: { facts: [lists, syncs] }")
    let shown = DerivedFact(.lists, .yes, evidence: [JudgeSamples.evidence(48)])
    let judge = Judge(
      hasManifest: true, service: ServiceProfile(derived: [shown]), today: JudgeSamples.today)
    let result = judge.result(
      for: check, claim: JudgeSamples.claim(.notApplicable(reason: "we list nothing")))
    #expect(result.verdict == .contradicted)
    #expect(
      result.reason == "the manifest says that it does not apply, and the code lists records")
    #expect(result.evidence.map(\.location.line) == [48])
  }

  // MARK: Checks without a claim

  static let byRepository: [(CheckObservations, metWhen: String, Verdict)] = [
    (CheckObservations(hasDetector: false), "proved", .missing),
    (CheckObservations(hasDetector: false), "nothingContradicts", .missing),
    (CheckObservations(filesExamined: 3), "proved", .missing),
    (CheckObservations(filesExamined: 3), "nothingContradicts", .corroborated),
    (CheckObservations(filesExamined: 0), "nothingContradicts", .missing),
    (
      CheckObservations(observations: [Observation(.proves, JudgeSamples.evidence())]), "proved",
      .corroborated
    ),
    (
      CheckObservations(
        observations: [Observation(.contradicts, JudgeSamples.evidence())], filesExamined: 3),
      "nothingContradicts", .contradicted
    ),
    (
      CheckObservations(filesExamined: 3, failure: "git is missing"), "nothingContradicts",
      .couldNotCheck
    ),
  ]

  @Test(arguments: byRepository)
  func theRepositoryDecidesAlone(
    observations: CheckObservations, metWhen: String, verdict: Verdict
  ) throws {
    let check = try JudgeSamples.check("decidedBy: repository\nmetWhen: \(metWhen)", claim: "")
    #expect(judge.result(for: check, observations: observations).verdict == verdict)
  }

  @Test(arguments: [
    (Judge.LiveAnswer?.none, Verdict.notRun), (.passed("200"), .corroborated),
    (.failed("401"), .contradicted), (.couldNotCheck("no route"), .couldNotCheck),
  ])
  func aRequestDecidesAlone(live: Judge.LiveAnswer?, verdict: Verdict) throws {
    let check = try JudgeSamples.check("decidedBy: live", claim: "")
    #expect(judge.result(for: check, live: live).verdict == verdict)
  }

  @Test(arguments: [
    (true, Judge.LiveAnswer.passed("200 at /health"), Verdict.corroborated),
    (true, .failed("503 at /health"), .contradicted),
    (true, .couldNotCheck("no route to host"), .couldNotCheck),
    (false, .passed("200 at /health"), .missing), (false, .failed("503 at /health"), .contradicted),
  ])
  func aRequestCountsForAClaimAndNeverMakesOne(
    isClaimed: Bool, live: Judge.LiveAnswer, verdict: Verdict
  ) throws {
    let claim = isClaimed ? JudgeSamples.claim(.claimed(fields: [:])) : nil
    let result = judge.result(
      for: try JudgeSamples.check(), claim: claim, observations: CheckObservations(), live: live)
    #expect(result.verdict == verdict)
  }

  @Test func aLoggedKeyRaisesThePriority() throws {
    let check = try JudgeSamples.check("raised: { fact: apiKey, to: P0, when: it is the API key }")
    for (isKey, priority) in [(true, Priority.p0), (false, .p1)] {
      let seen = Observation(
        .contradicts, JudgeSamples.evidence(), facts: ["apiKey": .flag(isKey)])
      let result = judge.result(for: check, observations: CheckObservations(observations: [seen]))
      #expect(result.priority == priority)
    }
  }

  @Test func policyAndRulesetDecideWhatFails() throws {
    let check = try JudgeSamples.check()
    let strict = Policy(
      failOn: .p0, waiverDays: Policy.standard.waiverDays, priorities: [check.id: .p0])
    let raised = Judge(hasManifest: true, policy: strict, today: JudgeSamples.today)
    #expect(raised.result(for: check).fails(at: .p0))
    var newer = check
    newer.since = 2
    let older = Judge(hasManifest: true, policy: strict, ruleset: 1, today: JudgeSamples.today)
    #expect(!older.result(for: newer).fails(at: .p0))
    newer.id = HardcodedKeys.check
    #expect(!older.result(for: newer).warnsOnly)
  }
}
