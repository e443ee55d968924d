internal import GateModel

/// What every reader of a report must know before anything else: that somebody passed over failures,
/// that an older report stands for them, and where the policy came from.
struct RunNotes {
  struct Note {
    var level: Problem.Level
    var text: String
  }
  let all: [Note]

  init(_ report: Report) {
    all = [
      report.override.map { Note(level: .warning, text: Self.words($0)) },
      report.accepted.map { Note(level: .warning, text: Self.words($0)) },
      report.against.map {
        Note(level: .note, text: "only what got worse since \($0) fails")
      },
      report.policySource.map {
        Note(
          level: .note,
          text: "policy and exceptions are those of \($0.revision) at \($0.commit.prefix(12))")
      },
    ].compactMap { $0 }
  }

  private static func words(_ override: Override) -> String {
    let what =
      override.passedOver.isEmpty
      ? "nothing failed" : "passes over \(override.passedOver.joined(separator: ", "))"
    return "OVERRIDE by \(override.actor): \(override.reason); \(what)"
  }

  private static func words(_ accepted: AcceptedReport) -> String {
    let what =
      accepted.checks.isEmpty
      ? "nothing has failed since"
      : "stands for \(accepted.checks.map(\.rawValue).joined(separator: ", ")), failing since"
    return "the report \(accepted.path) of \(accepted.day), with which this commit passed, \(what)"
  }
}
