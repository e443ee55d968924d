package import GateModel

/// Asks the API, before a deployment, whether the production key works.
package enum LiveKeyProbe {
  /// What `auth.liveKey` is judged by.
  /// - Parameter location: where the manifest speaks of the key.
  package static func observe(
    _ settings: VerifySettings, transport: any HTTPTransport, clock: RunClock = .system,
    stop: StopControl, at location: Location
  ) -> CheckObservations {
    var settings = settings
    for step in LiveStep.allCases where step != .api { settings.skipped[step] = "not asked for" }
    let result = Verification(
      settings: settings, transport: transport, clock: clock, stop: stop, directory: nil
    ).run()
    let step = result.steps.first { $0.step == .api }
    return step.flatMap { LiveEvidence.observations(of: $0, at: location) }
      ?? CheckObservations(failure: step?.summary ?? "the API was not asked")
  }
}
