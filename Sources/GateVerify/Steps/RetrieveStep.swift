internal import GateModel

/// The work order that was created can be read back, with its id and title.
struct RetrieveStep {
  let id: WorkOrderID
  let title: String
  let client: MaintainXClient
  let judge: StepJudge

  func run(within budget: TimeBudget) -> LiveStepResult {
    var effort = Effort()
    do throws(Diagnosis) {
      let response = try effort.page(lacking: "a work order") { () throws(CallError) in
        try client.workOrder(id, within: budget)
      }
      guard let order = WorkOrder(response) else {
        throw Diagnosis(response, lacking: "a work order")
      }
      guard order.id == id else { throw differs("its id is \(order.id), not \(id)") }
      guard let found = order.title else {
        return judge.warned("the same id, but the answer has no title", effort)
      }
      guard found == title else { throw differs("its title is '\(found)', not '\(title)'") }
      return judge.passed("the same id and title", effort)
    } catch {
      return judge.failed(error, effort)
    }
  }

  private func differs(_ what: String) -> Diagnosis {
    Diagnosis(cause: "wrongAnswer", got: "200, but \(what)")
  }
}
