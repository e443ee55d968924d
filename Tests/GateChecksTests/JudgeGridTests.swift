import GateChecks
import GateModel
import GateRules
import Testing

/// Every kind of claim against every kind of observation, and each of those under every state of a
/// waiver.
@Suite struct JudgeGridTests {
  enum ClaimKind: String, CaseIterable {
    case none, isFalse, isTrue, value, beyondLimit, providedBy, notApplicable, attested
    case attestedLongAgo, evidenceElsewhere

    var claim: Claim? {
      switch self {
      case .none: nil
      case .isFalse: JudgeSamples.claim(.claimed(fields: ["": .flag(false)]))
      case .isTrue: JudgeSamples.claim(.claimed(fields: [:]))
      case .value: JudgeSamples.claim(.claimed(fields: ["timeout": .duration(30)]))
      case .beyondLimit: JudgeSamples.claim(.claimed(fields: ["timeout": .duration(400)]))
      case .providedBy: JudgeSamples.claim(.providedBy(package: "@acme/http", fields: [:]))
      case .notApplicable: JudgeSamples.claim(.notApplicable(reason: "no calls"))
      case .attested: JudgeSamples.claim(.claimed(fields: [:]), attested: 90)
      case .attestedLongAgo: JudgeSamples.claim(.claimed(fields: [:]), attested: 91)
      case .evidenceElsewhere: JudgeSamples.claim(.claimed(fields: [:]), evidence: ["lib"])
      }
    }
  }

  enum Seen: CaseIterable {
    case noDetector, nothing, near, proof, otherValue, overLimit, contradiction, failure
    case inapplicable, someSites, allSites

    var observations: CheckObservations {
      switch self {
      case .noDetector: CheckObservations(hasDetector: false)
      case .nothing: CheckObservations(filesExamined: 3)
      case .near: CheckObservations(observations: [Observation(.near, JudgeSamples.evidence())])
      case .proof: CheckObservations(observations: [JudgeSamples.proof(seconds: 30)])
      case .otherValue: CheckObservations(observations: [JudgeSamples.proof(seconds: 60)])
      case .overLimit: CheckObservations(observations: [JudgeSamples.proof(seconds: 600)])
      case .contradiction:
        CheckObservations(observations: [
          JudgeSamples.proof(seconds: 30), Observation(.contradicts, JudgeSamples.evidence(40)),
        ])
      case .failure:
        CheckObservations(
          observations: [JudgeSamples.proof(seconds: 30)],
          failure: "src/client.ts: Permission denied")
      case .inapplicable: CheckObservations(notApplicable: Inapplicability(reason: "no Dockerfile"))
      case .someSites: sites(covered: 1)
      case .allSites: sites(covered: 2)
      }
    }

    private func sites(covered: Int) -> CheckObservations {
      CheckObservations(
        observations: [JudgeSamples.proof(seconds: 30)],
        sites: SiteCoverage(
          covered: covered, total: 2, bare: covered < 2 ? [JudgeSamples.evidence(70)] : []))
    }
  }

  /// One letter for each of `Seen`, in order.
  static let grid: [ClaimKind: String] = [
    .none: "M M M D D M X ? N M D",
    .isFalse: "M M M D D M X ? N M D",
    .isTrue: "U U U C C X X ? N U C",
    .value: "U U U C X X X ? N U C",
    .beyondLimit: "X X X X X X X ? N X X",
    .providedBy: "U U U C C X X ? N U C",
    .notApplicable: "N N N N N N X N N N N",
    .attested: "A A A C C X X ? N A C",
    .attestedLongAgo: "U U U C C X X ? N U C",
    .evidenceElsewhere: "U U U U U U X ? N U U",
  ]
  static let letters: [Character: Verdict] = [
    "C": .corroborated, "A": .attested, "U": .unproven, "X": .contradicted, "D": .undeclared,
    "M": .missing, "N": .notApplicable, "?": .couldNotCheck,
  ]

  enum WaiverKind: CaseIterable {
    case none, valid, due, lastDay, grace, lastGrace, expired
    var days: Int? {
      switch self {
      case .none: nil
      case .valid: 15
      case .due: 14
      case .lastDay: 0
      case .grace: -1
      case .lastGrace: -7
      case .expired: -8
      }
    }
    var counts: Bool { self != .none && self != .expired }
  }

  @Test(arguments: ClaimKind.allCases, Seen.allCases)
  func verdict(kind: ClaimKind, seen: Seen) throws {
    let row = try #require(Self.grid[kind]).split(separator: " ")
    let column = try #require(Seen.allCases.firstIndex(of: seen))
    #expect(row.count == Seen.allCases.count)
    let expected = try #require(Self.letters[Character(String(row[column]))])
    let check = try JudgeSamples.check()
    let judge = Judge(hasManifest: true, today: JudgeSamples.today)
    for waiver in WaiverKind.allCases {
      let result = judge.result(
        for: check, claim: kind.claim, observations: seen.observations,
        waiver: waiver.days.map { JudgeSamples.waiver(expiresIn: $0) })
      let isHidden = waiver.counts && !expected.isSettled && expected != .couldNotCheck
      #expect(result.verdict == (isHidden ? .waived : expected), "\(waiver): \(result.reason)")
      #expect((result.waiver != nil) == isHidden)
      expectWords(of: result, hiding: expected)
    }
  }

  /// What a person needs of each result.
  private func expectWords(of result: CheckResult, hiding verdict: Verdict) {
    #expect(!result.reason.isEmpty && !result.reason.hasSuffix("."))
    #expect(result.fix.isEmpty == result.verdict.isSettled, "\(result.verdict): \(result.fix)")
    if result.verdict == .waived { #expect(result.reason.hasPrefix("\(verdict.rawValue): ")) }
    // No pass without something to show for it.
    if result.verdict == .corroborated { #expect(!result.evidence.isEmpty) }
    if result.verdict == .attested { #expect(result.attestation != nil) }
  }
}
