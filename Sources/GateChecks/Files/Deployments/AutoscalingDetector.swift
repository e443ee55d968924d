import GateModel

/// A number of instances that follows the load and never falls to none.
struct AutoscalingDetector {
  let deployment: Deployment

  func observe() -> [CheckID: CheckObservations] {
    let scalings = deployment.scalings + deployment.deciding.compactMap(\.scaling)
    return [
      CheckID("deployment.autoscaling"): CheckObservations(
        observations: scalings.map(observation),
        lookedFor: "an autoscaler, or a platform's bounds, that keep at least one instance",
        filesExamined: deployment.filesExamined,
        failure: scalings.isEmpty ? deployment.failures.first : nil)
    ]
  }

  private func observation(_ scaling: Scaling) -> Observation {
    var place = scaling.place
    var facts: [String: FactValue] = [:]
    facts["min"] = scaling.least.map { .number(Double($0)) }
    facts["max"] = scaling.most.map { .number(Double($0)) }
    let stance: Observation.Stance
    switch scaling.least {
    case 0?:
      stance = .near
      place.note = "scales to zero: a webhook waits for the start, or is lost"
    case let least? where !scaling.adapts:
      stance = .near
      place.note = "\(least) at all times, whatever the load"
    case let least? where scaling.most == least:
      stance = .near
      place.note = "never more than \(least)"
    case let least?:
      stance = .proves
      place.note = scaling.most.map { "\(least) to \($0) instances" } ?? "at least \(least)"
    case nil:
      stance = .near
      place.note = "the least number of instances is set elsewhere"
    }
    return Observation(stance, place, facts: facts)
  }
}
