import GateModel

/// Memory and CPU limits of every container that a platform is told to run.
struct ResourceLimitsDetector {
  let deployment: Deployment

  func observe() -> [CheckID: CheckObservations] {
    var observations = deployment.deciding.flatMap { workload in
      workload.containers.map { limits(of: $0, in: workload) }
    }
    let all = observations.count
    let bare = observations.count { $0.stance != .proves }
    if bare > 0 {
      // One container without limits can take what the others have.
      for index in observations.indices where observations[index].stance == .proves {
        observations[index].stance = .near
        observations[index].evidence.note? += "; \(bare) of \(all) go without both"
      }
    }
    return [
      CheckID("deployment.resourceLimits"): CheckObservations(
        observations: observations, lookedFor: "memory and CPU limits of every container",
        filesExamined: deployment.filesExamined,
        failure: observations.isEmpty ? deployment.failures.first : nil)
    ]
  }

  private func limits(of container: Workload.Container, in workload: Workload) -> Observation {
    var place = container.memory?.place ?? container.cpu?.place ?? container.place
    var facts: [String: FactValue] = [:]
    facts["memory"] = container.memory.map { .text($0.value) }
    facts["cpu"] = container.cpu.map { .text($0.value) }
    let stance: Observation.Stance
    let words: String
    switch (container.memory, container.cpu) {
    case (let memory?, let cpu?):
      (stance, words) = (.proves, "memory \(memory.value), CPU \(cpu.value)")
    case (let memory?, nil): (stance, words) = (.near, "memory \(memory.value), no CPU limit")
    case (nil, let cpu?): (stance, words) = (.near, "CPU \(cpu.value), no memory limit")
    case (nil, nil) where container.hasPlatformLimits:
      (stance, words) = (.near, "the platform's standard size, none is set")
    case (nil, nil) where container.hasOpenLimits:
      (stance, words) = (.near, "the chart's values set no limits")
    case (nil, nil):
      // A compose file without limits may only be what developers run.
      (stance, words) = (workload.platform.isProduction ? .contradicts : .near, "no limits")
    }
    place.note = "\(container.name) of \(workload.name): \(words)"
    return Observation(stance, place, facts: facts)
  }
}
