internal import GateModel

/// The service says that it is well, and that it reaches MaintainX.
struct HealthStep {
  let address: HTTPAddress
  /// Seconds that a service which is still starting is waited for.
  let wait: Double
  let caller: HTTPCaller
  let judge: StepJudge
  let progress: (String) -> Void

  /// Seconds between two looks at a service that is still starting.
  private static let pause = 1.0

  func run(within budget: TimeBudget) -> LiveStepResult {
    let waiting = budget.part(seconds: wait)
    var effort = Effort()
    while true {
      let result = look(within: budget, &effort)
      guard result.outcome == .failed, waiting.left > Self.pause else { return result }
      progress("waiting for \(address): \(result.got), \(Int(waiting.left)) s left")
      guard caller.clock.sleep(Self.pause) else { return judge.failed(.interrupted, effort) }
    }
  }

  private func look(within budget: TimeBudget, _ effort: inout Effort) -> LiveStepResult {
    do throws(Diagnosis) {
      let response = try effort.page(lacking: "JSON") { () throws(CallError) in
        try caller.call(HTTPRequest(.get, address), within: budget)
      }
      guard let json = DecodedJSON(response.body) else {
        throw Diagnosis(response, lacking: "JSON")
      }
      let statement = HealthStatement(json)
      try check(statement.service, of: response)
      return judge.passed("status good", statement.api, effort)
    } catch {
      return judge.failed(error, effort)
    }
  }

  private func check(
    _ service: HealthStatement.Word, of response: HTTPResponse
  ) throws(Diagnosis) {
    switch service {
    case .good: return
    case .bad(let word): throw .unhealthy("its status is \(word)")
    case .unclear(let word): throw .unhealthy("its status is \(word), which is not known as good")
    case .silent: throw Diagnosis(response, lacking: "a status")
    }
  }
}

extension StepJudge {
  /// A healthy service, and what it says of its way to MaintainX.
  fileprivate func passed(
    _ summary: String, _ api: HealthStatement.Word, _ effort: Effort
  ) -> LiveStepResult {
    switch api {
    case .good: passed("\(summary), MaintainX reached", effort)
    case .bad(let word): failed(.unhealthy("MaintainX is \(word)"), effort)
    case .unclear(let word): warned("\(summary); MaintainX: \(word)", effort)
    case .silent: warned("\(summary), but it says nothing of MaintainX", effort)
    }
  }
}
