internal import ArgumentParser
internal import FoundationEssentials
internal import GateManifest
internal import GateModel
internal import GateRepository
internal import GateVerify
internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// `mxgate verify`: looks at the running service and the API after a deployment, and cleans up.
struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Checks the running service and the API after a deployment, and cleans up.",
    discussion: """
      Asks the service for its health, readiness and metrics, and the API for a user; creates a \
      test work order, reads it, removes it and proves that it is gone. Addresses and routes come \
      from mxgate.yaml. The API key comes from an environment variable, MAINTAINX_API_KEY unless \
      the manifest names another, or from a file; never from an argument.

      EXAMPLES
        mxgate verify --wait 60s --format json=verify.json
        mxgate verify --url https://due-dates.example.com --read-only
        mxgate verify --watch 10m
        mxgate verify --sweep --older-than 1h
      """)

  @Argument(help: "The service's folder.", completion: .directory)
  var path = "."

  @OptionGroup var target: VerifyTarget
  @OptionGroup var bounds: VerifyBounds

  @Flag(help: "Create nothing in MaintainX.")
  var readOnly = false

  @Option(help: "Steps to run, separated by commas: \(LiveStep.names).")
  var only: StepList?

  @Option(help: "Steps to leave out, separated by commas.")
  var skip: StepList?

  @Flag(help: "Only remove what earlier runs left behind.")
  var sweep = false

  @Option(help: "With --sweep: leave younger work orders of other machines' runs alone.")
  var olderThan = Seconds(Verification.youngestLeftover)

  @OptionGroup var output: LiveOutput

  func run() async throws {
    let status: ExitStatus
    do {
      let descriptor = try StopSignals.catchAll()
      let environment = ProcessInfo.processInfo.environment
      var settings = try settings(environment)
      if settings.commit == nil { settings.commit = try await Self.head(of: path) }
      let verification = Verification(
        settings: settings,
        transport: try .system(environment, stopDescriptor: descriptor),
        stop: .signals, directory: StateDirectory.find(environment: environment, user: getuid()),
        progress: Progress.show)
      let result = sweep ? verification.sweep(olderThan: olderThan.value) : verification.run()
      Progress.clear()
      status = .worst([result.exitStatus, try written(result)])
    } catch let error as VerifyError {
      StandardOutput.printError("error: \(error.message)")
      if let help = error.help { StandardOutput.printError("  = help: \(help)") }
      status = error.status
    }
    guard status == .passed else { throw ExitCode(status.rawValue) }
  }

  /// What a report that can't be written makes of the run; it never hides a leftover.
  private func written(_ result: LiveResult) throws -> ExitStatus {
    do {
      try output.write(result)
      return .passed
    } catch let code as ExitCode {
      return ExitStatus(rawValue: code.rawValue) ?? .couldNotCheck
    }
  }

  private func settings(_ environment: [String: String]) throws(VerifyError) -> VerifySettings {
    let manifest = try VerifyManifest.read(in: path)
    var skipped: [LiveStep: String] = [:]
    if sweep {
      for step in LiveStep.allCases where !step.writes && step != .api {
        skipped[step] = "left out by --sweep"
      }
    } else {
      skipped = try StepSelection.skipped(
        only: only?.steps ?? [], skip: skip?.steps ?? [], readOnly: reasonToReadOnly(manifest))
    }
    var settings = try VerifyConfiguration(
      target: target, manifest: manifest, environment: environment
    ).settings(skipped: skipped)
    settings.limits = bounds.limits
    settings.watch = bounds.watch.map { duration in
      WatchPlan(
        duration: duration.value, interval: bounds.interval.value,
        limits: VerifyManifest.limits(in: manifest))
    }
    guard settings.watch == nil || settings.skipped[.metrics] == nil else {
      throw VerifyError("--watch needs the step 'metrics'")
    }
    return settings
  }

  private func reasonToReadOnly(_ manifest: Manifest?) -> String? {
    if readOnly { return "left out by --read-only" }
    return manifest?.maintainx.access == .read ? "the manifest: access is read" : nil
  }

  /// The commit of a folder, which a result is bound to; `nil` outside of git.
  static func head(of folder: String) async throws(VerifyError) -> String? {
    do {
      return try await Repository.open(at: FilePath(folder)).git?.head?.text
    } catch {
      throw VerifyError(
        "the commit is not known: \(error)", help: "pass --commit", status: .couldNotCheck)
    }
  }
}

extension HTTPTransport where Self == LibcurlTransport {
  /// Trusts a company's own authority where the variables that curl knows name one.
  static func system(
    _ environment: [String: String], stopDescriptor: Int32
  ) throws(VerifyError) -> LibcurlTransport {
    try LibcurlTransport(
      caFile: environment["CURL_CA_BUNDLE"] ?? environment["SSL_CERT_FILE"],
      stopDescriptor: stopDescriptor)
  }
}
