internal import ArgumentParser

@main
struct MXGate: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "mxgate")
}
