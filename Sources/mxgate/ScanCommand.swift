internal import ArgumentParser
internal import Gate
internal import GateRepository

struct ScanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan",
    abstract: "Finds hardcoded secrets.",
    discussion: """
      Looks at tracked files and at untracked ones that git does not ignore. A value is never \
      printed whole.

      EXAMPLES
        mxgate scan
        mxgate scan --all-files --format sarif=secrets.sarif
        mxgate scan --rules security/rules
        mxgate scan --range origin/main..HEAD
        mxgate scan --history --shard 2/5
        git diff | mxgate scan -
      """)

  @Argument(help: "The folder or file to look at; - for the standard input.")
  var path = "."

  @Flag(help: "Every file below the folder, ignored ones too.")
  var allFiles = false

  @Flag(help: "What git commit would record.")
  var staged = false

  @Option(help: ArgumentHelp("What the commits of A..B introduce.", valueName: "A..B"))
  var range: String?

  @Flag(help: "What every commit introduced that any branch, tag or stash reaches.")
  var history = false

  @Option(
    help: ArgumentHelp(
      "With --history: the part K of N, for N machines that search it together.", valueName: "K/N"))
  var shard: HistoryShard?

  @Flag(help: "Show secrets whole; for a terminal, never for a log.")
  var showSecrets = false

  @Flag(help: "Comments that allow a secret count for nothing.")
  var noInlineAllow = false

  @Flag(help: "Archives (zip, jar, tar, gz) are passed over, not opened.")
  var noArchives = false

  @OptionGroup var rules: ScanRuleOptions

  @OptionGroup var reports: ReportOptions

  func validate() throws {
    guard shard == nil || history else { throw ValidationError("--shard goes with --history") }
    if sources.count > 1 {
      throw ValidationError("one of --all-files, --staged, --range, --history and - can be scanned")
    }
  }

  /// What was asked for besides the work tree.
  private var sources: [ScanSettings.Source] {
    [
      allFiles ? .allFiles : nil, staged ? .staged : nil, range.map { .range($0) },
      history ? .history(shard) : nil, path == "-" ? .standardInput : nil,
    ].compactMap { $0 }
  }

  func run() async throws {
    let settings = ScanSettings(
      root: path == "-" ? "." : path, source: sources.first ?? .workTree, showsSecrets: showSecrets,
      honoursInlineAllow: !noInlineAllow, opensArchives: !noArchives, rulesFolder: rules.own.folder,
      gitleaksConfig: rules.gitleaksConfig, today: Today.utc,
      toolVersion: ToolVersion.current)
    let report = await Progress.during("searching for secrets") { await ScanRun.report(settings) }
    try reports.finish(report)
  }
}

extension HistoryShard: ExpressibleByArgument {
  package init?(argument: String) { self.init(argument) }
}
