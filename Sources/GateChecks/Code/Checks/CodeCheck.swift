import GateMatching
import GateModel
import GateRules

/// Looks for the evidence of one check in what was read of the code.
protocol CodeCheck: SendableMetatype {
  static var id: CheckID { get }
  /// - Throws: where matching failed: the check could then not be judged.
  static func observe(_ code: CodeReading) throws(MatchingError) -> CheckObservations
}

/// What a check is given: the call path, and the check's own definition of evidence.
struct CodeReading: Sendable {
  let analysis: CallPathAnalysis
  let places: PatternPlaces
  let definition: EvidenceDefinition

  /// The observations of the check's patterns that need no structure.
  func patternObservations() throws(MatchingError) -> [Observation] {
    var observations: [Observation] = []
    for pattern in definition.patterns { observations += try places.observations(of: pattern) }
    return observations
  }
}

/// What one call of the API shows.
enum SiteReading {
  case met(Observation)
  /// Not met; with the nearest thing to it.
  case bare(near: Observation?)
}

extension CodeReading {
  /// More near misses than this repeat each other.
  private static let mostNear = 5

  /// Judges every call of the API. Proved only where all of them meet the requirement.
  func observations(
    ofSites judge: (CallSite) throws(MatchingError) -> SiteReading
  ) throws(MatchingError) -> (observations: [Observation], sites: SiteCoverage?) {
    let sites = analysis.sites
    guard !sites.isEmpty else { return ([], nil) }
    var met: [Observation] = []
    var near: [Observation] = []
    var bare: [Evidence] = []
    var metWeight = 0
    var bareWeight = 0
    for site in sites {
      switch try judge(site) {
      case .met(let observation):
        met.append(observation)
        metWeight += analysis.weight(of: site)
      case .bare(let closest):
        bare.append(site.evidence())
        bareWeight += analysis.weight(of: site)
        if let closest, near.count < Self.mostNear { near.append(closest) }
      }
    }
    // Without a named API nobody knows which calls matter: the greater part decides.
    let coverage =
      analysis.path.isStandIn && metWeight > bareWeight
      ? nil : SiteCoverage(covered: met.count, total: sites.count, bare: bare)
    if bareWeight >= metWeight {
      // Most calls go without: what covers the others is no proof.
      met = met.map { observation in
        guard observation.stance == .proves else { return observation }
        var observation = observation
        observation.stance = .near
        observation.evidence.note =
          (observation.evidence.note.map { $0 + ", " } ?? "")
          + "but \(bare.count) of \(sites.count) calls go without"
        return observation
      }
    }
    return ((met + near).removingDuplicates(), coverage)
  }
}

extension [Observation] {
  /// Each place once, in order.
  func removingDuplicates() -> [Observation] {
    var seen: Set<Observation> = []
    return filter { seen.insert($0).inserted }
  }
}
