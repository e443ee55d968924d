internal import GateModel

/// A verdict in words, and as one sign in a table.
enum VerdictWords {
  static func phrase(_ verdict: Verdict) -> String {
    switch verdict {
    case .corroborated: "proved"
    case .attested: "attested"
    case .unproven: "claimed, not found"
    case .contradicted: "contradicted"
    case .undeclared: "found, not claimed"
    case .missing: "missing"
    case .notApplicable: "does not apply"
    case .waived: "waived"
    case .couldNotCheck: "not judged"
    case .notRun: "not run"
    }
  }

  static func sign(_ verdict: Verdict) -> String {
    switch verdict {
    case .corroborated, .attested: "✓"
    case .unproven, .contradicted, .missing: "✗"
    case .undeclared: "○"
    case .notApplicable: "–"
    case .waived: "w"
    case .couldNotCheck, .notRun: "?"
    }
  }

  /// What the signs mean, for below a table.
  static let legend =
    "✓ proved or attested · ✗ to do · ○ found, not claimed · w waived · – does not apply · "
    + "? not judged or not run"
}
