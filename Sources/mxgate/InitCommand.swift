internal import ArgumentParser
internal import Gate
internal import GateModel

struct InitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Drafts mxgate.yaml from what the repository shows.",
    discussion: """
      Claims only what was found, each claim with its evidence; the rest stands as commented lines \
      that say what is missing.

      EXAMPLES
        mxgate init
        mxgate init --dry-run
        mxgate init --update
      """)

  @Argument(help: "The service's folder.", completion: .directory)
  var path = "."

  @Flag(help: "Add what the manifest does not claim yet.")
  var update = false

  @Flag(help: "Write it anew where there is one already.")
  var replace = false

  @Flag(help: "Print it and write nothing.")
  var dryRun = false

  func validate() throws {
    guard !(update && replace) else {
      throw ValidationError("--update keeps the manifest and --replace does not: choose one")
    }
  }

  func run() async throws {
    let settings = CheckSettings(
      scan: ScanSettings(root: path, today: Today.utc, toolVersion: ToolVersion.current))
    do {
      let outcome = try await Progress.during("reading the repository") {
        () throws(GateError) in
        try await InitRun.run(settings, isUpdate: update, replaces: replace, isDryRun: dryRun)
      }
      if dryRun { return StandardOutput.print(outcome.text) }
      let checks = outcome.claims == 1 ? "1 check" : "\(outcome.claims) checks"
      StandardOutput.print("\(update ? "added to" : "wrote") \(outcome.path): claims \(checks)")
      StandardOutput.print("next: read it, then run mxgate")
    } catch {
      throw error.reported()
    }
  }
}
