internal import ArgumentParser
internal import Gate

struct BaselineCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "baseline",
    abstract: "Writes down the secrets found now, so that only new ones fail.",
    discussion: """
      The file .mxgate-baseline holds no secret and belongs into the repository. Written again, it \
      drops what is gone. A MaintainX key stays a failure.

      EXAMPLES
        mxgate baseline
      """)

  @Argument(help: "The folder to look at.", completion: .directory)
  var path = "."

  @OptionGroup var rules: ScanRuleOptions

  func run() async throws {
    do {
      let outcome = try await BaselineRun.write(
        ScanSettings(
          root: path, source: .workTree, rulesFolder: rules.own.folder,
          gitleaksConfig: rules.gitleaksConfig, today: Today.utc,
          toolVersion: ToolVersion.current))
      StandardOutput.print("\(outcome.entries) findings are in the baseline")
      if outcome.kept > 0 {
        StandardOutput.print("\(outcome.kept) are not, since nothing may suppress them")
      }
    } catch {
      throw error.reported()
    }
  }
}
