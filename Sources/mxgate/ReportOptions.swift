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
  static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
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

  @Option(name: .long, help: "Places as links, on terminals that open them.")
  var links: ColorChoice = .auto

  @Option(
    name: .customLong("source-url"),
    help: ArgumentHelp(
      "Where the sources can be read, for links: https://github.com/OWNER/NAME/blob/COMMIT. "
        + "GitHub's and GitLab's jobs say it themselves.", valueName: "url"))
  var sourceURL: String?

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
    var report = report
    report.sourceURL = sourceURL ?? report.sourceURL ?? SourceAddress.current(of: report)
    let address = report.sourceURL
    report.services = report.services.map { service in
      var service = service
      service.sourceURL = service.sourceURL ?? address
      return service
    }
    for (format, path) in destinations {
      var options = ReportAppearance(showsAll: showsAll)
      if path == nil, format == .text {
        options.isColored = Terminal.isColored(color)
        options.width = Terminal.width
        options.links = Terminal.links(links, root: FolderPath.absolute(report.root))
      }
      try ReportFile.write(format.render(report, options: options), to: path)
    }
    guard report.exitStatus == .passed else { throw ExitCode(report.exitStatus.rawValue) }
  }

  /// Writes a scorecard likewise.
  func finish(_ scorecard: Scorecard) throws {
    for (format, path) in destinations {
      guard Scorecard.formats.contains(format) else {
        throw ValidationError(
          "a scorecard is written as \(Scorecard.formats.map(\.rawValue).joined(separator: ", "))")
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
