internal import ArgumentParser
internal import Gate
internal import GateModel

extension Priority: ExpressibleByArgument {}

struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Judges secrets, ignore rules and the whole checklist (the default).",
    discussion: """
      Holds the checklist against the manifest, mxgate.yaml, and the manifest against the \
      repository. Without a manifest it judges secrets and ignore rules, and prints the rest as a \
      plan of work.

      EXAMPLES
        mxgate
        mxgate check services/sync --all
        mxgate check --format sarif=gate.sarif --format json=gate.json
        mxgate check --only auth --only errors.retry
        mxgate check --against origin/main --policy-from origin/main
        mxgate check --run-quality
      """)

  @Argument(help: "The service's folder.", completion: .directory)
  var path = "."

  @Flag(help: "Show everything in full, not only what stops the gate.")
  var all = false

  @Option(
    help: ArgumentHelp(
      "Requirements of this priority or a higher one fail the gate.", valueName: "priority"))
  var failOn: Priority?

  @Option(
    help: ArgumentHelp(
      "Judge these alone: an id, a category or a priority; may be repeated.", valueName: "check"))
  var only: [String] = []

  @Option(help: ArgumentHelp("Leave these out, likewise.", valueName: "check"))
  var skip: [String] = []

  @Option(
    help: ArgumentHelp(
      "Fail only on what got worse since the merge base with this revision.", valueName: "revision")
  )
  var against: String?

  @Option(
    help: ArgumentHelp(
      "An organisation's policy; the repository can only tighten it.", valueName: "file"))
  var policy: String?

  @Option(
    help: ArgumentHelp(
      "Policy, waivers, attestations, exclusions, baseline and allow comments count only where this "
        + "revision has them too.", valueName: "revision"))
  var policyFrom: String?

  @Flag(help: "Show secrets whole; for a terminal, never for a log.")
  var showSecrets = false

  @Flag(help: "Ask the API whether the key in the environment works.")
  var liveKey = false

  @Option(
    help: ArgumentHelp(
      "A kept result of mxgate verify, as proof of what it saw.", valueName: "file"))
  var live: String?

  @Flag(help: "A live check that was not run fails the gate; for deployments.")
  var requireLive = false

  @Flag(help: "Comments that allow a secret count for nothing.")
  var noInlineAllow = false

  @Flag(help: "Archives (zip, jar, tar, gz) are passed over, not opened.")
  var noArchives = false

  @OptionGroup var exceptions: ExceptionOptions

  @OptionGroup var rules: ScanRuleOptions

  @OptionGroup var reports: ReportOptions

  /// A mistyped command arrives as the folder to check.
  func validate() throws {
    guard !path.contains("/"), !FolderPath.exists(path),
      let command = UsageAdvice.command(like: path)
    else { return }
    throw ValidationError(
      "there is no command or folder '\(path)'. Did you mean 'mxgate \(command)'?")
  }

  func run() async throws {
    let settings = try await settings()
    let report = try await QualityStop.watching(isNeeded: exceptions.runQuality) {
      await Progress.during("judging the repository") { await CheckRun.report(settings) }
    }
    try reports.finish(report, showsAll: all)
  }

  private func settings() async throws -> CheckSettings {
    CheckSettings(
      scan: ScanSettings(
        root: path, showsSecrets: showSecrets, honoursInlineAllow: !noInlineAllow,
        opensArchives: !noArchives,
        rulesFolder: rules.own.folder, gitleaksConfig: rules.gitleaksConfig,
        today: Today.utc, toolVersion: ToolVersion.current),
      failOn: failOn, only: only, skip: skip, policyPath: policy, against: against,
      policyFrom: policyFrom, live: await liveObservations(), requiresLive: requireLive,
      qualityTimeLimit: exceptions.qualityTimeLimit, acceptance: try exceptions.acceptance(),
      override: try exceptions.override())
  }

  private func liveObservations() async -> [CheckID: CheckObservations] {
    var seen: [CheckID: CheckObservations] = [:]
    if let live { seen = await KeptResult.observe(live, for: path) }
    if liveKey { seen[CheckID("auth.liveKey")] = LiveKey.observe(in: path) }
    return seen
  }
}
