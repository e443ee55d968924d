internal import ArgumentParser
internal import Gate
internal import GateModel
internal import GateReport

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Converts saved JSON reports, or puts several into one scorecard.",
    discussion: """
      One report is written in another format, with its own exit status. Several \
      become a table of services by check: text, json, markdown or html. Kept as JSON, it is what \
      the next one counts its trends from.

      EXAMPLES
        mxgate report gate.json --format html=gate.html
        mxgate report gate.json --format badge=badge.svg
        mxgate report --merge reports/*.json --format json=scorecard.json
        mxgate report --merge reports/*.json --previous scorecard.json --format html=scorecard.html
      """)

  @Argument(help: "Saved JSON reports.", completion: .file(extensions: ["json"]))
  var files: [String]

  @Flag(help: "One scorecard, also of a single report.")
  var merge = false

  @Option(
    help: ArgumentHelp(
      "With --merge: an earlier scorecard, kept as JSON, to compare with.", valueName: "file"))
  var previous: String?

  @OptionGroup var reports: ReportOptions

  func validate() throws {
    guard isMerge || previous == nil else { throw ValidationError("--previous goes with --merge") }
  }

  /// Several reports have no other common form.
  private var isMerge: Bool { merge || files.count > 1 }

  func run() throws {
    do {
      let read = try files.map { file throws(GateError) in try SavedReports.read(file) }
      guard isMerge else { return try reports.finish(read[0], showsAll: true) }
      var scorecard = Scorecard(read)
      scorecard.previous = try previous.map { file throws(GateError) in
        try SavedReports.scorecard(file)
      }
      try reports.finish(scorecard)
    } catch let error as GateError {
      throw error.reported()
    }
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

  static func scorecard(_ path: String) throws(GateError) -> [Scorecard.Service] {
    let bytes = try SavedFile.read(path)
    do {
      return try ScorecardJSON.read(bytes)
    } catch {
      throw GateError("\(path): \(error.message)", status: .usage)
    }
  }
}
