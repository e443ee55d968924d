package import GateModel

extension CheckObservations {
  /// What two detectors saw of one check, taken together.
  package func merged(with other: CheckObservations) -> CheckObservations {
    guard hasDetector else { return other }
    guard other.hasDetector else { return self }
    return CheckObservations(
      observations: observations + other.observations, sites: sites ?? other.sites,
      lookedFor: [lookedFor, other.lookedFor].filter { !$0.isEmpty }.joined(separator: "; "),
      filesExamined: filesExamined + other.filesExamined,
      notApplicable: notApplicable ?? other.notApplicable, failure: failure ?? other.failure,
      caveat: caveat ?? other.caveat)
  }
}
