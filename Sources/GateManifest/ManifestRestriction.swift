package import GateModel

/// A branch's manifest under the eyes of another revision: what loosens the gate counts only where
/// that revision says it too. What tightens it counts at once.
package struct ManifestRestriction {
  /// What the other revision says; `nil` where it has no manifest that can be read.
  let base: Manifest?
  /// The other revision as the user named it, for the diagnostics.
  let revision: String
  /// What does not count, each with its place in the branch's manifest.
  package private(set) var differences: [Diagnostic] = []

  package init(base: Manifest?, revision: String) {
    self.base = base
    self.revision = revision
  }

  package mutating func restricted(_ manifest: Manifest) -> Manifest {
    var manifest = manifest
    manifest.policy = base.map { manifest.policy.tightened(by: $0.policy) } ?? manifest.policy
    manifest.waivers = manifest.waivers.compactMap { waiver($0) }
    manifest.exclusions = manifest.exclusions.filter { isAllowed($0) }
    for claim in manifest.claims.values.sorted(by: { $0.location < $1.location }) {
      manifest.claims[claim.check] = self.claim(claim)
    }
    restrictService(&manifest)
    return manifest
  }

  // MARK: Exceptions

  private mutating func waiver(_ waiver: Waiver) -> Waiver? {
    guard var known = base?.waivers.first(where: { $0.check == waiver.check }) else {
      note("the waiver of \(waiver.check) is not on \(revision)", at: waiver.location)
      return nil
    }
    known.location = waiver.location
    if known != waiver {
      note("the waiver of \(waiver.check) differs from the one on \(revision)", at: waiver.location)
    }
    known.expires = min(known.expires, waiver.expires)
    return known
  }

  private mutating func isAllowed(_ exclusion: Manifest.Exclusion) -> Bool {
    let isKnown = base?.exclusions.contains { $0.covers(exclusion.path) } == true
    if !isKnown {
      note("the exclusion of \(exclusion.path) is not on \(revision)", at: exclusion.location)
    }
    return isKnown
  }

  private mutating func claim(_ claim: Claim) -> Claim? {
    let known = base?.claims[claim.check]
    if case .notApplicable = claim.statement {
      if case .notApplicable? = known?.statement { return claim }
      note("'\(claim.check) does not apply' is not said on \(revision)", at: claim.location)
      return known
    }
    guard let attestation = claim.attestation, !attestation.isSame(as: known?.attestation) else {
      return claim
    }
    note("this attestation of \(claim.check) is not on \(revision)", at: attestation.location)
    var claim = claim
    claim.attestation = known?.attestation
    return claim
  }

  // MARK: The service

  /// How the service runs and what it does decide which checks apply; the ruleset, which only warn.
  private mutating func restrictService(_ manifest: inout Manifest) {
    let own = manifest.service
    let known = base?.service
    if own.runs != nil { manifest.service.runs = known?.runs }
    let lost = known?.does?.filter { fact in own.does?.contains { $0.fact == fact.fact } != true }
    manifest.service.does = lost.map { (own.does ?? []) + $0 }
    let ownRuleset = manifest.ruleset
    manifest.ruleset = base?.ruleset.flatMap { known in ownRuleset.map { max(known, $0) } }
    guard base != nil else { return }
    let start = Location(path: manifest.path, line: 1)
    if own.runs != manifest.service.runs {
      note("service.runs differs from \(revision)", at: start)
    }
    if own.does != nil, manifest.service.does?.count != own.does?.count {
      note("service.does leaves out what \(revision) does not", at: start)
    }
    if ownRuleset != manifest.ruleset {
      note("the ruleset is older than on \(revision)", at: start)
    }
  }

  private mutating func note(_ message: String, at location: Location) {
    differences.append(
      Diagnostic(
        .warning, message + ", and does not count", at: location,
        help: "it counts once it is merged"))
  }
}

extension Attestation {
  /// Whether both say the same, wherever it is written.
  fileprivate func isSame(as other: Attestation?) -> Bool {
    other?.by == by && other?.date == date && other?.url == url
  }
}

extension Manifest.Exclusion {
  /// The path itself, or everything below it.
  package func covers(_ file: RepositoryPath) -> Bool {
    var folder = path.bytes
    if folder.last == UInt8(ascii: "/") { folder.removeLast() }
    var file = file.bytes
    if file.last == UInt8(ascii: "/") { file.removeLast() }
    return file == folder
      || (file.starts(with: folder) && file.count > folder.count
        && file[folder.count] == UInt8(ascii: "/"))
  }
}
