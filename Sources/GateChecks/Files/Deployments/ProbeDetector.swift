import GateModel

/// Routes that a platform asks for: near to a health or readiness route, which the code has to serve.
struct ProbeDetector {
  let deployment: Deployment
  let images: ContainerImages

  func observe() -> [CheckID: CheckObservations] {
    let probes = deployment.workloads.flatMap(\.containers).flatMap(\.probes)
    return [
      CheckID("observability.health"): observations(
        probes.filter { $0.kind != .readiness }.map { near($0) } + imageChecks),
      CheckID("observability.readiness"): observations(
        probes.filter { $0.kind == .readiness }.map { near($0) }),
    ]
  }

  private func observations(_ observations: [Observation]) -> CheckObservations {
    CheckObservations(
      observations: observations, lookedFor: "a platform's probe of the route",
      filesExamined: deployment.filesExamined + images.filesExamined)
  }

  private func near(_ probe: Probe) -> Observation {
    var place = probe.place
    place.note = "the platform asks for it; the code has to serve it"
    return Observation(.near, place, facts: probe.route.map { ["path": .text($0)] } ?? [:])
  }

  /// `HEALTHCHECK` of a Dockerfile's last stage.
  private var imageChecks: [Observation] {
    images.deployed.flatMap { image in
      (image.dockerfile.lastStage?.instructions ?? [])
        .filter { $0.keyword == "HEALTHCHECK" && $0.arguments.uppercased() != "NONE" }
        .map {
          Observation(
            .near,
            image.file.evidence(
              line: $0.line, note: "the image asks for it; the code has to serve it"))
        }
    }
  }
}
