package import GateModel

extension CheckObservations {
  /// What two detectors saw of one check, as one. Proof from either counts; what kept one of them from
  /// looking, or makes the check not apply, stands only where the other proved nothing.
  package func combined(with other: CheckObservations) -> CheckObservations {
    var all = self
    all.observations += other.observations
    all.sites = sites ?? other.sites
    all.lookedFor = [lookedFor, other.lookedFor].filter { !$0.isEmpty }.joined(separator: ", or ")
    all.filesExamined += other.filesExamined
    let isProved = all.observations.contains { $0.stance == .proves }
    all.notApplicable = isProved ? nil : notApplicable ?? other.notApplicable
    all.failure = isProved ? nil : failure ?? other.failure
    all.hasDetector = hasDetector || other.hasDetector
    let caveats = [caveat, other.caveat].compactMap { $0 }
    all.caveat = caveats.isEmpty ? nil : caveats.joined(separator: "; ")
    return all
  }
}
