import FoundationEssentials
import GateModel
import GateReport
import Testing

/// Every format of every sample report, held against the files in Snapshots/.
/// `MXGATE_RECORD=1 swift test --filter SnapshotTests` writes them anew; read the difference.
@Suite struct SnapshotTests {
  static let cases = SampleReports.all.flatMap { sample in
    ReportFormat.allCases.map { (sample.name, $0) }
  }

  @Test(arguments: cases)
  func matchesSnapshot(sample: String, format: ReportFormat) throws {
    let report = try #require(SampleReports.all.first { $0.name == sample }).report
    var rendered = format.render(report)
    // The page's style sheet stands in one of the files.
    if format == .html, sample != "passing" {
      let style = try #require(rendered.firstRange(of: "<style>")).upperBound
      let end = try #require(rendered.firstRange(of: "</style>")).lowerBound
      rendered.replaceSubrange(style..<end, with: "")
    }
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Snapshots")
    let file = folder.appending(path: "\(sample).\(format.rawValue)")
    if ProcessInfo.processInfo.environment["MXGATE_RECORD"] != nil {
      try Data(rendered.utf8).write(to: file)
    }
    let expected = try String(contentsOf: file, encoding: .utf8)
    #expect(rendered == expected)
  }

  @Test func showsEverythingWhenAsked() {
    let appearance = ReportAppearance(showsAll: true)
    let text = ReportFormat.text.render(SampleReports.failing, options: appearance)
    #expect(text.contains("recovery.rollback"))
    #expect(text.contains("auth.gitignore"))
  }

  @Test func colorsOnlyWhenAsked() {
    let plain = ReportFormat.text.render(SampleReports.failing)
    let colored = ReportFormat.text.render(
      SampleReports.failing, options: ReportAppearance(isColored: true))
    #expect(!plain.contains("\u{1B}"))
    #expect(colored.contains("\u{1B}["))
  }
}
