package import GateModel

/// What `mxgate doctor` found, for a terminal or as JSON.
package struct SetupReport {
  package enum Format: String, CaseIterable, Sendable { case text, json }
  static let schemaVersion = 1

  private let checks: [SetupCheck]

  package init(_ checks: [SetupCheck]) { self.checks = checks }

  /// Nothing is wrong; advice is no failure.
  package var isFine: Bool { !checks.contains { $0.state == .wrong } }

  package func render(_ format: Format, _ appearance: ReportAppearance) -> String {
    switch format {
    case .text: text(TextLayout(appearance))
    case .json: json
    }
  }

  private func text(_ layout: TextLayout) -> String {
    let width = checks.map(\.name.count).max() ?? 0
    let lines = checks.flatMap { check in
      let state = check.state.rawValue.padded(SetupCheck.State.advice.rawValue.count)
      let head = "\(state)  \(check.name.padded(width))  "
      var folded = layout.folded(
        head + TerminalText.escaped(check.finding), hanging: head.count)
      folded[0] = color(check.state, layout.style)(state) + folded[0].dropFirst(state.count)
      let remedy = check.remedy.map {
        layout.folded(
          String(repeating: " ", count: head.count) + "-> \(TerminalText.escaped($0))",
          hanging: head.count + 3)
      }
      return folded + (remedy ?? [])
    }
    let wrong = checks.count { $0.state == .wrong }
    let outcome =
      wrong == 0
      ? layout.style.green("nothing is wrong")
      : layout.style.red("exit 1: \(wrong) \(wrong == 1 ? "thing is" : "things are") wrong")
    return (lines + ["", outcome]).joined(separator: "\n") + "\n"
  }

  private func color(_ state: SetupCheck.State, _ style: TerminalStyle) -> (String) -> String {
    switch state {
    case .fine: style.green
    case .advice: style.yellow
    case .wrong: style.red
    }
  }

  private var json: String {
    JSONValue.object([
      ("schemaVersion", .int(Self.schemaVersion)), ("passed", .bool(isFine)),
      (
        "checks",
        .array(
          checks.map { check in
            .object([
              ("name", .string(check.name)), ("state", .string(check.state.rawValue)),
              ("finding", .string(check.finding)), ("remedy", .optional(check.remedy)),
            ])
          })
      ),
    ]).serialized()
  }
}

extension String {
  /// Filled up with blanks.
  func padded(_ width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
