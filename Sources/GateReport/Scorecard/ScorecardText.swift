internal import GateModel

/// The scorecard for a terminal: a line for each service, then what most of them miss.
struct ScorecardText {
  let card: Scorecard

  /// What fits a screen below the services.
  private static let mostChecks = 15

  var text: String {
    let table = aligned([heads] + card.services.map(cells))
    let all = card.mostMissed
    let missed = all.prefix(Self.mostChecks).map { check, services in
      [
        check.priority.rawValue, check.id.rawValue, "\(services) of \(card.services.count)",
        TerminalText.escaped(check.title),
      ]
    }
    let gone = card.gone.map { "\(TerminalText.escaped($0)) was there last time and is gone" }
    let left = all.count - missed.count
    let more = left > 0 ? ["and \(left) more: --format markdown or html has them all"] : []
    let blocks = [
      table, missed.isEmpty ? [] : ["To do in most services"] + aligned(missed) + more, gone,
      [card.headline],
    ]
    return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
      .joined(separator: "\n\n") + "\n"
  }

  private var heads: [String] {
    ["service", "commit", "P0", "P1", "P2", "secrets"] + (card.previous == nil ? [] : ["trend"])
      + [""]
  }

  private func cells(_ service: Scorecard.Service) -> [String] {
    [TerminalText.escaped(service.name), String((service.commit ?? "").prefix(12))]
      + Priority.allCases.map { card.settled(service, $0) } + [String(service.secrets)]
      + (card.trend(of: service).map { [$0.words] } ?? []) + [service.exitStatus.word]
  }

  private func aligned(_ rows: [[String]]) -> [String] {
    let columns = rows.first?.indices ?? 0..<0
    let widths = columns.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let line = zip(row, widths).map { cell, width in
        cell + String(repeating: " ", count: width - cell.count)
      }.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }
}
