internal import ArgumentParser
internal import Gate

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
      """)

  @Argument(help: "The folder to look at.")
  var path = "."

  @Flag(help: "Every file below the folder, ignored ones too.")
  var allFiles = false

  @Flag(help: "Show secrets whole; for a terminal, never for a log.")
  var showSecrets = false

  @Flag(help: "Comments that allow a secret count for nothing.")
  var noInlineAllow = false

  @OptionGroup var reports: ReportOptions

  func run() async throws {
    let settings = ScanSettings(
      root: path, source: allFiles ? .allFiles : .workTree, showsSecrets: showSecrets,
      honoursInlineAllow: !noInlineAllow, today: Today.utc, toolVersion: ToolVersion.current)
    try reports.finish(await ScanRun.report(settings))
  }
}
