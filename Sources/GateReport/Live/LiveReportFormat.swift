package import GateModel

/// How the result of a live verification is written.
package enum LiveReportFormat: String, CaseIterable, Sendable {
  case text, json, junit

  package func render(_ result: LiveResult, isColored: Bool = false) -> String {
    switch self {
    case .text: LiveTextReport(result, style: TerminalStyle(isColored: isColored)).render()
    case .json: LiveJSONReport.render(result)
    case .junit: LiveJUnitReport.render(result)
    }
  }
}
