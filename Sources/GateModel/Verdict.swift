/// The outcome of one check.
package enum Verdict: String, CaseIterable, Sendable {
  /// Claimed, or decided by the repository alone, and shown by evidence.
  case corroborated
  /// A valid, recent attestation stands in for evidence.
  case attested
  /// Claimed, and nothing found that shows it.
  case unproven
  /// The repository shows the opposite.
  case contradicted
  /// Evidence found, nothing claimed.
  case undeclared
  /// Neither claimed nor found.
  case missing
  /// Does not apply, with a reason.
  case notApplicable
  /// Unmet, and waived within date.
  case waived
  /// Something kept the gate from judging; never a pass.
  case couldNotCheck
  /// A live check that nobody asked for; no pass, no failure.
  case notRun

  /// Whether the requirement is settled, so that it can't fail the gate.
  package var isSettled: Bool {
    switch self {
    case .corroborated, .attested, .notApplicable, .waived, .notRun: true
    case .unproven, .contradicted, .undeclared, .missing, .couldNotCheck: false
    }
  }
}

/// One check's result, ready to be reported.
package struct CheckResult: Sendable {
  package var id: CheckID
  package var priority: Priority
  package var verdict: Verdict
  package var title: String
  /// Why the verdict is what it is, one sentence.
  package var reason: String
  /// What to do about it; empty where there is nothing to do.
  package var fix: String
  /// Where the manifest speaks of it.
  package var claim: Location?
  /// The manifest's line at `claim`, for the excerpt with a caret.
  package var claimSource: String?
  /// What decided: proof for a pass, the contradiction for a contradiction.
  package var evidence: [Evidence]
  /// The closest things found that were no proof.
  package var nearest: [Evidence]
  package var sites: SiteCoverage?
  package var waiver: Waiver?
  package var attestation: Attestation?
  /// What was looked for, and in how many files.
  package var lookedFor: String
  package var filesExamined: Int
  /// It warns and fails nothing: the check is newer than the manifest's `ruleset`, fails on the base
  /// as well, or is passed over; the reason says which.
  package var warnsOnly: Bool
  /// The command that settles it, where one does: `mxgate fix`.
  package var command: String?

  /// Whether this result fails a gate that stops at `priority`.
  package func fails(at priority: Priority) -> Bool {
    !verdict.isSettled && self.priority <= priority && !warnsOnly
  }

  package init(
    id: CheckID, priority: Priority, verdict: Verdict, title: String, reason: String,
    fix: String = "", claim: Location? = nil, claimSource: String? = nil,
    evidence: [Evidence] = [], nearest: [Evidence] = [], sites: SiteCoverage? = nil,
    waiver: Waiver? = nil, attestation: Attestation? = nil,
    lookedFor: String = "", filesExamined: Int = 0, warnsOnly: Bool = false, command: String? = nil
  ) {
    self.id = id
    self.priority = priority
    self.verdict = verdict
    self.title = title
    self.reason = reason
    self.fix = fix
    self.claim = claim
    self.claimSource = claimSource
    self.evidence = evidence
    self.nearest = nearest
    self.sites = sites
    self.waiver = waiver
    self.attestation = attestation
    self.lookedFor = lookedFor
    self.filesExamined = filesExamined
    self.warnsOnly = warnsOnly
    self.command = command
  }
}
