internal import ArgumentParser
internal import GateModel
internal import GateReport

/// Where the result of a live verification goes.
struct LiveOutput: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "text, json or junit; again for several, each with its file: --format json=verify.json.",
      valueName: "format[=path]"))
  var format: [LiveDestination] = []

  @Option(name: [.short, .long], help: "File for the report; - is standard output.")
  var output: String?

  @Option(name: .long, help: "Colours on standard output.")
  var color: ColorChoice = .auto

  func validate() throws {
    guard format.count(where: { $0.path == nil }) <= 1 else {
      throw ValidationError("several formats need a file each: --format json=verify.json")
    }
  }

  func write(_ result: LiveResult) throws {
    for (format, path) in destinations {
      let isColored = path == nil && Terminal.isColored(color)
      try ReportFile.write(format.render(result, isColored: isColored), to: path)
    }
  }

  /// Text goes to standard output unless another report does.
  private var destinations: [(LiveReportFormat, String?)] {
    let output = output == "-" ? nil : output
    let named = format.map { ($0.format, $0.path ?? output) }
    let needsText = !named.contains { $0.1 == nil } && !format.contains { $0.path == nil }
    return needsText ? [(.text, output)] + named : named
  }
}

/// One format and the file it goes to; standard output without one.
struct LiveDestination: ExpressibleByArgument {
  let format: LiveReportFormat
  let path: String?

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
    guard let format = parts.first.flatMap(LiveReportFormat.init(rawValue:)) else { return nil }
    self.format = format
    path = parts.count == 2 ? parts[1] : nil
  }
}
