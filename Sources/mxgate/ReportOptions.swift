internal import ArgumentParser
internal import GateModel
internal import GateReport
internal import SystemPackage

enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never
}

/// `text`, `sarif`, or `sarif=report.sarif`.
struct FormatArgument: ExpressibleByArgument {
  var format: ReportFormat
  var path: String?

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
    guard let name = parts.first, let format = ReportFormat(rawValue: name) else { return nil }
    self.format = format
    path = parts.count == 2 ? parts[1] : nil
  }

  static var allValueStrings: [String] { ReportFormat.allCases.map(\.rawValue) }
}

/// How and where a report is written; shared by all commands that make one.
struct ReportOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Format of the report; again for several, each with its file: --format sarif=out.sarif.",
      valueName: "format[=path]"))
  var format: [FormatArgument] = []

  @Option(name: [.short, .long], help: "File for the report; - is standard output.")
  var output: String?

  @Option(name: .long, help: "Colours on standard output.")
  var color: ColorChoice = .auto

  func validate() throws {
    guard format.count(where: { $0.path == nil }) <= 1 else {
      throw ValidationError("several formats need a file each: --format sarif=out.sarif")
    }
    guard output == nil || format.isEmpty || format.contains(where: { $0.path == nil }) else {
      throw ValidationError("--output names a file, and so does every --format")
    }
  }

  /// Writes every report that was asked for, then ends with the run's exit status.
  func finish(_ report: Report, showsAll: Bool = false) throws {
    for (format, path) in destinations {
      let isTerminal = path == nil
      let options = ReportAppearance(
        isColored: isTerminal && StandardOutput.isColored(color), showsAll: showsAll)
      try ReportFile.write(format.render(report, options: options), to: path)
    }
    guard report.exitStatus == .passed else { throw ExitCode(report.exitStatus.rawValue) }
  }

  /// Writes a scorecard likewise.
  func finish(_ scorecard: Scorecard) throws {
    for (format, path) in destinations {
      guard Scorecard.formats.contains(format) else {
        throw ValidationError("several reports become text, markdown or html")
      }
      try ReportFile.write(scorecard.render(format), to: path)
    }
    guard scorecard.exitStatus == .passed else { throw ExitCode(scorecard.exitStatus.rawValue) }
  }

  /// Nothing was asked for but text on standard output.
  var isPlainText: Bool { destinations.allSatisfy { $0.0 == .text && $0.1 == nil } }

  /// Text goes to standard output unless another report does.
  private var destinations: [(ReportFormat, String?)] {
    let output = output == "-" ? nil : output
    let named = format.map { ($0.format, $0.path ?? output) }
    let needsText = !named.contains { $0.1 == nil } && !format.contains { $0.path == nil }
    return needsText ? named + [(.text, output)] : named
  }
}
