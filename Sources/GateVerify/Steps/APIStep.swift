internal import GateModel

/// The key opens the API.
struct APIStep {
  let client: MaintainXClient
  let judge: StepJudge

  func run(within budget: TimeBudget) -> LiveStepResult {
    var effort = Effort()
    let response: HTTPResponse
    do {
      let answer = try client.users(within: budget)
      effort.add(answer)
      response = answer.response
    } catch {
      effort.add(error)
      return judge.failed(Diagnosis(error), effort)
    }
    guard response.status == 200 else {
      return judge.failed(Diagnosis(unexpected: response), effort)
    }
    guard !response.isHTML, DecodedJSON(response.body)?["users"]?.array != nil else {
      return judge.failed(Diagnosis(response, lacking: "a list of users"), effort)
    }
    return judge.passed("the key is accepted", effort)
  }
}
