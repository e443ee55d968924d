internal import ArgumentParser
internal import FoundationEssentials
internal import GateModel
internal import GateVerify

/// `mxgate check --live-key`: whether the production key works, asked before a deployment.
enum LiveKey {
  /// What `auth.liveKey` is judged by; a reason why it could not be asked counts as a failure.
  static func observe(in folder: String) -> CheckObservations {
    do {
      return try ask(in: folder)
    } catch let error as VerifyError {
      return CheckObservations(failure: error.message)
    } catch {
      return CheckObservations(failure: "\(error)")
    }
  }

  private static func ask(in folder: String) throws -> CheckObservations {
    let descriptor = try StopSignals.catchAll()
    let environment = ProcessInfo.processInfo.environment
    let configuration = VerifyConfiguration(
      target: try VerifyTarget.parse([]), manifest: try VerifyManifest.read(in: folder),
      environment: environment)
    let settings = try configuration.settings(
      skipped: try StepSelection.skipped(only: [.api], skip: [], readOnly: nil))
    return LiveKeyProbe.observe(
      settings, transport: try .system(environment, stopDescriptor: descriptor), stop: .signals,
      at: Location(path: RepositoryPath(VerifyManifest.name(in: folder) ?? "mxgate.yaml"), line: 1))
  }
}
