internal import ArgumentParser
internal import Gate
internal import GateModel
internal import GateRules

/// What a deployment may need besides the check itself: the commands of the manifest, a rollback, an
/// emergency.
struct ExceptionOptions: ParsableArguments {
  @Flag(help: "Run the commands that the manifest names for tests, linter and type checker.")
  var runQuality = false

  @Option(
    help: ArgumentHelp("How long each of these commands may run, such as 10m.", valueName: "time"))
  var qualityTimeout = Seconds(600)

  @Option(
    help: ArgumentHelp(
      "For a rollback: a saved JSON report with which this commit passed stands for what has failed "
        + "since.", valueName: "file"))
  var acceptReport: String?

  @Option(help: ArgumentHelp("How old that report may be, such as 90d.", valueName: "days"))
  var acceptMaxAge = Seconds(90 * 86_400)

  @Option(
    help: ArgumentHelp(
      "For an emergency: pass over what fails, except live secrets; recorded in the report.",
      valueName: "text"))
  var overrideReason: String?

  @Option(
    help: ArgumentHelp("Who decides that; GITHUB_ACTOR by default.", valueName: "name"))
  var overrideActor: String?

  func validate() throws {
    guard overrideActor == nil || overrideReason != nil else {
      throw ValidationError("--override-actor goes with --override-reason")
    }
  }

  var qualityTimeLimit: Duration? {
    runQuality ? .milliseconds(Int((qualityTimeout.value * 1000).rounded(.up))) : nil
  }

  /// Errors: the file cannot be read, or is no report.
  func acceptance() throws -> ReportAcceptance? {
    guard let acceptReport else { return nil }
    do {
      return ReportAcceptance(
        saved: try SavedReports.read(acceptReport), path: acceptReport,
        longestDays: Int(acceptMaxAge.value / 86_400))
    } catch {
      throw error.reported()
    }
  }

  /// Errors: it does not say why, or nobody is known who decides.
  func override() throws -> GateOverride? {
    guard let overrideReason else { return nil }
    do {
      return try GateOverride(
        reason: overrideReason,
        actor: overrideActor ?? StandardOutput.environment("GITHUB_ACTOR") ?? "")
    } catch {
      throw error.reported()
    }
  }
}
