internal import ArgumentParser
internal import FoundationEssentials
internal import GateModel
internal import GateReport
internal import GateRules
internal import GateVerify

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// `mxgate verify`: looks at the running service and the API after a deployment, and cleans up.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check the running service and the API after a deployment.",
    discussion: """
      Asks the service for its health, readiness and metrics, and the API for a user; creates a \
      test work order, reads it, removes it and proves that it is gone. The API key is read from \
      an environment variable (MAINTAINX_API_KEY unless the manifest names another) or a file, \
      never from an argument.

      Exit codes: 0 verified, 1 a step failed, 2 wrong usage, 3 could not check everything, \
      4 a test work order was left behind.
      """)

  @OptionGroup var target: VerifyTarget
  @OptionGroup var bounds: VerifyBounds
  @OptionGroup var output: LiveOutput

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

  mutating func run() throws {
    do {
      let descriptor = try StopSignals.catchAll()
      let environment = ProcessInfo.processInfo.environment
      let settings = try settings(environment)
      // As curl has it: a company's own authority.
      let transport = try LibcurlTransport(
        caFile: environment["CURL_CA_BUNDLE"] ?? environment["SSL_CERT_FILE"],
        stopDescriptor: descriptor)
      let verification = Verification(
        settings: settings, transport: transport, stop: .signals,
        directory: StateDirectory.find(environment: environment, user: getuid()),
        progress: Progress.show)
      let result = sweep ? verification.sweep(olderThan: olderThan.value) : verification.run()
      Progress.clear()
      let isWritten = output.write(result)
      let status = ExitStatus.worst([result.exitStatus, isWritten ? .passed : .couldNotCheck])
      throw ExitCode(status.rawValue)
    } catch let error as VerifyError {
      Progress.complain(error.message, help: error.help)
      throw ExitCode(error.status.rawValue)
    }
  }

  private func settings(_ environment: [String: String]) throws(VerifyError) -> VerifySettings {
    let skipped =
      sweep
      ? [:]
      : try StepSelection.skipped(
        only: only?.steps ?? [], skip: skip?.steps ?? [],
        readOnly: readOnly ? "left out by --read-only" : nil)
    return try VerifyConfiguration(target: target, environment: environment)
      .settings(skipped: skipped, limits: bounds.limits)
  }
}
