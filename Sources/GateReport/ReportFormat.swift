package import GateModel

/// How a report is written.
package enum ReportFormat: String, CaseIterable, Sendable {
  case text, json, sarif, junit, github, gitlab, markdown, html
  case gitHubOutput = "github-output"

  package func render(_ report: Report, options: ReportAppearance = ReportAppearance()) -> String {
    switch self {
    case .text: TextReport(report, options: options).render()
    case .json: JSONReport.render(report)
    case .sarif: SARIFReport.render(report)
    case .junit: JUnitReport.render(report)
    case .github: GitHubReport.render(report)
    case .gitlab: GitLabReport.render(report)
    case .markdown: MarkdownReport.render(report)
    case .gitHubOutput: GitHubOutput.render(report)
    case .html: HTMLReport.render(report, sourceURL: options.sourceURL)
    }
  }
}

/// What a report can be told that is not in the run's result.
package struct ReportAppearance: Sendable {
  package var isColored: Bool
  /// Everything in full, not only what stops the gate.
  package var showsAll: Bool
  /// Where the sources can be read, up to a file's path: `https://github.com/OWNER/NAME/blob/COMMIT`.
  package var sourceURL: String?

  package init(isColored: Bool = false, showsAll: Bool = false, sourceURL: String? = nil) {
    self.isColored = isColored
    self.showsAll = showsAll
    self.sourceURL = sourceURL
  }
}
