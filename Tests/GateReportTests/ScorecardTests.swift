import GateModel
import GateReport
import Testing

@Suite struct ScorecardTests {
  private static func report(
    _ service: String, _ verdicts: [String: Verdict], status: GateModel.ExitStatus = .failed
  ) -> Report {
    Report(
      scope: .check, toolVersion: "1.2.3", root: ".", service: service,
      checks: verdicts.sorted { $0.key < $1.key }.map { id, verdict in
        CheckResult(
          id: CheckID(id), priority: id == "errors.timeout" ? .p1 : .p0, verdict: verdict,
          title: "<\(id)>", reason: "")
      }, exitStatus: status)
  }

  private static let last = Scorecard([
    report("sync", ["errors.retry": .missing, "errors.timeout": .corroborated]),
    report("export", ["errors.retry": .missing]),
    report("old", ["errors.retry": .missing]),
  ])

  private static var now: Scorecard {
    get throws {
      var card = Scorecard([
        report(
          "sync", ["errors.retry": .corroborated, "errors.timeout": .missing], status: .passed),
        report("export", ["errors.retry": .missing]),
        report("billing|<b>", ["errors.retry": .undeclared]),
      ])
      card.previous = try ScorecardJSON.read(Array(last.render(.json).utf8))
      return card
    }
  }

  @Test func aReportOfSeveralServicesIsARowForEach() throws {
    let saved = try JSONReportReader.read(
      Array(ReportFormat.json.render(SampleReports.several).utf8))
    let card = Scorecard([saved, Self.report("other", ["errors.retry": .missing])])
    #expect(card.services.map(\.name) == ["cmms-sync", "exporter", "monorepo", "other"])
    #expect(
      card.services.map(\.secrets) == [
        0, 0, SampleReports.several.findings.count { $0.suppression == nil }, 0,
      ])
  }

  @Test func textTellsTheTrend() throws {
    let text = try Self.now.render(.text)
    #expect(text.contains("1 of 3 services passed, 0 of 3 last time"))
    #expect(text.contains("old was there last time and is gone"))
    let sync = try #require(text.split(separator: "\n").first { $0.hasPrefix("sync") })
    #expect(sync.contains("1/1  0/1  0/0  0        +1 -1  passed"))
    #expect(text.contains("P0  errors.retry    2 of 3  <errors.retry>"))
  }

  @Test func markdownIsATableOfServicesByCheck() throws {
    let text = try Self.now.render(.markdown)
    let retry = try #require(text.split(separator: "\n").first { $0.contains("**errors.retry**") })
    #expect(retry.hasSuffix("| ○ | ✗ | ✓ ▲ | 2 |"))
    #expect(!text.contains("<b>") && !text.contains("billing|"))
  }

  @Test func pageIsATableOfServicesByCheck() throws {
    let page = try Self.now.render(.html)
    #expect(page.contains("▲") && page.contains("▼"))
    #expect(page.contains("Gone since the last time: old."))
    #expect(!page.contains("<b>") && !page.contains("<errors.retry>"))
  }

  @Test func aKeptScorecardIsReadBackWhole() throws {
    let services = try ScorecardJSON.read(Array(Self.last.render(.json).utf8))
    #expect(services.map(\.name) == ["export", "old", "sync"])
    #expect(services[2].verdicts[CheckID("errors.timeout")] == .corroborated)
  }

  @Test(arguments: ["", "{}", "[]", "{\"schemaVersion\": 9, \"kind\": \"scorecard\"}"])
  func whatIsNoScorecardIsRefused(text: String) {
    #expect(throws: ReportError.self) { try ScorecardJSON.read(Array(text.utf8)) }
  }

  @Test func twoServicesOfOneNameStayTwo() {
    let card = Scorecard([Self.report("api", [:]), Self.report("api", [:])])
    #expect(card.services.map(\.name) == ["api", "api (2)"])
  }
}
