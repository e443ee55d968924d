package import GateModel
package import GateRules

/// Holds what the manifest claims against what the repository shows.
///
/// A pure function of its inputs: it reads no file, no clock and no network.
package struct Judge: Sendable {
  /// What a request told, for the checks that a request decides or may prove.
  package enum LiveAnswer: Sendable {
    case passed(String)
    case failed(String)
    case couldNotCheck(String)
  }

  /// Whether there is a manifest at all; only advice depends on it.
  package var hasManifest: Bool
  package var service: ServiceProfile
  package var policy: Policy
  /// The manifest's ruleset: newer checks only warn. `nil` counts as the newest.
  package var ruleset: Int?
  package var today: CalendarDay
  /// The language that fixes are shown for.
  package var language: FixLanguage?

  package init(
    hasManifest: Bool, service: ServiceProfile = ServiceProfile(), policy: Policy = .standard,
    ruleset: Int? = nil, today: CalendarDay, language: FixLanguage? = nil
  ) {
    self.hasManifest = hasManifest
    self.service = service
    self.policy = policy
    self.ruleset = ruleset
    self.today = today
    self.language = language
  }

  /// - Parameter observations: what the repository shows; no detector, where nothing was looked at.
  package func result(
    for check: CheckDefinition, claim: Claim? = nil,
    observations: CheckObservations = CheckObservations(hasDetector: false),
    waiver: Waiver? = nil, live: LiveAnswer? = nil
  ) -> CheckResult {
    let ruling = ruling(for: check, claim: claim, observations: observations, live: live)
    var result = CheckResult(
      id: check.id, priority: priority(of: check, observations), verdict: ruling.verdict,
      title: check.title, reason: ruling.reason, claim: claim?.location,
      claimSource: claim?.sourceLine, evidence: ruling.evidence, nearest: ruling.nearest,
      sites: observations.sites, attestation: claim?.attestation, lookedFor: observations.lookedFor,
      filesExamined: observations.filesExamined, warnsOnly: warnsOnly(check))
    if let caveat = observations.caveat { result.reason += " (\(caveat))" }
    if let waiver { apply(waiver, to: &result, observations: observations) }
    let advice = Advice(check: check, hasManifest: hasManifest, language: language)
    result.command = advice.command(for: result.verdict)
    if !result.verdict.isSettled {
      result.fix = ruling.fix ?? advice.fix(for: result.verdict, observations)
    }
    return result
  }

  // MARK: The verdict

  /// A verdict with its reason, before waivers.
  struct Ruling {
    var verdict: Verdict
    /// One sentence without a full stop.
    var reason: String
    var evidence: [Evidence] = []
    var nearest: [Evidence] = []
    /// What to do, where it is not the check's own fix.
    var fix: String?

    init(
      verdict: Verdict, reason: String, evidence: [Evidence] = [], nearest: [Evidence] = [],
      fix: String? = nil
    ) {
      self.verdict = verdict
      self.reason = reason
      self.evidence = evidence
      self.nearest = nearest
      self.fix = fix
    }

    init(_ exemption: Inapplicability) {
      self.init(
        verdict: .notApplicable, reason: exemption.reason, evidence: exemption.evidence)
    }
  }

  private func ruling(
    for check: CheckDefinition, claim: Claim?, observations: CheckObservations, live: LiveAnswer?
  ) -> Ruling {
    let proof = Proof(observations, claim: claim)
    if let exemption = service.exemptionByKind(of: check) { return Ruling(exemption) }
    if let contradiction = contradiction(proof, live) { return contradiction }
    if let exemption = exemption(check, claim, observations) { return exemption }
    if let failure = observations.failure {
      return Ruling(verdict: .couldNotCheck, reason: "could not be checked: \(failure)")
    }
    if case .couldNotCheck(let reason)? = live {
      return Ruling(verdict: .couldNotCheck, reason: "could not be checked: \(reason)")
    }
    if case .passed(let reason)? = live, check.decider == .live || claim?.isPositive == true {
      return Ruling(verdict: .corroborated, reason: reason, evidence: proof.proving.map(\.evidence))
    }
    switch check.decider {
    case .live:
      return Ruling(verdict: .notRun, reason: "a live check that this run was not asked for")
    case .repository: return decidedByRepository(check, observations, proof)
    case .claim:
      return ClaimRuling(
        check: check, observations: observations, proof: proof, hasManifest: hasManifest,
        today: today
      )
      .ruling(claim)
    }
  }

  private func contradiction(_ proof: Proof, _ live: LiveAnswer?) -> Ruling? {
    if let first = proof.contradicting.first {
      return Ruling(
        verdict: .contradicted,
        reason: first.evidence.note ?? "the repository shows the opposite",
        evidence: proof.contradicting.map(\.evidence), nearest: proof.near.map(\.evidence))
    }
    guard case .failed(let reason)? = live else { return nil }
    return Ruling(verdict: .contradicted, reason: reason)
  }

  /// Why the check does not apply; a contradiction, where that is said and the code shows otherwise.
  private func exemption(
    _ check: CheckDefinition, _ claim: Claim?, _ observations: CheckObservations
  ) -> Ruling? {
    if case .notApplicable(let reason)? = claim?.statement {
      if let shown = service.derived(amongst: check.facts) {
        return Ruling(
          verdict: .contradicted,
          reason: "the manifest says that it does not apply, and the code \(shown.fact.phrase)",
          evidence: shown.evidence)
      }
      return Ruling(verdict: .notApplicable, reason: reason)
    }
    guard
      let inapplicability = observations.notApplicable ?? service.exemptionByFacts(of: check)
    else { return nil }
    return Ruling(inapplicability)
  }

  private func decidedByRepository(
    _ check: CheckDefinition, _ observations: CheckObservations, _ proof: Proof
  ) -> Ruling {
    guard observations.hasDetector else {
      return Ruling(
        verdict: .missing, reason: "this build can't look for \(check.subject(observations))")
    }
    if check.condition == .nothingContradicts, observations.filesExamined > 0 {
      let files = observations.filesExamined
      return Ruling(
        verdict: .corroborated,
        reason: "nothing against it in \(files) \(files == 1 ? "file" : "files")",
        evidence: proof.proving.map(\.evidence))
    }
    guard proof.isComplete else {
      return Ruling(
        verdict: .missing,
        reason: proof.gap ?? "there is no sign of \(check.subject(observations))",
        nearest: proof.nearest)
    }
    return Ruling(
      verdict: .corroborated, reason: proof.summary, evidence: proof.proving.map(\.evidence))
  }

  // MARK: Priority and age

  private func priority(of check: CheckDefinition, _ observations: CheckObservations) -> Priority {
    let usual = policy.priority(of: check.id, default: check.priority)
    guard let raise = check.raise,
      observations.observations.contains(where: {
        $0.stance == .contradicts && $0.facts[raise.fact] == .flag(true)
      })
    else { return usual }
    return min(usual, raise.priority)
  }

  /// Whether the check is newer than the manifest's ruleset. Hardcoded keys always count.
  private func warnsOnly(_ check: CheckDefinition) -> Bool {
    guard let ruleset, check.id != HardcodedKeys.check else { return false }
    return check.since > ruleset
  }

  // MARK: Waivers

  private func apply(
    _ waiver: Waiver, to result: inout CheckResult, observations: CheckObservations
  ) {
    guard !result.verdict.isSettled, result.verdict != .couldNotCheck else { return }
    guard !observations.observations.contains(where: HardcodedKeys.forbidsWaiver) else {
      result.reason += "; a MaintainX key and a key that works can't be waived"
      return
    }
    switch WaiverState(waiver, today: today) {
    case .valid, .due, .grace:
      result.reason = "\(result.verdict.rawValue): \(result.reason)"
      result.verdict = .waived
      result.waiver = waiver
    case .expired:
      result.reason +=
        "; its waiver expired on \(waiver.expires): that date fails the gate, no change of the code"
    }
  }
}

extension CheckDefinition {
  /// What is looked for, as a phrase.
  func subject(_ observations: CheckObservations) -> String {
    observations.lookedFor.isEmpty ? "'\(title)'" : observations.lookedFor
  }
}

extension Claim {
  /// Whether it says that the requirement is met.
  var isPositive: Bool {
    switch statement {
    case .claimed(let fields): fields[""] != .flag(false)
    case .providedBy: true
    case .notApplicable: false
    }
  }
}
