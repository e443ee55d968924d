internal import GateModel

/// GitLab's code-quality report: a list of issues in Code Climate's form.
enum GitLabReport {
  static func render(_ report: Report) -> String {
    JSONValue.array(Problem.all(in: report).map(issue)).serialized()
  }

  private static func issue(_ problem: Problem) -> JSONValue {
    let severity =
      switch problem.severity {
      case .critical: "blocker"
      case .high: "critical"
      case .medium: "major"
      case .low: "minor"
      }
    return .object([
      ("description", .string("\(problem.title): \(problem.detail)")),
      ("check_name", .string(problem.id)),
      ("fingerprint", .string(problem.fingerprint)),
      ("severity", .string(severity)),
      (
        "location",
        .object([
          ("path", .string(problem.location.path.text)),
          ("lines", .object([("begin", .int(problem.location.line))])),
        ])
      ),
    ])
  }
}
