internal import ArgumentParser
internal import Gate
internal import GateModel

struct HookCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hook",
    abstract: "Installs and runs the git hooks.",
    discussion: """
      The pre-push hook judges the secrets of all pushed commits and the ignore rules of each tip, \
      and on main, master and release/* what got worse in the checklist.

      EXAMPLES
        mxgate hook install
        mxgate hook install --pre-commit
        mxgate hook status
      """,
    subcommands: [
      Install.self, Uninstall.self, Status.self, PrePush.self, PreCommit.self,
    ])

  struct Install: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Installs the hook; an existing one runs first.",
      discussion: """
        EXAMPLES
          mxgate hook install
        """)

    @Flag(help: "The pre-commit hook instead of the pre-push hook.")
    var preCommit = false

    @Argument(help: "The repository.", completion: .directory)
    var path = "."

    func run() async throws {
      do {
        let hooks = try await HookRun(root: path, program: ProgramPath.current)
        try report(try await hooks.install(preCommit: preCommit))
      } catch let error as GateError {
        throw error.reported()
      }
    }
  }

  struct Uninstall: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Takes the hook away and puts an earlier one back.",
      discussion: """
        EXAMPLES
          mxgate hook uninstall
        """)

    @Flag(help: "The pre-commit hook instead of the pre-push hook.")
    var preCommit = false

    @Argument(help: "The repository.", completion: .directory)
    var path = "."

    func run() async throws {
      do {
        let hooks = try await HookRun(root: path, program: ProgramPath.current)
        try report(try hooks.uninstall(preCommit: preCommit))
      } catch let error as GateError {
        throw error.reported()
      }
    }
  }

  struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Says whether a hook is installed and runs; 1 where none does.",
      discussion: """
        EXAMPLES
          mxgate hook status
        """)

    @Argument(help: "The repository.", completion: .directory)
    var path = "."

    func run() async throws {
      do {
        let hooks = try await HookRun(root: path, program: ProgramPath.current)
        try report(try hooks.status())
      } catch let error as GateError {
        throw error.reported()
      }
    }
  }

  struct PrePush: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "What the pre-push hook runs; reads git's list of refs.",
      discussion: """
        EXAMPLES
          mxgate hook pre-push origin < refs.txt
        """)

    @Argument(help: "The remote's name.")
    var remote: String

    @Argument(help: "The remote's address.")
    var address: String?

    @OptionGroup var reports: ReportOptions

    func run() async throws {
      let settings = CheckSettings(
        scan: ScanSettings(root: ".", today: Today.utc, toolVersion: ToolVersion.current))
      let remote = self.remote
      let report = await Progress.during("judging the push") {
        await PushRun.report(settings, to: remote)
      }
      try reports.finish(report)
    }
  }

  struct PreCommit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "What the pre-commit hook runs; scans what is staged.",
      discussion: """
        EXAMPLES
          mxgate hook pre-commit
        """)

    @OptionGroup var reports: ReportOptions

    func run() async throws {
      let settings = ScanSettings(
        root: ".", source: .staged, today: Today.utc, toolVersion: ToolVersion.current)
      try reports.finish(await ScanRun.report(settings))
    }
  }
}

private func report(_ outcome: HookRun.Outcome) throws {
  for line in outcome.lines { StandardOutput.print(line) }
  if !outcome.isWell { throw ExitCode(ExitStatus.failed.rawValue) }
}
