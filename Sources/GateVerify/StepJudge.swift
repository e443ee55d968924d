internal import GateModel
internal import GateRules

/// Turns what a step saw into its result. Whatever a server said goes through here, so that the key
/// never reaches a report.
struct StepJudge {
  let step: LiveStep
  /// "GET https://due-dates.example.com/health".
  let request: String
  let key: APIKey?
  let troubleshooting: Troubleshooting

  /// - Parameter summary: in words of our own.
  func passed(_ summary: String, _ effort: Effort) -> LiveStepResult {
    result(.passed, summary, effort)
  }

  func warned(_ summary: String, _ effort: Effort) -> LiveStepResult {
    result(.warned, redacted(summary), effort)
  }

  func failed(_ diagnosis: Diagnosis, _ effort: Effort) -> LiveStepResult {
    guard diagnosis.cause != Diagnosis.interrupted.cause else {
      return result(.notRun, "stopped", effort)
    }
    var result = result(.failed, redacted(diagnosis.got), effort)
    result.expected = step.expectation
    result.got = result.summary
    result.advice = troubleshooting.advice(step: step.rawValue, cause: diagnosis.cause)
    return result
  }

  private func redacted(_ text: String) -> String { key?.redacted(from: text) ?? text }

  private func result(
    _ outcome: LiveStepResult.Outcome, _ summary: String, _ effort: Effort
  ) -> LiveStepResult {
    LiveStepResult(
      step, outcome, summary, request: request,
      status: effort.status, milliseconds: effort.latency.map { Int(($0 * 1000).rounded()) },
      attempts: effort.attempts)
  }
}

extension LiveStep {
  /// What the step sees when it passes.
  var expectation: String {
    switch self {
    case .health: "200 with JSON whose status is good"
    case .ready: "200"
    case .api: "200 with a list of users"
    case .create: "200 with the new work order's id"
    case .retrieve: "200 with the same id and title"
    case .cleanup: "the test work order removed"
    case .gone: "404, or a final status"
    case .metrics: "200 with metrics that Prometheus can read"
    }
  }
}
