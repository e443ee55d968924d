internal import GateChecks
internal import GateModel

/// How a run ends, from what it found.
enum ExitDecision {
  static func status(of report: Report) -> ExitStatus {
    var statuses = [report.checks.exitStatus(failOn: report.failOn)]
    if report.findings.contains(where: \.fails) { statuses.append(.failed) }
    if report.diagnostics.contains(where: { $0.severity == .error }) {
      statuses.append(.couldNotCheck)
    }
    return ExitStatus.worst(statuses)
  }
}
