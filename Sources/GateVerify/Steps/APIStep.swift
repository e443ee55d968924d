internal import GateModel

/// The key opens the API.
struct APIStep {
  let client: MaintainXClient
  let judge: StepJudge

  func run(within budget: TimeBudget) -> LiveStepResult {
    var effort = Effort()
    do throws(Diagnosis) {
      let response = try effort.page(lacking: "a list of users") { () throws(CallError) in
        try client.users(within: budget)
      }
      guard DecodedJSON(response.body)?["users"]?.array != nil else {
        throw Diagnosis(response, lacking: "a list of users")
      }
      return judge.passed("the key is accepted", effort)
    } catch {
      return judge.failed(error, effort)
    }
  }
}
