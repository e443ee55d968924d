internal import ArgumentParser
internal import Gate

struct BaselineCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "baseline",
    abstract: "Writes down the secrets and unmet checks of today, so that only new ones fail.",
    discussion: """
      The file .mxgate-baseline holds no secret and belongs into the repository. Written again, it \
      drops what is gone and takes nothing new but what --add names. A MaintainX key stays a \
      failure, and under --policy so does every check.

      EXAMPLES
        mxgate baseline
        mxgate baseline --add errors.retry --reason "arrives with the new client in January"
      """)

  @Argument(help: "The folder to look at.", completion: .directory)
  var path = "."

  @Option(
    help: ArgumentHelp(
      "Take in what fails now by this rule or check; may be repeated.", valueName: "id"))
  var add: [String] = []

  @Option(help: ArgumentHelp("Why it is taken in.", valueName: "text"))
  var reason: String?

  @OptionGroup var rules: ScanRuleOptions

  func validate() throws {
    let isGiven = reason?.contains { !$0.isWhitespace } == true
    guard add.isEmpty != isGiven else { throw ValidationError("--add and --reason go together") }
    guard reason?.contains(where: \.isNewline) != true else {
      throw ValidationError("the reason stands on one line")
    }
  }

  func run() async throws {
    do {
      let settings = ScanSettings(
        root: path, source: .workTree, rulesFolder: rules.own.folder,
        gitleaksConfig: rules.gitleaksConfig, today: Today.utc, toolVersion: ToolVersion.current)
      let outcome = try await Progress.during("judging the repository") {
        () throws(GateError) in
        try await BaselineRun.write(settings, adding: add, reason: reason ?? "")
      }
      StandardOutput.print(
        "\(outcome.entries) findings and \(outcome.checks) unmet checks are in the baseline")
      if !outcome.new.isEmpty {
        StandardOutput.print(
          "new, and not taken in without --add: \(outcome.new.joined(separator: ", "))")
      }
      if outcome.kept > 0 {
        StandardOutput.print("\(outcome.kept) are not, since nothing may suppress them")
      }
    } catch {
      throw error.reported()
    }
  }
}
