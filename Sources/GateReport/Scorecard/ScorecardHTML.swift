internal import GateModel

/// The scorecard as a page: services, then a table of services by check.
struct ScorecardHTML {
  let card: Scorecard

  var text: String {
    HTMLPage(
      title: "mxgate: \(card.headline)",
      content: """
        <header class="\(card.exitStatus == .passed ? "pass" : "fail")">
        <p class="outcome">\(card.headline)</p>
        <h1>Production readiness</h1>
        <p class="meta">\(card.services.count) services · \(card.checks.count) checks</p>
        </header>
        <main>
        <div class="matrix"><table>
        <thead>\(row(overviewHeads.map { head($0) }))</thead>
        <tbody>
        \(card.services.map { row(overview($0)) }.joined(separator: "\n"))
        </tbody>
        </table></div>
        \(gone)
        \(matrix)
        </main>
        """
    ).text
  }

  private var overviewHeads: [String] {
    ["Service", "Outcome", "P0", "P1", "P2", "Secrets"] + (card.previous == nil ? [] : ["Trend"])
      + ["Commit"]
  }

  private func overview(_ service: Scorecard.Service) -> [String] {
    let outcome = service.exitStatus == .passed ? "full" : "none"
    return [
      "<th>\(HTMLPage.link(service.name, to: service.sourceURL))</th>",
      "<td class=\"\(outcome)\">\(service.exitStatus.word)</td>",
    ] + Priority.allCases.map { "<td>\(card.settled(service, $0))</td>" }
      + ["<td\(service.secrets > 0 ? " class=\"none\"" : "")>\(service.secrets)</td>"]
      + (card.trend(of: service).map { ["<td>\($0.words)</td>"] } ?? [])
      + ["<td><code>\(MarkupText.escaped(String((service.commit ?? "").prefix(12))))</code></td>"]
  }

  private var gone: String {
    let names = card.gone.map(MarkupText.escaped)
    return names.isEmpty ? "" : "<p>Gone since the last time: \(names.joined(separator: ", ")).</p>"
  }

  private var matrix: String {
    guard !card.checks.isEmpty else { return "" }
    let heads = ["Check"] + card.services.map(\.name) + ["To do in"]
    let rows = card.checks.map { check in
      let name =
        "<th title=\"\(MarkupText.escaped(check.title))\">"
        + "<span class=\"badge\">\(check.priority.rawValue)</span> \(check.id)</th>"
      return row(
        [name] + card.services.map { cell(check, $0) } + ["<td>\(card.gaps(of: check))</td>"])
    }
    let changes = card.previous == nil ? "" : " · ▲ since the last time settled, ▼ no longer"
    return """
      <h2>By check</h2>
      <div class="matrix by-check"><table>
      <thead>\(row(heads.map { head($0) }))</thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody>
      </table></div>
      <p class="note">\(VerdictWords.legend)\(changes)</p>
      """
  }

  private func cell(_ check: Scorecard.Check, _ service: Scorecard.Service) -> String {
    guard let verdict = service.verdicts[check.id] else { return "<td></td>" }
    let state =
      switch verdict {
      case .corroborated, .attested: "full"
      case .undeclared: "some"
      case .unproven, .contradicted, .missing, .couldNotCheck: "none"
      case .notApplicable, .waived, .notRun: "note"
      }
    let change = card.change(of: check.id, in: service).map { improved in
      improved ? " <span class=\"better\">▲</span>" : " <span class=\"worse\">▼</span>"
    }
    let words = VerdictWords.phrase(verdict)
    return
      "<td class=\"\(state)\" title=\"\(words)\">\(VerdictWords.sign(verdict))\(change ?? "")</td>"
  }

  private func head(_ text: String) -> String { "<th>\(MarkupText.escaped(text))</th>" }

  private func row(_ cells: [String]) -> String { "<tr>\(cells.joined())</tr>" }
}
