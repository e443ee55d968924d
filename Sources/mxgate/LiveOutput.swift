internal import ArgumentParser
internal import GateModel
internal import GateReport
internal import SystemPackage

/// Where the result of a live verification goes.
struct LiveOutput: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "text, json or junit, alone for standard output or as json=FILE; repeatable.",
      valueName: "format[=file]"))
  var format: [LiveDestination] = [LiveDestination(format: .text, file: nil)]

  /// False where something could not be written.
  func write(_ result: LiveResult) -> Bool {
    var isWhole = true
    // A result that goes to files alone is still shown.
    let shown =
      format.contains { $0.file == nil } ? [] : [LiveDestination(format: .text, file: nil)]
    for destination in shown + format {
      do {
        try destination.write(destination.format.render(result))
      } catch {
        Progress.complain("\(destination.file ?? "standard output") can't be written: \(error)")
        isWhole = false
      }
    }
    return isWhole
  }
}

/// One format and the file it goes to; standard output without one.
struct LiveDestination: ExpressibleByArgument {
  let format: LiveReportFormat
  let file: String?

  init(format: LiveReportFormat, file: String?) {
    self.format = format
    self.file = file
  }

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
    guard let format = parts.first.flatMap(LiveReportFormat.init(rawValue:)) else { return nil }
    let file = parts.count == 2 ? parts[1] : nil
    self.init(format: format, file: file == "-" ? nil : file)
  }

  var defaultValueDescription: String { format.rawValue }

  fileprivate func write(_ text: String) throws {
    guard let file else {
      try FileDescriptor.standardOutput.writeAll(text.utf8)
      return
    }
    let descriptor = try FileDescriptor.open(
      FilePath(file), .writeOnly, options: [.create, .truncate],
      permissions: [.ownerReadWrite, .groupRead, .otherRead])
    try descriptor.closeAfter { _ = try descriptor.writeAll(text.utf8) }
  }
}
