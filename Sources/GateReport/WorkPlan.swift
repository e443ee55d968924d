internal import GateModel

/// The first run's plan of work: what a command does, what has to be written, what needs the key.
struct WorkPlan {
  /// What is to be done, in the order of the checklist.
  let open: [CheckResult]
  let report: Report
  let layout: TextLayout

  init(open: [CheckResult], in report: Report, layout: TextLayout) {
    self.open = open
    self.report = report
    self.layout = layout
  }

  private struct Step {
    /// A command; empty where something has to be written.
    var command: String
    var results: [CheckResult]
  }

  var lines: [String] {
    let written = open.filter { $0.verdict != .notRun }
    let sections = [
      ("Let mxgate do it", byCommand(written.filter { $0.command != nil })),
      (
        "Write it",
        written.filter { $0.command == nil }.map { Step(command: "", results: [$0]) }
      ),
      ("With the key, in the deploy job", byCommand(open.filter { $0.verdict == .notRun })),
    ]
    var number = 0
    return sections.filter { !$0.1.isEmpty }.flatMap { title, steps in
      let width = steps.map(\.command.count).max() ?? 0
      return [layout.style.bold(title)]
        + steps.flatMap { step in
          number += 1
          return lines(of: step, number, commandWidth: width)
        }
    }
  }

  /// One step for each command, whatever it settles.
  private func byCommand(_ results: [CheckResult]) -> [Step] {
    var steps: [Step] = []
    for result in results {
      let command = result.command ?? ""
      if let index = steps.firstIndex(where: { $0.command == command }), !command.isEmpty {
        steps[index].results.append(result)
      } else {
        steps.append(Step(command: command, results: [result]))
      }
    }
    return steps
  }

  private func lines(of step: Step, _ number: Int, commandWidth: Int) -> [String] {
    step.results.enumerated().flatMap { index, result in
      let start = index == 0 ? "\(leading(number, 3))  " : "     "
      let action =
        step.command.isEmpty ? "" : (index == 0 ? step.command : "").padded(commandWidth) + "  "
      let head = "\(start)\(action)\(result.id.rawValue.padded(idWidth))  "
      let what = action.isEmpty ? firstSentence(result.fix) ?? result.title : short(result)
      return layout.folded(head + TerminalText.escaped(what), hanging: head.count)
        + details(of: result).flatMap {
          layout.linking($0.place, in: layout.folded($0.text, hanging: 9))
        }
    }
  }

  /// As wide as the longest id of the plan.
  private var idWidth: Int { open.map(\.id.rawValue.count).max() ?? 0 }

  /// What a command does about a check.
  private func short(_ result: CheckResult) -> String {
    if result.verdict == .notRun { return result.title }
    if result.verdict == .undeclared, let evidence = result.evidence.first {
      return "claims \(layout.place(evidence.location))"
    }
    return result.nearest.first.map { "\($0.location.path) \($0.note ?? "")" } ?? result.title
  }

  private func details(of result: CheckResult) -> [TextNote] {
    var notes: [TextNote] = []
    // A note that stands beside the command already is not repeated.
    if let nearest = result.nearest.first, result.command == nil {
      notes.append(TextNote("       nearest: \(layout.described(nearest))", at: nearest.location))
    }
    let others = settledTogether(with: result)
    if !others.isEmpty, let sites = result.sites {
      let calls = sites.total == 1 ? "the one call" : "all \(sites.total) calls"
      notes.append(
        TextNote("       one client for \(calls) also settles \(others.joined(separator: ", "))"))
    }
    return notes
  }

  /// Checks of the same calls: whoever sends the calls through one client settles them at once.
  private func settledTogether(with result: CheckResult) -> [String] {
    guard let calls = result.sites?.bare.map(\.location), !calls.isEmpty else { return [] }
    return report.checks.filter { other in
      other.id != result.id && !other.verdict.isSettled && !open.contains { $0.id == other.id }
        && other.sites?.bare.map(\.location) == calls
    }.map { "\($0.id) (\($0.priority.rawValue))" }
  }

  private func firstSentence(_ text: String) -> String? {
    guard let line = text.split(separator: "\n").first else { return nil }
    guard let end = line.firstRange(of: ". ") else { return String(line) }
    return String(line[..<end.lowerBound]) + "."
  }

  private func leading(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: " ", count: max(0, width - digits.count)) + digits
  }
}
