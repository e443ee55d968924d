internal import GateModel

/// The outputs of a step, as lines for the file that `GITHUB_OUTPUT` names. Numbers alone, so that
/// nothing of the repository can add a line.
enum GitHubOutput {
  static func render(_ report: Report) -> String {
    let reports = report.all
    let failed = reports.map { report in
      report.checks.count { $0.priority == .p0 && $0.fails(at: report.failOn) }
    }.reduce(0, +)
    let findings = reports.flatMap(\.findings).count { $0.suppression == nil }
    return "p0-failed=\(failed)\nfindings=\(findings)\n"
  }
}
