import GateModel
import GateReport
import Testing

/// Places as readers outside of the scanned folder need them.
@Suite struct PlacesTests {
  private static let report = SampleReports.failing

  @Test(arguments: [ReportFormat.github, .gitlab, .sarif])
  func hostsOfSourcesCountFromTheRepositorysTop(format: ReportFormat) {
    let text = format.render(Self.report)
    #expect(text.contains("services/cmms"))
    #expect(text.contains("src/a.ts"))
  }

  @Test func pageLinksToTheLine() {
    let page = ReportFormat.html.render(Self.report)
    let address = "https://github.com/example/repo/blob/ab12/services/cmms%20sync/src/a.ts#L3"
    #expect(page.contains("<a href=\"\(address)\">src/a.ts:3</a>"))
  }

  @Test func pageLinksToNothingButTheWeb() {
    var report = Self.report
    report.runbook = "javascript:alert(1)"
    report.sourceURL = "javascript:alert(1)//"
    let page = ReportFormat.html.render(report)
    #expect(!page.contains("href=\"javascript"))
  }

  @Test func terminalLinksAreEncoded() {
    let links = PlaceLinks(root: "/a b\u{7}", form: .fileWithLine)
    let text = ReportFormat.text.render(
      SampleReports.hostile, options: ReportAppearance(links: links))
    #expect(text.contains("\u{1B}]8;;file:///a%20b%07/a%1B%5B2J%0A"))
    #expect(!text.contains("\u{7}"))
  }

  @Test(arguments: [60, 80, 100])
  func textFitsItsWidth(width: Int) {
    for sample in SampleReports.all where sample.name != "hostile" {
      let text = ReportFormat.text.render(
        sample.report, options: ReportAppearance(showsAll: true, width: width))
      #expect(text.split(separator: "\n").filter { $0.count > width }.isEmpty, "\(text)")
    }
  }
}
