package import GateModel

/// How a report is written.
package enum ReportFormat: String, CaseIterable, Sendable {
  case text, json, sarif

  package func render(_ report: Report, options: TextOptions = TextOptions()) -> String {
    switch self {
    case .text: TextReport(report, options: options).render()
    case .json: JSONReport.render(report)
    case .sarif: SARIFReport.render(report)
    }
  }
}

/// What only the text report can be told.
package struct TextOptions: Sendable {
  package var isColored: Bool
  /// Everything in full, not only what stops the gate.
  package var showsAll: Bool
  package init(isColored: Bool = false, showsAll: Bool = false) {
    self.isColored = isColored
    self.showsAll = showsAll
  }
}
