internal import ArgumentParser
internal import Gate
internal import GateModel

struct FixCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fix",
    abstract: "Adds missing entries to .gitignore.",
    discussion: """
      Only adds lines, keeps the file's line ends and the meaning of its negations, and has git \
      confirm the result. A file that is tracked already must be untracked by hand: the commands \
      are printed.

      EXAMPLES
        mxgate fix --dry-run
        mxgate fix
      """)

  @Argument(help: "The service's folder.", completion: .directory)
  var path = "."

  @Flag(help: "Show the difference and change nothing.")
  var dryRun = false

  func run() async throws {
    let outcome: FixOutcome
    do {
      outcome = try await FixRun.run(root: path, isDryRun: dryRun)
    } catch {
      throw error.reported()
    }
    if outcome.diff.isEmpty {
      StandardOutput.print(".gitignore needs no change")
    } else {
      StandardOutput.print(outcome.diff)
      let verb = dryRun ? "would add" : "added"
      StandardOutput.print("\(verb) to .gitignore: \(outcome.added.joined(separator: ", "))")
    }
    for remark in outcome.remarks { StandardOutput.print("note: \(remark)") }
    if !outcome.untrackCommands.isEmpty {
      StandardOutput.print("tracked already; untrack with these, and replace the keys in them:")
      for command in outcome.untrackCommands { StandardOutput.print("  \(command)") }
    }
    if outcome.isIncomplete { throw ExitCode(ExitStatus.failed.rawValue) }
  }
}

extension GateError {
  /// Tells the user, and gives the status to end with.
  func reported() -> ExitCode {
    for diagnostic in diagnostics {
      let place = diagnostic.location.map { "\($0.path):\($0.line):\($0.column): " } ?? ""
      StandardOutput.printError("error: \(place)\(diagnostic.message)")
      if let help = diagnostic.help { StandardOutput.printError("  = help: \(help)") }
    }
    return ExitCode(status.rawValue)
  }
}
