/// How much of the code the tests reached, by a report that a test run wrote.
package struct CoverageReport: Hashable, Sendable {
  /// Covered and all, of branches where the report counts them.
  package var covered: Int
  package var total: Int
  package var measuresBranches: Bool

  package var percent: Double { total == 0 ? 0 : 100 * Double(covered) / Double(total) }

  /// Where the usual tools write their reports, below a package's folder.
  package static let usualPlaces = [
    "coverage/lcov.info", "lcov.info", "coverage/coverage-final.json",
    "coverage/coverage-summary.json", "coverage.xml", "coverage/cobertura-coverage.xml",
    "coverage/coverage.xml", "cobertura.xml", "target/site/jacoco/jacoco.xml",
    "build/reports/jacoco/test/jacocoTestReport.xml", "coverage.out", "cover.out", "c.out",
    "coverage.txt",
  ]

  /// Reads a report by its form; an error for what is none of those known.
  init(_ file: TextFile) throws(CoverageReportError) {
    let report: CoverageReport?
    switch file.path.fileExtension {
    case "info": report = LCOVReport.read(file)
    case "json": report = try IstanbulReport.read(file)
    case "xml": report = try XMLCoverageReport.read(file)
    default: report = GoCoverProfile.read(file)
    }
    guard let report, report.total > 0 else {
      throw CoverageReportError("no coverage is counted in it")
    }
    self = report
  }

  init(covered: Int, total: Int, measuresBranches: Bool) {
    self.covered = covered
    self.total = total
    self.measuresBranches = measuresBranches
  }
}

/// Why a file is no coverage report.
struct CoverageReportError: Error, Hashable, Sendable {
  var message: String
  init(_ message: String) { self.message = message }
}
