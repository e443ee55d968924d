internal import ArgumentParser

@main
struct MXGate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mxgate", version: "0.1.0", subcommands: [VerifyCommand.self])
}
