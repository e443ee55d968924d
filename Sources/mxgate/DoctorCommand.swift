internal import ArgumentParser
internal import Gate
internal import GateModel
internal import GateReport
internal import GateVerify

extension SetupReport.Format: ExpressibleByArgument {}

struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Looks at the gate's own setup: what is wrong, and the command that mends it.",
    discussion: """
      Libraries and rules, git, the repository, the pre-push hook, the manifest, the CI files and \
      the key's variable. Exit status 1 where something is wrong; advice is no failure.

      EXAMPLES
        mxgate doctor
        mxgate doctor --format json
      """)

  @Argument(help: "The service's folder.", completion: .directory)
  var path = "."

  @Option(help: "Format of the report.")
  var format: SetupReport.Format = .text

  @Option(name: .long, help: "Colours on standard output.")
  var color: ColorChoice = .auto

  func run() async throws {
    let version = SetupCheck("mxgate", .fine, "\(ToolVersion.current), \(ProgramPath.current)")
    let settings = DoctorRun.Settings(
      root: path, program: ProgramPath.current, today: Today.utc,
      variable: { StandardOutput.environment($0) })
    let report = SetupReport([version] + (await DoctorRun.checks(settings)) + [libcurl])
    let appearance = ReportAppearance(
      isColored: Terminal.isColored(color), width: Terminal.width)
    StandardOutput.print(report.render(format, appearance))
    if !report.isFine { throw ExitCode(ExitStatus.failed.rawValue) }
  }

  /// The one library that is loaded when it is needed, by `verify`.
  private var libcurl: SetupCheck {
    do {
      _ = try LibcurlTransport()
      return SetupCheck("libcurl", .fine, "verify can load it")
    } catch {
      return SetupCheck(
        "libcurl", .advice, error.message, remedy: "verify needs it: \(error.help ?? "install it")")
    }
  }
}
