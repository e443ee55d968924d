package import GateModel

/// What a step of the live verification says about the checklist.
package enum LiveEvidence {
  /// The check that a step confirms or contradicts.
  package static func check(of step: LiveStep) -> CheckID? {
    switch step {
    case .health: CheckID("observability.health")
    case .ready: CheckID("observability.readiness")
    case .metrics: CheckID("observability.metrics")
    case .api: CheckID("auth.liveKey")
    case .create, .retrieve, .cleanup, .gone: nil
    }
  }

  /// `nil` where the step was not run, or concerns no check.
  /// - Parameter location: where the result, or the claim, stands.
  package static func observations(
    of result: LiveStepResult, at location: Location
  ) -> CheckObservations? {
    guard check(of: result.step) != nil else { return nil }
    let evidence = Evidence(
      location: location, excerpt: "\(result.step.rawValue): \(result.summary)")
    var observations = CheckObservations(lookedFor: result.step.expectation, filesExamined: 1)
    switch result.outcome {
    case .skipped, .notRun: return nil
    case .passed, .warned: observations.observations = [Observation(.proves, evidence)]
    case .failed where result.step == .api && !isVerdictOnKey(result.status):
      observations.failure = "the API gave no verdict on the key: \(result.got)"
    case .failed: observations.observations = [Observation(.contradicts, evidence)]
    }
    return observations
  }

  /// A server in trouble, a used-up quota and a lost connection say nothing of the key.
  private static func isVerdictOnKey(_ status: Int?) -> Bool {
    guard let status else { return false }
    return (400...499).contains(status) && ![408, 429].contains(status)
  }
}
