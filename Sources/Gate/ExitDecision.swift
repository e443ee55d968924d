internal import GateModel

/// How a run ends, from what it found.
enum ExitDecision {
  static func status(of report: Report) -> ExitStatus {
    var statuses: [ExitStatus] = []
    if report.findings.contains(where: \.fails) { statuses.append(.failed) }
    if report.checks.contains(where: { $0.fails(at: report.failOn) }) { statuses.append(.failed) }
    if report.checks.contains(where: { $0.verdict == .couldNotCheck }) {
      statuses.append(.couldNotCheck)
    }
    if report.diagnostics.contains(where: { $0.severity == .error }) {
      statuses.append(.couldNotCheck)
    }
    return ExitStatus.worst(statuses)
  }
}
