internal import GateModel

/// A live verification for whoever watches the deployment: one line a step, and what to do.
struct LiveTextReport {
  let result: LiveResult
  let style: TerminalStyle

  init(_ result: LiveResult, style: TerminalStyle) {
    self.result = result
    self.style = style
  }

  func render() -> String {
    let blocks = [[header], result.steps.flatMap(lines), alerts, leftBehind, notes, [closing]]
    return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
      .joined(separator: "\n\n") + "\n"
  }

  private var header: String {
    let places = [result.serviceURL, result.baseURL].compactMap(\.self)
    let name = [result.service ?? "mxgate verify"] + places + ["run \(result.runID)"]
    return name.map(TerminalText.escaped).joined(separator: " · ")
  }

  private func lines(_ step: LiveStepResult) -> [String] {
    var facts: [String] = []
    if let milliseconds = step.milliseconds { facts.append("\(milliseconds) ms") }
    if step.attempts > 1 { facts.append("\(step.attempts) attempts") }
    let suffix = facts.isEmpty ? "" : " (\(facts.joined(separator: ", ")))"
    let status = step.status.map(String.init) ?? "   "
    let name = step.step.rawValue
    let padding = String(repeating: " ", count: max(1, 9 - name.count))
    let summary = step.outcome == .failed ? "failed" : TerminalText.escaped(step.summary)
    let line = "\(label(step.outcome)) \(style.bold(name))\(padding)\(status)  \(summary)\(suffix)"
    guard step.outcome == .failed else { return [line] }
    let details =
      [("asked", step.request), ("expected", step.expected), ("got", step.got)]
      + step.advice.map { ("do", $0) }
    return [line]
      + details.filter { !$0.1.isEmpty }.map { label, text in
        let gap = String(repeating: " ", count: 9 - label.count)
        return "       \(label)\(gap)\(TerminalText.escaped(text))"
      }
  }

  private func label(_ outcome: LiveStepResult.Outcome) -> String {
    switch outcome {
    case .passed: style.green("ok    ")
    case .warned: style.yellow("warn  ")
    case .failed: style.red("FAIL  ")
    case .skipped: style.dim("skip  ")
    case .notRun: style.yellow("notrun")
    }
  }

  private var alerts: [String] {
    result.alerts.map { alert in
      let label =
        switch alert.outcome {
        case .within: style.green("ok    ")
        case .exceeded: style.red("ALERT ")
        case .unknown: style.yellow("notrun")
        }
      return "\(label) \(style.bold(alert.kind.rawValue)) \(TerminalText.escaped(alert.value)), "
        + "limit \(alert.limit)"
    }
  }

  private var leftBehind: [String] {
    result.leftBehind.flatMap { item in
      let name = item.id.map { "work order \($0)" } ?? "a work order"
      return [
        "\(style.red("LEFT BEHIND")) \(name), titled \(TerminalText.escaped(item.title)): "
          + TerminalText.escaped(item.reason),
        "  \(TerminalText.escaped(item.command))",
      ]
    }
  }

  private var notes: [String] {
    let swept =
      result.swept.isEmpty
      ? []
      : ["note: removed from earlier runs: work order \(result.swept.joined(separator: ", "))"]
    return swept + result.notes.map { "note: \(TerminalText.escaped($0))" }
  }

  private var closing: String {
    let words: [(LiveStepResult.Outcome, String)] = [
      (.passed, "passed"), (.warned, "with a warning"), (.failed, "failed"),
      (.skipped, "left out"), (.notRun, "not run"),
    ]
    var counts = words.compactMap { outcome, word in
      let count = result.steps.count { $0.outcome == outcome }
      return count > 0 ? "\(count) \(word)" : nil
    }
    let exceeded = result.alerts.count { $0.outcome == .exceeded }
    if exceeded > 0 { counts.append("\(exceeded) over its limit: roll back") }
    let unknown = result.alerts.count { $0.outcome == .unknown }
    if unknown > 0 { counts.append("\(unknown) limits not checked") }
    if !result.leftBehind.isEmpty { counts.append("\(result.leftBehind.count) left behind") }
    let verdict =
      switch result.exitStatus {
      case .passed where result.steps.isEmpty: style.green("exit 0: nothing is left behind")
      case .passed: style.green("exit 0: the deployment is verified")
      case .failed: style.red("exit 1: the deployment is not good")
      case .usage: style.red("exit 2: wrong usage")
      case .couldNotCheck: style.red("exit 3: not everything could be checked")
      case .leftBehind: style.red("exit 4: test data was left behind in MaintainX")
      }
    return ([verdict] + counts).joined(separator: ", ") + " (\(result.milliseconds) ms)"
  }
}
