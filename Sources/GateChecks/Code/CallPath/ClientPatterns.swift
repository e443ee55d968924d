import GateMatching
import GateModel
import GateRules

extension CodeReading {
  /// What the check's patterns find in the client that a call goes through: in its creation, in
  /// the statements that set it up, in the call itself.
  func clientObservations(of site: CallSite) throws(MatchingError) -> [Observation] {
    var regions = analysis.statements(of: site).map { (site.source, $0) }
    if let instance = site.instance {
      regions += analysis.setUp(of: instance).map { (instance.source, $0) }
    } else if let owner = site.call.name.first, site.call.name.count > 1 || owner == "axios" {
      // Settings of a library as a whole: axiosRetry(axios, ...).
      regions += analysis.path.surroundings.filter { $0.language == site.source.language }
        .flatMap { source in
          analysis.statements(mentioning: owner, in: source).filter { range in
            !range.contains { source === site.source && $0 == site.token }
          }.map { (source, $0) }
        }
    }
    var observations: [Observation] = []
    for pattern in definition.patterns where pattern.scope == .client {
      for (source, range) in regions {
        guard let found = try places.match(pattern, in: source, tokens: range) else { continue }
        observations.append(
          Observation(
            pattern.observationStance, source.evidence(at: found, note: pattern.note),
            facts: pattern.factValues))
        break
      }
    }
    return observations
  }
}
