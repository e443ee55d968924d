internal import GateModel

/// The report as a page: the outcome, a scorecard by category and priority, and a card for each
/// secret and each check, which filters show and hide.
struct HTMLReport {
  private let report: Report
  private let links: SourceLink

  static func render(_ report: Report) -> String { HTMLReport(report).page.text }

  private init(_ report: Report) {
    self.report = report
    links = SourceLink(report: report)
  }

  private var page: HTMLPage {
    HTMLPage(
      title: "mxgate: \(report.name)", controls: filters.map(\.input).joined(separator: "\n"),
      content: """
        <header class="\(report.exitStatus == .passed ? "pass" : "fail")">
        <p class="outcome">\(outcome)</p>
        <h1>\(MarkupText.escaped(report.name))</h1>
        <p class="meta">\(meta)</p>\(notes)
        </header>
        <main>
        \(sections.filter { !$0.isEmpty }.joined(separator: "\n"))
        </main>
        """)
  }

  private var sections: [String] {
    [services, scorecard, diagnostics, bar] + cards + report.services.map(Self.section)
  }

  /// One of several services, below the page's own heading.
  private static func section(of service: Report) -> String {
    let part = HTMLReport(service)
    return """
      <section class="service">
      <h2 id="\(MarkupText.escaped(service.place.text))">\(MarkupText.escaped(service.name))</h2>
      <p class="meta">\(part.outcome) · \(part.meta)</p>\(part.notes)
      \(([part.scorecard, part.diagnostics] + part.cards).filter { !$0.isEmpty }.joined(separator: "\n"))
      </section>
      """
  }

  private var services: String {
    guard !report.services.isEmpty else { return "" }
    let items = report.services.map { service in
      "<li><a href=\"#\(MarkupText.escaped(service.place.text))\">"
        + "\(MarkupText.escaped(service.name))</a>: \(HTMLReport(service).outcome)</li>"
    }
    return "<ul class=\"services\">\n\(items.joined(separator: "\n"))\n</ul>"
  }

  private var cards: [String] {
    let open = report.checks.filter { !$0.verdict.isSettled }
    let settled = report.checks.filter(\.verdict.isSettled)
    return [
      section("Secrets", report.findings.map(card)),
      section("To do", Priority.allCases.flatMap { cards(open, $0) }),
      section("Settled", Priority.allCases.flatMap { cards(settled, $0) }),
    ]
  }

  private func section(_ title: String, _ cards: [String]) -> String {
    cards.isEmpty
      ? "" : "<section>\n<h2>\(title)</h2>\n\(cards.joined(separator: "\n"))\n</section>"
  }

  // MARK: The top

  private var outcome: String {
    let partial = report.isPartial ? " (partial: some checks were left out)" : ""
    switch report.exitStatus {
    case .passed:
      return (report.scope == .scan ? "No secrets found" : "Ready to deploy") + partial
    case .failed:
      return (report.scope == .scan ? "Stopped" : "Not ready to deploy") + partial
    case .usage: return "The configuration has errors"
    case .couldNotCheck: return "Something could not be checked"
    case .leftBehind: return "Test data was left behind"
    }
  }

  private var meta: String {
    let files = report.counts.files == 1 ? "1 file" : "\(report.counts.files) files"
    let manifest = report.scope == .scan ? nil : report.manifest?.text ?? "no mxgate.yaml"
    return [
      report.commit.map { "commit <code>\(MarkupText.escaped(String($0.prefix(12))))</code>" },
      files, manifest.map(MarkupText.escaped),
      report.owner.map { "owner \(MarkupText.escaped($0))" },
      report.runbook.map { HTMLPage.link("runbook", to: $0) },
      "mxgate \(MarkupText.escaped(report.toolVersion))",
    ].compactMap { $0 }.joined(separator: " · ")
  }

  private var notes: String {
    RunNotes(report).all.map { "\n<p class=\"note\">\(MarkupText.escaped($0.text))</p>" }.joined()
  }

  private var scorecard: String {
    guard !report.checks.isEmpty else { return "" }
    var categories: [String] = []
    for check in report.checks where !categories.contains(CategoryName.of(check.id)) {
      categories.append(CategoryName.of(check.id))
    }
    let rows = categories.map { category in
      row(category, report.checks.filter { CategoryName.of($0.id) == category }, tag: "td")
    }
    let heads = Priority.allCases.map { "<th>\($0.rawValue)</th>" }.joined()
    return """
      <table class="scorecard">
      <caption>Settled, of all</caption>
      <thead><tr><th></th>\(heads)</tr></thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody>
      <tfoot>
      \(row("All", report.checks, tag: "th"))
      </tfoot>
      </table>
      """
  }

  private func row(_ name: String, _ results: [CheckResult], tag: String) -> String {
    let cells = Priority.allCases.map { priority -> String in
      let results = results.filter { $0.priority == priority }
      guard !results.isEmpty else { return "<\(tag) class=\"empty\"></\(tag)>" }
      let settled = results.count { $0.verdict.isSettled }
      let state = settled == results.count ? "full" : settled == 0 ? "none" : "some"
      return "<\(tag) class=\"\(state)\">\(settled)/\(results.count)</\(tag)>"
    }
    return "<tr><th>\(MarkupText.escaped(name))</th>\(cells.joined())</tr>"
  }

  private var diagnostics: String {
    guard !report.diagnostics.isEmpty else { return "" }
    let items = report.diagnostics.map { diagnostic in
      let place = diagnostic.location.map { links.markup($0) + " " } ?? ""
      let help = diagnostic.help.map { "<br><span class=\"note\">\(MarkupText.escaped($0))</span>" }
      return
        "<li class=\"\(diagnostic.severity.rawValue)\"><strong>\(diagnostic.severity.rawValue)</strong> "
        + place + MarkupText.escaped(diagnostic.message) + (help ?? "") + "</li>"
    }
    return "<ul class=\"diagnostics\">\n\(items.joined(separator: "\n"))\n</ul>"
  }

  // MARK: Filters

  /// Radio buttons that the style sheet reads: filtering without a script.
  private struct Filter {
    let id: String
    let name: String
    let count: Int

    var input: String {
      "<input type=\"radio\" name=\"show\" id=\"show-\(id)\"\(id == "all" ? " checked" : "")>"
    }
    var label: String { "<label for=\"show-\(id)\">\(name) <strong>\(count)</strong></label>" }
  }

  private var filters: [Filter] {
    let findings = report.all.flatMap(\.findings)
    let checks = report.all.flatMap(\.checks)
    let open = checks.filter { !$0.verdict.isSettled }
    let openFindings = findings.count { $0.suppression == nil }
    let failing =
      findings.count(where: \.fails)
      + report.all.map { report in report.checks.count { $0.fails(at: report.failOn) } }
      .reduce(0, +)
    let byPriority = Priority.allCases.map { priority in
      Filter(
        id: priority.rawValue.lowercased(), name: priority.rawValue,
        count: checks.count { $0.priority == priority })
    }
    let all = [
      Filter(id: "all", name: "All", count: findings.count + checks.count),
      Filter(id: "fails", name: "Stops the gate", count: failing),
      Filter(id: "open", name: "To do", count: openFindings + open.count),
      Filter(
        id: "settled", name: "Settled",
        count: findings.count - openFindings + checks.count - open.count),
      Filter(id: "secret", name: "Secrets", count: findings.count),
    ]
    return (all + byPriority).filter { $0.id == "all" || $0.count > 0 }
  }

  private var bar: String {
    report.all.allSatisfy { $0.checks.isEmpty && $0.findings.isEmpty }
      ? "" : "<nav>\(filters.map(\.label).joined())</nav>"
  }

  // MARK: Cards

  private func card(_ finding: Finding) -> String {
    let classes =
      "secret " + (finding.suppression == nil ? "open" : "settled")
      + (finding.fails ? " fails" : "")
    let suppressed = finding.suppression.map {
      "<p>Suppressed (\($0.kind.rawValue)): \(MarkupText.escaped($0.reason))</p>"
    }
    let commit = finding.commit.map { " in commit <code>\(MarkupText.escaped($0))</code>" } ?? ""
    return card(
      classes, badge: finding.severity.rawValue, title: finding.title, id: finding.rule,
      verdict: finding.suppression == nil ? "found" : "suppressed", isOpen: finding.fails,
      body: """
        <p>\(links.markup(finding.location))\(commit)</p>
        \(excerpt(finding.excerpt))
        <p>\(MarkupText.withCode(MarkupText.escaped(finding.reason)))</p>
        \(suppressed ?? fix(finding.fix))
        """)
  }

  private func cards(_ results: [CheckResult], _ priority: Priority) -> [String] {
    results.filter { $0.priority == priority }.map(card)
  }

  private func card(_ result: CheckResult) -> String {
    let fails = result.fails(at: report.failOn)
    let classes =
      "\(result.priority.rawValue.lowercased()) \(result.verdict.isSettled ? "settled" : "open")"
      + (fails ? " fails" : "")
    let body = [
      "<p>\(MarkupText.withCode(MarkupText.escaped(result.reason)))</p>",
      exception(result),
      places("Found", result.evidence),
      places("Without it", result.sites?.bare ?? []),
      places("Nearest", result.nearest),
      result.verdict.isSettled ? "" : lookedFor(result),
      result.verdict.isSettled ? "" : fix(result.fix),
      result.verdict.isSettled ? "" : command(result.command),
    ]
    return card(
      classes, badge: result.priority.rawValue, title: result.title, id: result.id.rawValue,
      verdict: VerdictWords.phrase(result.verdict), isOpen: fails,
      body: body.filter { !$0.isEmpty }.joined(separator: "\n"))
  }

  private func card(
    _ classes: String, badge: String, title: String, id: String, verdict: String, isOpen: Bool,
    body: String
  ) -> String {
    """
    <details class="\(classes)"\(isOpen ? " open" : "")>
    <summary><span class="badge">\(badge)</span> <span class="title">\
    \(MarkupText.escaped(title))</span> <span class="verdict">\(verdict)</span> \
    <code>\(MarkupText.escaped(id))</code></summary>
    \(body)
    </details>
    """
  }

  private func exception(_ result: CheckResult) -> String {
    if let waiver = result.waiver {
      return "<p>Waived until \(waiver.expires) by \(MarkupText.escaped(waiver.owner)): "
        + HTMLPage.link(waiver.reason, to: waiver.link) + "</p>"
    }
    return result.attestation.map {
      "<p>Attested on \($0.date) by \(MarkupText.escaped($0.by)): "
        + HTMLPage.link($0.url, to: $0.url) + "</p>"
    } ?? ""
  }

  /// What a list shows before it becomes a wall.
  private static let mostPlaces = 20

  private func places(_ heading: String, _ places: [Evidence]) -> String {
    if places.isEmpty { return "" }
    let items = places.prefix(Self.mostPlaces).map { evidence in
      let note = evidence.note.map { " <span class=\"note\">\(MarkupText.escaped($0))</span>" }
      return "<li>\(links.markup(evidence.location))\(note ?? "")\(excerpt(evidence.excerpt))</li>"
    }
    let left = places.count - items.count
    let more = left > 0 ? "<li>and \(left) more</li>" : ""
    return "<h4>\(heading)</h4>\n<ul>\(items.joined())\(more)</ul>"
  }

  private func lookedFor(_ result: CheckResult) -> String {
    guard let phrase = SearchWords.phrase(result) else { return "" }
    return
      "<p class=\"note\">\(MarkupText.escaped(phrase.prefix(1).uppercased() + phrase.dropFirst()))</p>"
  }

  private func command(_ command: String?) -> String {
    command.map { "<h4>Run</h4>\n<pre>\(MarkupText.escaped($0))</pre>" } ?? ""
  }

  private func excerpt(_ text: String) -> String {
    text.isEmpty ? "" : "<pre>\(MarkupText.escaped(text))</pre>"
  }

  /// The first line is a sentence, the others are code.
  private func fix(_ text: String) -> String {
    if text.isEmpty { return "" }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { MarkupText.escaped(String($0)) }
    let code = lines.dropFirst().joined(separator: "\n")
    return "<h4>Fix</h4>\n<p>\(MarkupText.withCode(lines[0]))</p>"
      + (code.isEmpty ? "" : "\n<pre class=\"fix\">\(code)</pre>")
  }
}
