/// Something wrong with the input or the run, with its place and the next step.
package struct Diagnostic: Hashable, Sendable {
  package enum Severity: String, Sendable { case error, warning, note }
  package var severity: Severity
  /// One plain sentence without a full stop.
  package var message: String
  package var location: Location?
  /// The source line at `location`, for the excerpt with a caret.
  package var sourceLine: String?
  /// What to do: "did you mean 'retryAfter'?".
  package var help: String?

  package init(
    _ severity: Severity, _ message: String, at location: Location? = nil,
    sourceLine: String? = nil, help: String? = nil
  ) {
    self.severity = severity
    self.message = message
    self.location = location
    self.sourceLine = sourceLine
    self.help = help
  }
}

/// How a run ends. The order of precedence where several apply is in `ExitStatus.worst`.
package enum ExitStatus: Int32, Sendable {
  case passed = 0
  case failed = 1
  case usage = 2
  case couldNotCheck = 3
  case leftBehind = 4

  /// Usage errors first, then test data left behind, then a failed gate, then what could not be checked.
  package static func worst(_ statuses: some Sequence<ExitStatus>) -> ExitStatus {
    let order: [ExitStatus] = [.usage, .leftBehind, .failed, .couldNotCheck, .passed]
    let all = Set(statuses)
    return order.first { all.contains($0) } ?? .passed
  }
}
