internal import GateModel

/// One self-contained page: no script, no network, readable on a phone and in the dark.
enum HTMLReport {
  static func render(_ report: Report, sourceURL: String?) -> String {
    let name = MarkupText.escaped(report.name)
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>mxgate: \(name)</title>
      <style>
      \(HTMLStyle.sheet)
      </style>
      </head>
      <body>
      \(filters)
      <header class="\(report.exitStatus == .passed ? "pass" : "fail")">
      <h1>\(name)</h1>
      <p class="outcome">\(outcome(report))</p>
      <p class="meta">\(meta(report))</p>\(notes(report))
      </header>
      <main>
      \(scorecard(report))
      \(diagnostics(report))
      \(findings(report, sourceURL))
      \(checks(report, sourceURL))
      </main>
      </body>
      </html>

      """
  }

  /// Radio buttons that the style sheet reads: filtering without a script.
  private static let filters = """
    <input type="radio" name="show" id="show-all" checked><label for="show-all">All</label>
    <input type="radio" name="show" id="show-open"><label for="show-open">To do</label>
    <input type="radio" name="show" id="show-p0"><label for="show-p0">P0</label>
    <input type="radio" name="show" id="show-settled"><label for="show-settled">Settled</label>
    """

  private static func outcome(_ report: Report) -> String {
    let partial = report.isPartial ? " PARTIAL: some checks were left out." : ""
    switch report.exitStatus {
    case .passed: return "Ready to deploy.\(partial)"
    case .failed: return "Not ready to deploy.\(partial)"
    case .usage: return "The configuration has errors."
    case .couldNotCheck: return "Something could not be checked."
    case .leftBehind: return "Test data was left behind."
    }
  }

  private static func meta(_ report: Report) -> String {
    [
      "\(report.counts.files) files", report.commit.map { "commit \($0.prefix(12))" },
      report.owner.map { "owner \(MarkupText.escaped($0))" },
      "mxgate \(MarkupText.escaped(report.toolVersion))",
    ].compactMap { $0 }.joined(separator: " · ")
  }

  private static func notes(_ report: Report) -> String {
    RunNotes(report).all.map { "\n<p class=\"note\">\(MarkupText.escaped($0.text))</p>" }.joined()
  }

  private static func scorecard(_ report: Report) -> String {
    guard !report.checks.isEmpty else { return "" }
    var categories: [String] = []
    for check in report.checks where !categories.contains(CategoryName.of(check.id)) {
      categories.append(CategoryName.of(check.id))
    }
    let rows = categories.map { category in
      let cells = Priority.allCases.map { priority -> String in
        let results = report.checks.filter {
          CategoryName.of($0.id) == category && $0.priority == priority
        }
        guard !results.isEmpty else { return "<td></td>" }
        let settled = results.count { $0.verdict.isSettled }
        let state = settled == results.count ? "full" : settled == 0 ? "none" : "some"
        return "<td class=\"\(state)\">\(settled)/\(results.count)</td>"
      }
      return "<tr><th>\(MarkupText.escaped(category))</th>\(cells.joined())</tr>"
    }
    return """
      <table class="scorecard">
      <tr><th></th><th>P0</th><th>P1</th><th>P2</th></tr>
      \(rows.joined(separator: "\n"))
      </table>
      """
  }

  private static func diagnostics(_ report: Report) -> String {
    guard !report.diagnostics.isEmpty else { return "" }
    let items = report.diagnostics.map { diagnostic in
      let place = diagnostic.location.map { "\($0.path.text):\($0.line): " } ?? ""
      return "<li class=\"\(diagnostic.severity.rawValue)\">"
        + MarkupText.escaped(place + diagnostic.message) + "</li>"
    }
    return "<ul class=\"diagnostics\">\n\(items.joined(separator: "\n"))\n</ul>"
  }

  private static func findings(_ report: Report, _ sourceURL: String?) -> String {
    guard !report.findings.isEmpty else { return "" }
    let items = report.findings.map { finding in
      let state = finding.suppression == nil ? "open p0" : "settled"
      let suppressed = finding.suppression.map {
        "<p>Suppressed (\($0.kind.rawValue)): \(MarkupText.escaped($0.reason))</p>"
      }
      return """
        <article class="\(state)">
        <h3><span class="badge">\(finding.severity.rawValue)</span> \
        \(MarkupText.escaped(finding.title)) <code>\(MarkupText.escaped(finding.rule))</code></h3>
        <p>\(link(finding.location, sourceURL)) <code>\(MarkupText.escaped(finding.excerpt))</code></p>
        <p>\(MarkupText.escaped(finding.reason))</p>
        \(suppressed ?? fix(finding.fix))
        </article>
        """
    }
    return "<h2>Secrets</h2>\n" + items.joined(separator: "\n")
  }

  private static func checks(_ report: Report, _ sourceURL: String?) -> String {
    guard !report.checks.isEmpty else { return "" }
    let open = report.checks.filter { !$0.verdict.isSettled }
    let settled = report.checks.filter(\.verdict.isSettled)
    let items = (open + settled).map { check($0, sourceURL) }
    return "<h2>Checklist</h2>\n" + items.joined(separator: "\n")
  }

  private static func check(_ result: CheckResult, _ sourceURL: String?) -> String {
    let state = result.verdict.isSettled ? "settled" : "open"
    let places = (result.evidence + result.nearest).map { evidence in
      "<li>\(link(evidence.location, sourceURL)) \(MarkupText.escaped(evidence.note ?? "")) "
        + "<code>\(MarkupText.escaped(evidence.excerpt))</code></li>"
    }
    let waiver = result.waiver.map {
      "<p>Waived until \($0.expires) by \(MarkupText.escaped($0.owner)): "
        + "\(MarkupText.escaped($0.reason))</p>"
    }
    return """
      <article class="\(state) \(result.priority.rawValue.lowercased())">
      <h3><span class="badge">\(result.priority.rawValue)</span> \
      \(MarkupText.escaped(result.title)) <code>\(result.id)</code></h3>
      <p><strong>\(result.verdict.rawValue)</strong>: \(MarkupText.escaped(result.reason))</p>
      \(waiver ?? "")
      \(places.isEmpty ? "" : "<ul>\(places.joined())</ul>")
      \(result.verdict.isSettled ? "" : fix(result.fix))
      </article>
      """
  }

  private static func fix(_ text: String) -> String {
    text.isEmpty ? "" : "<pre class=\"fix\">\(preformatted(text))</pre>"
  }

  private static func preformatted(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { MarkupText.escaped(String($0)) }.joined(separator: "\n")
  }

  /// A link to the line where the host of the sources is known, else the place as text.
  private static func link(_ location: Location, _ sourceURL: String?) -> String {
    let text = MarkupText.escaped("\(location.path.text):\(location.line)")
    guard let sourceURL else { return text }
    let target = "\(sourceURL)/\(PercentEncoding.path(location.path))#L\(location.line)"
    return "<a href=\"\(MarkupText.escaped(target))\">\(text)</a>"
  }
}
