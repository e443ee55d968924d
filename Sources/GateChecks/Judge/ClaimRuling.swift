internal import GateModel
internal import GateRules

/// The verdict on a check that a claim must be made for.
struct ClaimRuling {
  let check: CheckDefinition
  let observations: CheckObservations
  let proof: Proof
  /// Without one, nobody needs to be told that it claims nothing.
  let hasManifest: Bool
  let today: CalendarDay

  func ruling(_ claim: Claim?) -> Judge.Ruling {
    guard let claim else { return unclaimed(saying: hasManifest ? "nothing is claimed" : nil) }
    switch claim.statement {
    case .claimed(let fields) where fields[""] == .flag(false):
      return unclaimed(saying: "the manifest says that it is not done")
    case .claimed(let fields): return claimed(fields, claim, by: nil)
    case .providedBy(let package, let fields): return claimed(fields, claim, by: package)
    case .notApplicable(let reason):
      return Judge.Ruling(verdict: .notApplicable, reason: reason)
    }
  }

  private func unclaimed(saying silence: String?) -> Judge.Ruling {
    func reason(_ words: String, _ link: String) -> String {
      silence.map { "\(words), \(link) \($0)" } ?? words
    }
    if let broken = values([:]).brokenLimit {
      return Judge.Ruling(
        verdict: .missing, reason: reason(broken.reason, "and"),
        nearest: [broken.evidence] + proof.near.map(\.evidence))
    }
    guard proof.isComplete else {
      return Judge.Ruling(
        verdict: .missing, reason: reason(proof.gap ?? absence, "and"), nearest: proof.nearest
      )
    }
    return Judge.Ruling(
      verdict: .undeclared, reason: reason(proof.summary, "but"),
      evidence: proof.proving.map(\.evidence),
      fix:
        "Claim it in the manifest: \(check.claim.line(for: check.id, values: check.claim.agreedValues(of: proof.proving)))"
    )
  }

  private func claimed(
    _ fields: [String: FactValue], _ claim: Claim, by package: String?
  ) -> Judge.Ruling {
    let values = values(fields)
    if let shortfall = values.claimBelowLimit {
      return Judge.Ruling(
        verdict: .contradicted, reason: "the manifest itself says \(shortfall)")
    }
    if let difference = values.difference ?? values.brokenLimit {
      return Judge.Ruling(
        verdict: .contradicted, reason: difference.reason, evidence: [difference.evidence])
    }
    if proof.isComplete {
      return Judge.Ruling(
        verdict: .corroborated, reason: proof.summary, evidence: proof.proving.map(\.evidence))
    }
    if let attestation = claim.attestation { return attested(attestation) }
    let claimant = package.map { "claimed of \($0)" } ?? "claimed"
    let lack =
      package.map { absence(of: $0) } ?? proof.gap ?? absence(in: claim.evidencePaths)
    return Judge.Ruling(
      verdict: .unproven, reason: "\(claimant), but \(lack)", nearest: proof.nearest)
  }

  private func attested(_ attestation: Attestation) -> Judge.Ruling {
    let age = today.days(since: attestation.date)
    // The decoder refuses attestations where none is taken, so a limit is always there.
    guard let limit = check.attestationDays, age <= limit else {
      return Judge.Ruling(
        verdict: .unproven,
        reason: "attested \(age) days ago, and an attestation counts for "
          + "\(check.attestationDays ?? 0) days",
        nearest: proof.nearest,
        fix:
          "Make sure that it still holds, then run `mxgate attest \(check.id) --by WHO --url LINK`."
      )
    }
    return Judge.Ruling(
      verdict: .attested,
      reason: "attested by \(attestation.by) on \(attestation.date), \(attestation.url)",
      nearest: proof.nearest)
  }

  private var absence: String {
    observations.hasDetector
      ? "there is no sign of \(check.subject(observations))"
      : "this build can't look for \(check.subject(observations))"
  }

  /// What is missing of a package: what is locked or imported alone says so in its note.
  private func absence(of package: String) -> String {
    proof.near.lazy.compactMap(\.evidence.note).first { $0.hasPrefix(package) }
      ?? "no lock file names \(package), and nothing on the call path imports it"
  }

  private func absence(in paths: [RepositoryPath]) -> String {
    guard !paths.isEmpty else { return absence }
    return "\(absence) in \(paths.map(\.text).joined(separator: ", "))"
  }

  private func values(_ claimed: [String: FactValue]) -> ClaimedValues {
    ClaimedValues(form: check.claim, claimed: claimed, observations: proof.proving)
  }
}
