internal import GateModel

/// The work order that was created can be read back, with its id and title.
struct RetrieveStep {
  let id: WorkOrderID
  let title: String
  let client: MaintainXClient
  let judge: StepJudge

  func run(within budget: TimeBudget) -> LiveStepResult {
    var effort = Effort()
    let response: HTTPResponse
    do {
      let answer = try client.workOrder(id, within: budget)
      effort.add(answer)
      response = answer.response
    } catch {
      effort.add(error)
      return judge.failed(Diagnosis(error), effort)
    }
    guard response.status == 200 else {
      return judge.failed(Diagnosis(unexpected: response), effort)
    }
    guard !response.isHTML, let order = DecodedJSON(response.body).flatMap(WorkOrder.init) else {
      return judge.failed(Diagnosis(response, lacking: "a work order"), effort)
    }
    func differs(_ what: String) -> LiveStepResult {
      judge.failed(Diagnosis(cause: "wrongAnswer", got: "200, but \(what)"), effort)
    }
    guard order.id == id else { return differs("its id is \(order.id), not \(id)") }
    guard let found = order.title else {
      return judge.warned("the same id, but the answer has no title", effort)
    }
    guard found == title else { return differs("its title is '\(found)', not '\(title)'") }
    return judge.passed("the same id and title", effort)
  }
}
