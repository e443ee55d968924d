internal import GateModel

/// A job summary in Markdown.
enum MarkdownReport {
  /// GitHub refuses a step's summary over 1 MiB; room is left for the closing line.
  static let mostBytes = (1 << 20) - 1_024

  static func render(_ report: Report) -> String {
    var text = section(report, room: mostBytes)
    for (index, service) in report.services.enumerated() {
      let next = "\n" + section(service, room: mostBytes - text.utf8.count)
      guard text.utf8.count + next.utf8.count <= mostBytes else {
        return text + "\n\(report.services.count - index) more services are in the full report.\n"
      }
      text += next
    }
    return text
  }

  private static func section(_ report: Report, room mostBytes: Int) -> String {
    var text = heading(report) + notes(report)
    text += scoreboard(report) + services(report)
    let problems = Problem.own(in: report)
    if !problems.isEmpty {
      text += "\n### To do\n\n| | What | Where | Fix |\n|---|---|---|---|\n"
      for (index, problem) in problems.enumerated() {
        let line = row(problem)
        guard text.utf8.count + line.utf8.count < mostBytes else {
          return text + "\n\(problems.count - index) more are in the full report.\n"
        }
        text += line
      }
    }
    return text + exceptions(report, room: mostBytes - text.utf8.count)
  }

  private static func heading(_ report: Report) -> String {
    let name = MarkdownText.escaped(report.name)
    let outcome =
      switch report.exitStatus {
      case .passed: "ready to deploy"
      case .failed: "not ready to deploy"
      case .usage: "the configuration has errors"
      case .couldNotCheck: "something could not be checked"
      case .leftBehind: "test data was left behind"
      }
    let partial = report.isPartial ? " (PARTIAL: some checks were left out)" : ""
    let commit = report.commit.map { " at `\($0.prefix(12))`" } ?? ""
    let diagnostics = report.diagnostics.map { "- \(MarkdownText.escaped($0.message))\n" }
    return "## mxgate: \(name) is \(outcome)\(partial)\n\n"
      + "\(report.counts.files) files\(commit)\n"
      + (diagnostics.isEmpty ? "" : "\n" + diagnostics.joined())
  }

  private static func notes(_ report: Report) -> String {
    RunNotes(report).all.map {
      "\n> [!\($0.level == .note ? "NOTE" : "WARNING")]\n> \(MarkdownText.escaped($0.text))\n"
    }.joined()
  }

  private static func scoreboard(_ report: Report) -> String {
    guard !report.checks.isEmpty else { return "" }
    var text =
      "\n| | settled | to do | waived | not run | does not apply |\n|---|---|---|---|---|---|\n"
    for priority in Priority.allCases {
      let results = report.checks.filter { $0.priority == priority }
      func count(_ verdicts: Verdict...) -> Int { results.count { verdicts.contains($0.verdict) } }
      let open = results.count { !$0.verdict.isSettled }
      text +=
        "| \(priority.rawValue) | \(count(.corroborated, .attested)) | \(open) "
        + "| \(count(.waived)) | \(count(.notRun)) | \(count(.notApplicable)) |\n"
    }
    return text
  }

  private static func services(_ report: Report) -> String {
    guard !report.services.isEmpty else { return "" }
    let rows = report.services.map { service in
      "| \(MarkdownText.escaped(service.name)) | \(MarkdownText.escaped(service.place.text)) "
        + "| \(service.exitStatus.word) |\n"
    }
    return "\n| service | folder | |\n|---|---|---|\n" + rows.joined()
  }

  private static func row(_ problem: Problem) -> String {
    let mark =
      switch problem.level {
      case .error: "**error**"
      case .warning: "warning"
      case .note: "note"
      }
    let place = "\(MarkdownText.escaped(problem.location.path.text)):\(problem.location.line)"
    let fix = problem.fix.split(separator: "\n").first.map(String.init) ?? ""
    return "| \(mark) | **\(MarkdownText.escaped(problem.id))** "
      + "\(MarkdownText.escaped(problem.detail)) | \(place) | \(MarkdownText.escaped(fix)) |\n"
  }

  private static func exceptions(_ report: Report, room: Int) -> String {
    let waived = report.checks.compactMap { result in
      result.waiver.map {
        "- \(result.id), until \($0.expires) by \(MarkdownText.escaped($0.owner)): "
          + "\(MarkdownText.escaped($0.reason))\n"
      }
    }
    let suppressed = report.findings.compactMap { finding in
      finding.suppression.map {
        "- \(finding.rule) at \(MarkdownText.escaped(finding.location.path.text)):"
          + "\(finding.location.line), \($0.kind.rawValue): \(MarkdownText.escaped($0.reason))\n"
      }
    }
    return section("Waived", waived, room: room / 2)
      + section("Suppressed findings", suppressed, room: room / 2)
  }

  /// The lines that find room, and how many did not.
  private static func section(_ title: String, _ lines: [String], room: Int) -> String {
    guard !lines.isEmpty else { return "" }
    /// For the closing line.
    let reserve = 100
    var text = "\n### \(title): \(lines.count)\n\n"
    var size = text.utf8.count
    for (index, line) in lines.enumerated() {
      size += line.utf8.count
      guard size < room - reserve else {
        return text + "\n\(lines.count - index) more are in the full report.\n"
      }
      text += line
    }
    return text
  }
}
