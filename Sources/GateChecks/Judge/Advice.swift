internal import GateModel
internal import GateRules

/// What to do about an unmet check.
struct Advice {
  let check: CheckDefinition
  let hasManifest: Bool
  let language: FixLanguage?

  /// Words, and a few lines to go by below them.
  func fix(for verdict: Verdict, _ observations: CheckObservations) -> String {
    if verdict == .couldNotCheck { return "Remove the cause, and run the gate again." }
    let fix = check.fix(for: language)
    return fix.code.isEmpty ? fix.text : fix.text + "\n" + fix.code.trimmingNewline
  }

  /// The command that settles it, where one does.
  func command(for verdict: Verdict) -> String? {
    switch verdict {
    case .undeclared: hasManifest ? "mxgate init --update" : "mxgate init"
    case .missing, .contradicted, .notRun: check.command
    default: nil
    }
  }
}

extension String {
  /// Without a line end at its end.
  fileprivate var trimmingNewline: String {
    hasSuffix("\n") ? String(dropLast()) : self
  }
}
