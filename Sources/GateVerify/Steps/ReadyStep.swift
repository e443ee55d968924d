internal import GateModel

/// The service says that it takes traffic.
struct ReadyStep {
  let address: HTTPAddress
  let caller: HTTPCaller
  let judge: StepJudge

  func run(within budget: TimeBudget) -> LiveStepResult {
    var effort = Effort()
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
    guard !response.isHTML else {
      return judge.failed(Diagnosis(response, lacking: "a plain answer"), effort)
    }
    // A readiness route owes no body; one that contradicts its own 200 counts.
    if let json = DecodedJSON(response.body), case .bad(let word) = HealthStatement(json).service {
      return judge.failed(
        Diagnosis(cause: "unhealthy", got: "200, but its status is \(word)"), effort)
    }
    return judge.passed("ready", effort)
  }
}
