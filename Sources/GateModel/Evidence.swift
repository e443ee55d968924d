/// A place in the repository that speaks for or against a claim.
package struct Evidence: Hashable, Sendable {
  package var location: Location
  /// The line of the file, trimmed and at most 200 characters; not escaped, secrets already redacted.
  package var excerpt: String
  /// The column of the line at which the excerpt begins; `nil` where the place is a whole line.
  package var excerptColumn: Int?
  /// What this place shows, in a few words: "retries on 500, not on 429".
  package var note: String?

  package init(
    location: Location, excerpt: String, excerptColumn: Int? = nil, note: String? = nil
  ) {
    self.location = location
    self.excerpt = excerpt
    self.excerptColumn = excerptColumn
    self.note = note
  }
}

/// What a detector saw at one place, before anything is held against a claim.
package struct Observation: Hashable, Sendable {
  package enum Stance: Hashable, Sendable {
    /// The requirement is met here.
    case proves
    /// The repository shows the opposite, whatever is claimed.
    case contradicts
    /// Close, but no proof: shown as the nearest miss.
    case near
  }
  package var stance: Stance
  package var evidence: Evidence
  /// Measured values by the name of the claim's field: `["timeout": .duration(30)]`.
  package var facts: [String: FactValue]

  package init(_ stance: Stance, _ evidence: Evidence, facts: [String: FactValue] = [:]) {
    self.stance = stance
    self.evidence = evidence
    self.facts = facts
  }
}

/// All that the repository shows about one check.
package struct CheckObservations: Sendable {
  package var observations: [Observation]
  /// Call sites that meet the requirement, out of all; `nil` where sites do not count.
  package var sites: SiteCoverage?
  /// What was looked for, as a phrase: "a retry on 429 and 5xx around the API's calls".
  package var lookedFor: String
  /// How many files were looked at closely.
  package var filesExamined: Int
  /// Why the requirement does not apply, as derived from the repository, with where it shows.
  package var notApplicable: Inapplicability?
  /// What kept the detector from looking: the check is then `couldNotCheck`.
  package var failure: String?
  /// False where no detector exists for this check yet.
  package var hasDetector: Bool
  /// Something the reader must know of how it was judged: "no call to the API found: judged on all outbound calls".
  package var caveat: String?

  package init(
    observations: [Observation] = [], sites: SiteCoverage? = nil, lookedFor: String = "",
    filesExamined: Int = 0, notApplicable: Inapplicability? = nil, failure: String? = nil,
    hasDetector: Bool = true, caveat: String? = nil
  ) {
    self.observations = observations
    self.sites = sites
    self.lookedFor = lookedFor
    self.filesExamined = filesExamined
    self.notApplicable = notApplicable
    self.failure = failure
    self.hasDetector = hasDetector
    self.caveat = caveat
  }
}

/// How many call sites meet a requirement, and which do not.
package struct SiteCoverage: Sendable {
  package var covered: Int
  package var total: Int
  /// The call sites that do not, in order.
  package var bare: [Evidence]

  package init(covered: Int, total: Int, bare: [Evidence]) {
    self.covered = covered
    self.total = total
    self.bare = bare
  }
}

/// A derived reason why a check does not apply.
package struct Inapplicability: Hashable, Sendable {
  package var reason: String
  package var evidence: [Evidence]
  package init(reason: String, evidence: [Evidence] = []) {
    self.reason = reason
    self.evidence = evidence
  }
}

/// What the call sites say of the service, and where.
package struct DerivedFact: Sendable {
  package enum Answer: String, Sendable { case yes, no, unknown }
  package var fact: ServiceFact
  package var answer: Answer
  package var evidence: [Evidence]
  package init(_ fact: ServiceFact, _ answer: Answer, evidence: [Evidence] = []) {
    self.fact = fact
    self.answer = answer
    self.evidence = evidence
  }
}

/// What the manifest says that the service does, in `service.does`.
package struct DeclaredFact: Hashable, Sendable {
  package var fact: ServiceFact
  package var location: Location
  package init(_ fact: ServiceFact, location: Location) {
    self.fact = fact
    self.location = location
  }
}
