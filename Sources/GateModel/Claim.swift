/// What the manifest says about one check.
package struct Claim: Sendable {
  /// How the service says it meets the requirement.
  package enum Statement: Hashable, Sendable {
    /// "We do this": `retryAfter: true`, or a value such as `timeout: 30s`, or a mapping with fields.
    /// A scalar value stands under the check's main field. `flag(false)` under "" is `check: false`.
    case claimed(fields: [String: FactValue])
    /// A package of the lock file does it.
    case providedBy(package: String, fields: [String: FactValue])
    /// `notApplicable: "reason"`.
    case notApplicable(reason: String)
  }
  package var check: CheckID
  package var statement: Statement
  package var attestation: Attestation?
  /// Files or folders that must hold the evidence, from `evidence:`.
  package var evidencePaths: [RepositoryPath]
  /// Where the claim stands in the manifest.
  package var location: Location
  /// The manifest's line at `location`.
  package var sourceLine: String?

  package init(
    check: CheckID, statement: Statement, attestation: Attestation? = nil,
    evidencePaths: [RepositoryPath] = [], location: Location, sourceLine: String? = nil
  ) {
    self.check = check
    self.statement = statement
    self.attestation = attestation
    self.evidencePaths = evidencePaths
    self.location = location
    self.sourceLine = sourceLine
  }
}

/// Somebody's dated statement for what cannot live in a repository.
package struct Attestation: Hashable, Sendable {
  package var by: String
  package var date: CalendarDay
  package var url: String
  package var location: Location
  package init(by: String, date: CalendarDay, url: String, location: Location) {
    self.by = by
    self.date = date
    self.url = url
    self.location = location
  }
}

/// A dated exception for one check or one secret finding.
package struct Waiver: Hashable, Sendable {
  package var check: CheckID
  package var reason: String
  package var owner: String
  package var expires: CalendarDay
  package var link: String?
  package var location: Location
  package init(
    check: CheckID, reason: String, owner: String, expires: CalendarDay, link: String? = nil,
    location: Location
  ) {
    self.check = check
    self.reason = reason
    self.owner = owner
    self.expires = expires
    self.link = link
    self.location = location
  }
}
