import GateMatching
import GateModel

/// `errors.timeout`: every call of the API, or the client it goes through, has a timeout.
struct TimeoutCheck: CodeCheck {
  static let id = CheckID("errors.timeout")

  static func observe(_ code: CodeReading) throws(MatchingError) -> CheckObservations {
    let reader = TimeoutReader(code.analysis)
    let (observations, sites) = try code.observations { site throws(MatchingError) in
      switch reader.read(site) {
      case .limited(let seconds, let evidence):
        return .met(
          Observation(
            .proves, evidence,
            facts: seconds.map { ["timeout": FactValue.duration($0)] } ?? [:]))
      case .unlimited(let evidence): return .bare(near: Observation(.contradicts, evidence))
      case .tooLong(let evidence): return .bare(near: Observation(.near, evidence))
      case .none:
        if let found = try code.clientObservations(of: site).first { return .met(found) }
        return .bare(near: nil)
      }
    }
    let patterns = try code.patternObservations()
    return CheckObservations(
      observations: observations + patterns,
      sites: patterns.contains { $0.stance == .proves } ? nil : sites,
      lookedFor: code.definition.lookedFor,
      filesExamined: code.analysis.path.files.count, caveat: code.analysis.caveat)
  }
}
