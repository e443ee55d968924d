internal import ArgumentParser
internal import Gate
internal import GateModel
internal import GateReport

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Converts saved JSON reports, or puts several into one scorecard.",
    discussion: """
      One report is written in another format, with its own exit status. Several become a table \
      of services by check: text, markdown or html.

      EXAMPLES
        mxgate report gate.json --format html=gate.html
        mxgate report reports/*.json --format markdown
      """)

  @Argument(help: "Saved JSON reports.")
  var files: [String]

  @OptionGroup var reports: ReportOptions

  func run() throws {
    var read: [Report] = []
    for file in files {
      do {
        read.append(try SavedReports.read(file))
      } catch {
        throw error.reported()
      }
    }
    if read.count == 1 { return try reports.finish(read[0], showsAll: true) }
    try reports.finish(Scorecard(read))
  }
}

/// Reports that were kept as JSON.
enum SavedReports {
  static func read(_ path: String) throws(GateError) -> Report {
    let bytes = try SavedFile.read(path)
    do {
      return try JSONReportReader.read(bytes)
    } catch {
      throw GateError("\(path): \(error.message)", status: .usage)
    }
  }
}
