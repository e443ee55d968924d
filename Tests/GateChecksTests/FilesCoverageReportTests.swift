import GateModel
import GateRepository
import Testing

@testable import GateChecks

@Suite struct FilesCoverageReportTests {
  struct Report: Sendable, CustomTestStringConvertible {
    var path: String
    var text: String
    var covered: Int
    var total: Int
    var measuresBranches: Bool
    var testDescription: String { path }
  }

  static let reports: [Report] = [
    Report(
      path: "coverage/lcov.info",
      text:
        "TN:\nSF:a.ts\nLF:10\nLH:9\nBRF:4\nBRH:3\nend_of_record\nSF:b.ts\nLF:2\nLH:2\nBRF:6\nBRH:6\nend_of_record\n",
      covered: 9, total: 10, measuresBranches: true),
    Report(
      path: "lcov.info", text: "SF:a.rb\nDA:1,1\nLF:4\nLH:3\nend_of_record\n", covered: 3, total: 4,
      measuresBranches: false),
    Report(
      path: "coverage/coverage-summary.json",
      text:
        "{\"total\": {\"lines\": {\"total\": 9, \"covered\": 9}, \"branches\": {\"total\": 8, \"covered\": 5}}}",
      covered: 5, total: 8, measuresBranches: true),
    Report(
      path: "coverage/coverage-final.json",
      text:
        "{\"/a.ts\": {\"s\": {\"0\": 1}, \"b\": {\"0\": [1, 0], \"1\": [3, 2]}}, \"/b.ts\": {\"s\": {}, \"b\": {}}}",
      covered: 3, total: 4, measuresBranches: true),
    Report(
      path: "coverage.xml",
      text:
        "<?xml version=\"1.0\" ?>\n<!-- made by coverage.py -->\n<coverage branches-covered=\"7\" branches-valid=\"8\" lines-covered=\"1\" lines-valid=\"1\"><packages/></coverage>\n",
      covered: 7, total: 8, measuresBranches: true),
    Report(
      path: "cobertura.xml",
      text: "<!DOCTYPE coverage SYSTEM \"a.dtd\"><coverage line-rate='0.5'/>",
      covered: 5_000, total: 10_000, measuresBranches: false),
    Report(
      path: "target/site/jacoco/jacoco.xml",
      text:
        "<report name=\"a\"><package name=\"p\"><counter type=\"BRANCH\" missed=\"9\" covered=\"0\"/></package><counter type=\"LINE\" missed=\"1\" covered=\"1\"/><counter type=\"BRANCH\" missed=\"1\" covered=\"3\"/></report>",
      covered: 3, total: 4, measuresBranches: true),
    Report(
      path: "cover.out",
      text: "mode: set\na.go:1.2,3.4 3 1\na.go:5.2,6.4 1 0\na.go:5.2,6.4 1 2\nb.go:1.1,2.2 4 0\n",
      covered: 4, total: 8, measuresBranches: false),
  ]

  @Test(arguments: reports)
  func reportIsRead(_ report: Report) throws {
    let read = try CoverageReport(Self.file(report.path, report.text))
    #expect(
      read
        == CoverageReport(
          covered: report.covered, total: report.total, measuresBranches: report.measuresBranches))
  }

  @Test(arguments: [
    ("lcov.info", ""), ("lcov.info", "LF:0\nLH:0\n"), ("lcov.info", "LF:99999999999999999999\n"),
    ("coverage-final.json", "[1"), ("coverage-final.json", "{}"), ("coverage.xml", "<coverage"),
    ("coverage.xml", "<coverage line-rate=\"0.9\"><a></coverage>"), ("coverage.xml", "<html/>"),
    ("coverage.xml", "<coverage line-rate=\"9\"/>"), ("cover.out", "mode: set\n"),
    ("cover.out", "mode: set\na.go:1.2,3.4 3\n"), ("coverage.txt", "87 %"),
  ])
  func whatIsNoReportIsAnError(_ path: String, _ text: String) {
    #expect(throws: CoverageReportError.self) { try CoverageReport(Self.file(path, text)) }
  }

  @Test(arguments: [(79, "contradicts"), (80, "proves")])
  func aFreshReportDecides(_ covered: Int, _ stance: String) throws {
    let observed = Self.observe("lcov.info", "LF:1\nLH:1\nBRF:100\nBRH:\(covered)\n")
    let first = try #require(observed.observations.first)
    #expect("\(first.stance)" == stance)
    #expect(first.facts == ["branches": .percent(Double(covered))])
  }

  @Test func aReportAmongTheRepositorysFilesProvesNothing() {
    let example = FilesExample(
      "", "quality.tests", ["lcov.info": "LF:1\nLH:1\nBRF:9\nBRH:9\n"], [])
    #expect(example.observed.observations.isEmpty)
  }

  @Test func aBrokenReportIsAFailure() {
    #expect(Self.observe("coverage.xml", "<coverage").failure?.hasPrefix("coverage.xml") == true)
  }

  static func file(_ path: String, _ text: String) -> TextFile {
    TextFile(path: RepositoryPath(path), bytes: Array(text.utf8))
  }

  static func observe(_ path: String, _ text: String) -> CheckObservations {
    let subject = EvidenceSubject(
      files: FilesInMemory([:]),
      coverageReports: FilesInMemory([RepositoryPath(path): Array(text.utf8)]))
    return FilesDetector().observe(subject)[CheckID("quality.tests")]
      ?? CheckObservations(hasDetector: false)
  }
}
