internal import ArgumentParser
internal import Gate

struct RulesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "Lists the rules, or holds them against their own examples.",
    discussion: """
      EXAMPLES
        mxgate rules list
        mxgate rules check
      """,
    subcommands: [List.self, Check.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists every check and every secret rule.",
      discussion: """
        EXAMPLES
          mxgate rules list
        """)

    @OptionGroup var rules: RulesOption

    func run() throws {
      do {
        for line in try RuleCatalogue.lines(ownRules: rules.folder) { StandardOutput.print(line) }
      } catch {
        throw error.reported()
      }
    }
  }

  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Holds every rule against its examples and counter-examples.",
      discussion: """
        EXAMPLES
          mxgate rules check
          mxgate rules check --rules security/rules
        """)

    @OptionGroup var rules: RulesOption

    @OptionGroup var reports: ReportOptions

    func run() async throws {
      let report = RuleCatalogue.report(ownRules: rules.folder, toolVersion: ToolVersion.current)
      if report.exitStatus == .passed, reports.isPlainText {
        return StandardOutput.print("\(report.counts.files) rules: all examples hold")
      }
      try reports.finish(report)
    }
  }
}
