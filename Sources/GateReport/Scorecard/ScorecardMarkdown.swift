internal import GateModel

/// The scorecard for a job summary: services, then a table of services by check.
struct ScorecardMarkdown {
  let card: Scorecard

  var text: String {
    "## mxgate: \(card.headline)\n\n" + table([overviewHeads] + card.services.map(overview))
      + gone + matrix
  }

  private var overviewHeads: [String] {
    ["Service", "Commit", "P0", "P1", "P2", "Secrets"] + (card.previous == nil ? [] : ["Trend"])
      + ["Outcome"]
  }

  private func overview(_ service: Scorecard.Service) -> [String] {
    [MarkdownText.escaped(service.name), code(String((service.commit ?? "").prefix(12)))]
      + Priority.allCases.map { card.settled(service, $0) } + [String(service.secrets)]
      + (card.trend(of: service).map { [$0.words] } ?? []) + [service.exitStatus.word]
  }

  private func code(_ text: String) -> String {
    text.isEmpty ? "" : "`\(MarkdownText.escaped(text))`"
  }

  private var gone: String {
    let names = card.gone.map(MarkdownText.escaped)
    return names.isEmpty ? "" : "\nGone since the last time: \(names.joined(separator: ", ")).\n"
  }

  private var matrix: String {
    guard !card.checks.isEmpty else { return "" }
    let heads = ["", "Check"] + card.services.map { MarkdownText.escaped($0.name) } + ["To do in"]
    let rows = card.checks.map { check in
      [check.priority.rawValue, "**\(check.id)** \(MarkdownText.escaped(check.title))"]
        + card.services.map { cell(check, $0) } + [String(card.gaps(of: check))]
    }
    return "\n### By check\n\n" + table([heads] + rows) + "\n\(VerdictWords.legend)"
      + (card.previous == nil ? "" : " · ▲ since the last time settled, ▼ no longer") + "\n"
  }

  private func cell(_ check: Scorecard.Check, _ service: Scorecard.Service) -> String {
    guard let verdict = service.verdicts[check.id] else { return "" }
    let change = card.change(of: check.id, in: service).map { $0 ? " ▲" : " ▼" } ?? ""
    return VerdictWords.sign(verdict) + change
  }

  private func table(_ rows: [[String]]) -> String {
    let lines = rows.map { "| \($0.joined(separator: " | ")) |\n" }
    let rule = "|" + (rows.first ?? []).map { _ in "---|" }.joined() + "\n"
    return lines.prefix(1).joined() + rule + lines.dropFirst().joined()
  }
}
