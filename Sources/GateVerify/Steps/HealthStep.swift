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
    let response: HTTPResponse
    do {
      let answer = try caller.call(HTTPRequest(.get, address), within: budget)
      effort.add(answer)
      response = answer.response
    } catch {
      effort.add(error)
      return judge.failed(Diagnosis(error), effort)
    }
    guard response.status == 200 else {
      return judge.failed(Diagnosis(unexpected: response), effort)
    }
    guard !response.isHTML, let json = DecodedJSON(response.body) else {
      return judge.failed(Diagnosis(response, lacking: "JSON"), effort)
    }
    let statement = HealthStatement(json)
    func unhealthy(_ what: String) -> LiveStepResult {
      judge.failed(Diagnosis(cause: "unhealthy", got: "200, but \(what)"), effort)
    }
    switch statement.service {
    case .good: break
    case .bad(let word): return unhealthy("its status is \(word)")
    case .unclear(let word): return unhealthy("its status is \(word), which is not known as good")
    case .silent: return judge.failed(Diagnosis(response, lacking: "a status"), effort)
    }
    switch statement.api {
    case .good: return judge.passed("status good, MaintainX reached", effort)
    case .bad(let word): return unhealthy("MaintainX is \(word)")
    case .unclear(let word): return judge.warned("status good; MaintainX: \(word)", effort)
    case .silent: return judge.warned("status good, but it says nothing of MaintainX", effort)
    }
  }
}
