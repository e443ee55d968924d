internal import ArgumentParser
internal import Gate

@main
struct MXGate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mxgate",
    abstract: "Decides whether a service that integrates with MaintainX may be deployed.",
    discussion: """
      Without a subcommand it checks the repository in the current folder.

      Exit status: 0 passed, 1 the gate failed, 2 wrong usage or configuration, \
      3 something could not be checked, 4 test data was left behind in MaintainX.
      """,
    version: ToolVersion.current,
    subcommands: [
      CheckCommand.self, ScanCommand.self, VerifyCommand.self, InitCommand.self, FixCommand.self,
      HookCommand.self, ExplainCommand.self, BaselineCommand.self, WaiveCommand.self,
      AttestCommand.self, ReportCommand.self, RulesCommand.self, SchemaCommand.self,
      DoctorCommand.self, ManualCommand.self,
    ],
    defaultSubcommand: CheckCommand.self)

  static func main() async {
    StandardOutput.ignoreBrokenPipes()
    let arguments = CommandLine.arguments.dropFirst()
    // The default subcommand would be asked for it.
    if arguments == ["--version"] { return StandardOutput.print(ToolVersion.current) }
    if arguments.first == ScanCommand.configuration.commandName {
      ScanRun.prepare(today: Today.utc)
    }
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      end(with: error)
    }
  }

  /// The parser's own status for wrong usage is 64; here it is 2, as everything that reads it expects.
  private static func end(with error: any Error) -> Never {
    if let code = error as? ExitCode { exit(withError: code) }
    let message = fullMessage(for: error)
    if exitCode(for: error) == .success {
      StandardOutput.print(message)
      exit(withError: ExitCode.success)
    }
    StandardOutput.printError(
      UsageAdvice.adding(to: message, arguments: Array(CommandLine.arguments.dropFirst())))
    exit(withError: ExitCode(2))
  }
}
