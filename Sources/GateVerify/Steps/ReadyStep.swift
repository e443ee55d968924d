internal import GateModel

/// The service says that it takes traffic.
struct ReadyStep {
  let address: HTTPAddress
  let caller: HTTPCaller
  let judge: StepJudge

  func run(within budget: TimeBudget) -> LiveStepResult {
    var effort = Effort()
    do throws(Diagnosis) {
      let response = try effort.page(lacking: "a plain answer") { () throws(CallError) in
        try caller.call(HTTPRequest(.get, address), within: budget)
      }
      // A readiness route owes no body; one that contradicts its own 200 counts.
      if let json = DecodedJSON(response.body), case .bad(let word) = HealthStatement(json).service
      {
        throw Diagnosis.unhealthy("its status is \(word)")
      }
      return judge.passed("ready", effort)
    } catch {
      return judge.failed(error, effort)
    }
  }
}
