package import GateModel

/// How a report is written.
package enum ReportFormat: String, CaseIterable, Sendable {
  case text, json, sarif, junit, github, gitlab, markdown, html, badge
  case gitHubOutput = "github-output"

  package func render(_ report: Report, options: ReportAppearance = ReportAppearance()) -> String {
    switch self {
    case .text: TextReport(report, options: options).render()
    case .json: JSONReport.render(report)
    case .sarif: SARIFReport.render(report.fromRepositoryTop)
    case .junit: JUnitReport.render(report)
    case .github: GitHubReport.render(report.fromRepositoryTop)
    case .gitlab: GitLabReport.render(report.fromRepositoryTop)
    case .markdown: MarkdownReport.render(report)
    case .gitHubOutput: GitHubOutput.render(report)
    case .html: HTMLReport.render(report)
    case .badge: BadgeReport.render(report)
    }
  }
}

/// What a report can be told that is not in the run's result.
package struct ReportAppearance: Sendable {
  package var isColored: Bool
  /// Everything in full, not only what stops the gate.
  package var showsAll: Bool
  /// The terminal's width in columns; `nil` where lines are left whole.
  package var width: Int?
  /// How places become links that a terminal opens; `nil` where they stay text.
  package var links: PlaceLinks?

  package init(
    isColored: Bool = false, showsAll: Bool = false, width: Int? = nil, links: PlaceLinks? = nil
  ) {
    self.isColored = isColored
    self.showsAll = showsAll
    self.width = width
    self.links = links
  }
}
