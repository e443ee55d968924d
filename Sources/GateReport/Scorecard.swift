package import GateModel

/// Several services' reports as one table: a row for each service, a column for each priority, and
/// the checks that most services still miss.
package struct Scorecard {
  private let reports: [Report]

  package init(_ reports: [Report]) {
    self.reports = reports.sorted { ($0.name, $0.root) < ($1.name, $1.root) }
  }

  /// Whether every service passed; the worst of their exit statuses.
  package var exitStatus: ExitStatus { ExitStatus.worst(reports.map(\.exitStatus)) }

  /// The formats that a scorecard has.
  package static let formats: [ReportFormat] = [.text, .markdown, .html]

  /// - Parameter format: one of `formats`.
  package func render(_ format: ReportFormat) -> String {
    switch format {
    case .markdown: markdown
    case .html: html
    default: text
    }
  }

  // MARK: What it says

  private struct Row {
    var name: String
    var commit: String
    var cells: [String]
    var secrets: Int
    var passed: Bool
  }

  private var rows: [Row] {
    reports.map { report in
      let cells = Priority.allCases.map { priority in
        let results = report.checks.filter { $0.priority == priority }
        return "\(results.count(where: \.verdict.isSettled))/\(results.count)"
      }
      return Row(
        name: report.name, commit: String((report.commit ?? "").prefix(12)), cells: cells,
        secrets: report.findings.count { $0.suppression == nil },
        passed: report.exitStatus == .passed)
    }
  }

  /// Unmet checks with the services that miss them, the most frequent first.
  private var gaps: [(check: CheckID, title: String, services: [String])] {
    var services: [CheckID: [String]] = [:]
    var titles: [CheckID: String] = [:]
    for report in reports {
      for check in report.checks where !check.verdict.isSettled {
        services[check.id, default: []].append(report.name)
        titles[check.id] = check.title
      }
    }
    return services.map { ($0.key, titles[$0.key] ?? "", $0.value) }
      .sorted { ($1.services.count, $0.check) < ($0.services.count, $1.check) }
  }

  // MARK: How it is written

  private static let heads = ["service", "commit", "P0", "P1", "P2", "secrets", ""]

  private func cells(of row: Row) -> [String] {
    [row.name, row.commit] + row.cells + [String(row.secrets), row.passed ? "passed" : "failed"]
  }

  private var text: String {
    let table = [Self.heads] + rows.map { cells(of: $0).map(TerminalText.escaped) }
    let widths = Self.heads.indices.map { column in table.map { $0[column].count }.max() ?? 0 }
    let lines = table.map { row in
      zip(row, widths).map { cell, width in
        cell + String(repeating: " ", count: width - cell.count)
      }.joined(separator: "  ")
    }
    let missing = gaps.map { gap in
      "\(gap.check): \(gap.services.count) of \(reports.count)  \(gap.title)"
    }
    return (lines + [""] + missing).joined(separator: "\n") + "\n"
  }

  private var markdown: String {
    let head = "| " + Self.heads.joined(separator: " | ") + " |\n"
    let rule = "|" + Self.heads.map { _ in "---|" }.joined() + "\n"
    let body = rows.map { row in
      "| " + cells(of: row).map(MarkdownText.escaped).joined(separator: " | ") + " |\n"
    }
    let missing = gaps.map { gap in
      "- **\(gap.check)** \(MarkdownText.escaped(gap.title)): "
        + "\(gap.services.map(MarkdownText.escaped).joined(separator: ", "))\n"
    }
    return "## mxgate: \(reports.count) services\n\n" + head + rule + body.joined()
      + (missing.isEmpty ? "" : "\n### Missing most\n\n" + missing.joined())
  }

  private var html: String {
    func row(_ cells: [String], _ tag: String) -> String {
      "<tr>" + cells.map { "<\(tag)>\(MarkupText.escaped($0))</\(tag)>" }.joined() + "</tr>"
    }
    let body = rows.map { row(cells(of: $0), "td") }.joined(separator: "\n")
    let missing = gaps.map { gap in
      "<li><code>\(gap.check)</code> \(MarkupText.escaped(gap.title)): "
        + MarkupText.escaped(gap.services.joined(separator: ", ")) + "</li>"
    }.joined(separator: "\n")
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>mxgate: \(reports.count) services</title>
      <style>
      \(HTMLStyle.sheet)
      </style>
      </head>
      <body>
      <h1>\(reports.count) services</h1>
      <table class="scorecard">
      \(row(Self.heads, "th"))
      \(body)
      </table>
      <h2>Missing most</h2>
      <ul>
      \(missing)
      </ul>
      </body>
      </html>

      """
  }
}
