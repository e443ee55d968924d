import GateModel
import GateReport
import Testing

@Suite struct JSONReportReaderTests {
  /// What is written, read, and written again is the same text: nothing is lost on the way.
  @Test(arguments: SampleReports.all.map(\.name))
  func keepsEverything(sample: String) throws {
    let report = try #require(SampleReports.all.first { $0.name == sample }).report
    let text = JSONReport.render(report)
    let read = try JSONReportReader.read(Array(text.utf8))
    #expect(JSONReport.render(read) == text)
  }

  @Test(arguments: [
    ("", "not a JSON report"),
    ("[]", "not a JSON report"),
    ("{}", "no 'schemaVersion'"),
    ("{\"schemaVersion\": 1}", "no 'tool'"),
  ])
  func refusesWhatIsNoReport(text: String, words: String) {
    #expect {
      try JSONReportReader.read(Array(text.utf8))
    } throws: { error in
      (error as? ReportError)?.message.contains(words) == true
    }
  }

  @Test func refusesAnotherVersion() {
    let text = JSONReport.render(SampleReports.passing)
      .replacing("\"schemaVersion\": 1", with: "\"schemaVersion\": 2")
    #expect(throws: ReportError(message: "the report has version 2; this mxgate reads version 1")) {
      try JSONReportReader.read(Array(text.utf8))
    }
  }
}
