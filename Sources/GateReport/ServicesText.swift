internal import GateModel

/// The text report of several services: what belongs to none of them, then a section for each, then
/// how it ended.
struct ServicesText {
  private let report: Report
  private let options: ReportAppearance
  private let layout: TextLayout
  private var style: TerminalStyle { layout.style }

  init(_ report: Report, options: ReportAppearance) {
    self.report = report
    self.options = options
    layout = TextLayout(options)
  }

  func render() -> String {
    var rest = report
    rest.services = []
    // How all of it ended is said at the end.
    let sections = [rest].filter { _ in hasRest } + report.services
    return heading + sections.map(section).joined(separator: "\n") + "\n" + closing
  }

  /// Whether something belongs to no service, or the top is a service as well.
  private var hasRest: Bool {
    !report.checks.isEmpty || !report.findings.isEmpty || !report.diagnostics.isEmpty
  }

  private var heading: String {
    let name = style.bold(TerminalText.escaped(report.name))
    return folded(
      "\(name) · \(report.services.count) services · \(report.counts.files) files, "
        + "\(report.milliseconds) ms") + "\n\n"
  }

  private func section(_ part: Report) -> String {
    let isRest = part.place.bytes.isEmpty
    let name = isRest ? "outside of the services" : "\(part.name) in \(part.place)"
    let title = style.bold("── \(TerminalText.escaped(name)) ──")
    var part = part
    if isRest {
      part.exitStatus = restStatus
      if report.checks.isEmpty { part.scope = .scan }
    }
    return folded(title) + "\n" + TextReport(part, options: options).render()
  }

  /// How the run would have ended without the services.
  private var restStatus: ExitStatus {
    let fails =
      report.findings.contains(where: \.fails)
      || report.checks.contains { $0.fails(at: report.failOn) }
    let isBroken = report.diagnostics.contains { $0.severity == .error }
    return fails ? .failed : isBroken ? report.exitStatus : .passed
  }

  private var closing: String {
    let passed = report.services.count { $0.exitStatus == .passed }
    let outside = restStatus == .passed ? [] : ["what is outside of them \(restStatus.word)"]
    let open = report.services.filter { $0.exitStatus != .passed }.map {
      "\($0.name) \($0.exitStatus.word)"
    }
    let words = "\(passed) of \(report.services.count) services passed"
    guard report.exitStatus != .passed else { return folded(style.green(words)) + "\n" }
    let more =
      (open + outside).isEmpty
      ? "" : ": \(TerminalText.escaped((open + outside).joined(separator: ", ")))"
    return folded(style.red("exit \(report.exitStatus.rawValue): \(words)\(more)")) + "\n"
  }

  private func folded(_ text: String) -> String {
    layout.folded(text, hanging: 5).joined(separator: "\n")
  }
}
