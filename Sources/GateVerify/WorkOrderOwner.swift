/// Whose a work order is, by its title: an id alone may be somebody else's.
enum WorkOrderOwner {
  /// It is gone or finished.
  case nobody
  case run(RunID)
  case somebodyElse
  case unknown(Diagnosis)
}

extension MaintainXClient {
  func owner(of id: WorkOrderID, within budget: TimeBudget) -> WorkOrderOwner {
    let response: HTTPResponse
    do {
      response = try workOrder(id, within: budget).response
    } catch {
      return .unknown(Diagnosis(error))
    }
    if [404, 410].contains(response.status) { return .nobody }
    guard response.status == 200, let order = WorkOrder(response) else {
      return .unknown(Diagnosis(unexpected: response))
    }
    if order.isFinished { return .nobody }
    guard let title = order.title else { return .unknown(Diagnosis(response, lacking: "a title")) }
    return RunID(title: title).map(WorkOrderOwner.run) ?? .somebodyElse
  }
}
