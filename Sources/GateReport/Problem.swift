internal import GateModel

/// One thing wrong, in the form that annotations, test reports and code-quality lists share.
struct Problem {
  enum Level: Int { case error, warning, note }
  /// A check's or rule's id.
  var id: String
  var title: String
  var detail: String
  var fix: String
  var location: Location
  var level: Level
  var severity: Severity
  var fingerprint: String

  /// All problems of a report and its services that are not waived or suppressed: what fails the gate
  /// first, then by priority.
  static func all(in report: Report) -> [Problem] {
    let all = report.all.flatMap(own)
    return [Level.error, .warning, .note].flatMap { level in all.filter { $0.level == level } }
  }

  /// The same without its services.
  static func own(in report: Report) -> [Problem] {
    let findings = report.findings.filter { $0.suppression == nil }.map(Problem.init(finding:))
    let checks = report.checks.filter { !$0.verdict.isSettled }.map {
      Problem(check: $0, in: report)
    }
    return [Level.error, .warning, .note].flatMap { level in
      (findings + checks).filter { $0.level == level }
    }
  }

  /// The same with the gravest first: secrets by their severity, checks by their priority.
  static func byPriority(in report: Report) -> [Problem] {
    let all = all(in: report)
    return Severity.allCases.flatMap { severity in all.filter { $0.severity == severity } }
  }

  init(finding: Finding) {
    id = finding.rule
    title = finding.title
    detail = finding.reason + (finding.commit.map { " (commit \($0.prefix(12)))" } ?? "")
    fix = finding.fix
    location = finding.location
    level = finding.fails ? .error : .warning
    severity = finding.severity
    fingerprint = finding.fingerprint
  }

  init(check: CheckResult, in report: Report) {
    id = check.id.rawValue
    title = "\(check.priority.rawValue) \(check.title)"
    detail = check.reason
    fix = check.fix
    location = Self.anchor(of: check, manifest: report.manifest)
    level = check.fails(at: report.failOn) ? .error : check.priority == .p2 ? .note : .warning
    severity =
      switch check.priority {
      case .p0: .high
      case .p1: .medium
      case .p2: .low
      }
    let place = report.place.bytes.isEmpty ? "" : "\(report.place):"
    fingerprint = "check:\(place)\(check.id.rawValue)"
  }

  /// Where an unmet check is shown: at its claim, else at the evidence, else at the manifest's first
  /// line, where the claim belongs.
  private static func anchor(of check: CheckResult, manifest: RepositoryPath?) -> Location {
    check.claim ?? check.evidence.first?.location
      ?? Location(path: manifest ?? RepositoryPath("mxgate.yaml"), line: 1)
  }
}
