internal import GateChecks
internal import GateModel

extension Judge.LiveAnswer {
  /// What was seen live, in the judge's terms; `nil` where nothing was.
  init?(_ observations: CheckObservations) {
    if let failure = observations.failure {
      self = .couldNotCheck(failure)
    } else if let seen = observations.observations.first(where: { $0.stance == .contradicts }) {
      self = .failed("seen live: \(seen.evidence.excerpt)")
    } else if let seen = observations.observations.first(where: { $0.stance == .proves }) {
      self = .passed("seen live: \(seen.evidence.excerpt)")
    } else {
      return nil
    }
  }
}
