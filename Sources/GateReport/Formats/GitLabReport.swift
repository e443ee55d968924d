internal import GateModel

/// GitLab's code-quality report: a list of issues in Code Climate's form.
enum GitLabReport {
  static func render(_ report: Report) -> String {
    let notes = RunNotes(report).all.filter { $0.level == .warning }.map { note($0.text, report) }
    return JSONValue.array(notes + Problem.all(in: report).map(issue)).serialized()
  }

  /// An override belongs to the manifest, which it passes over.
  private static func note(_ text: String, _ report: Report) -> JSONValue {
    object(
      text, check: "mxgate", fingerprint: "note:\(text)", severity: "info",
      Location(path: report.manifest ?? RepositoryPath("mxgate.yaml"), line: 1))
  }

  private static func issue(_ problem: Problem) -> JSONValue {
    let severity =
      switch problem.severity {
      case .critical: "blocker"
      case .high: "critical"
      case .medium: "major"
      case .low: "minor"
      }
    return object(
      "\(problem.title): \(problem.detail)", check: problem.id, fingerprint: problem.fingerprint,
      severity: severity, problem.location)
  }

  private static func object(
    _ description: String, check: String, fingerprint: String, severity: String,
    _ location: Location
  ) -> JSONValue {
    .object([
      ("description", .string(description)),
      ("check_name", .string(check)),
      ("fingerprint", .string(fingerprint)),
      ("severity", .string(severity)),
      (
        "location",
        .object([
          ("path", .string(location.path.text)),
          ("lines", .object([("begin", .int(location.line))])),
        ])
      ),
    ])
  }
}
