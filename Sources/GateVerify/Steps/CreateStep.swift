internal import GateModel

/// A test work order can be created.
struct CreateStep {
  let client: MaintainXClient
  let judge: StepJudge

  /// A second POST is sent only after the list showed that the first created nothing.
  private static let mostPosts = 2

  /// What became of one POST.
  private enum Fate {
    case created(WorkOrderID)
    /// Not created, if the answer can be believed.
    case refused(Diagnosis)
    case unsent(Diagnosis)
    /// The answer was lost, or the server failed.
    case lost(Diagnosis)
    /// No answer in time: it may still be created.
    case late(Diagnosis)
    /// An answer that says neither.
    case unreadable(Diagnosis)
  }

  func run(_ order: inout TestWorkOrder, within budget: TimeBudget) -> LiveStepResult {
    var effort = Effort()
    for post in 1...Self.mostPosts {
      switch send(order.run.title, within: budget, &effort) {
      case .created(let id):
        order.add([id])
        if effort.attempts > 1 { lookOnce(for: &order, within: budget) }
        return judge.passed("work order \(id)", effort)
      case .unsent(let diagnosis):
        return judge.failed(diagnosis, effort)
      case .refused(let diagnosis):
        lookOnce(for: &order, within: budget)
        return judge.failed(diagnosis, effort)
      case .lost(let diagnosis):
        switch search(&order, within: budget) {
        case .absent where post < Self.mostPosts: continue
        case let outcome: return resolved(outcome, diagnosis, effort)
        }
      case .late(let diagnosis):
        return resolved(search(&order, within: budget), diagnosis, effort)
      case .unreadable(let diagnosis):
        _ = search(&order, within: budget)
        return judge.failed(diagnosis, effort)
      }
    }
    return judge.failed(.interrupted, effort)
  }

  private func send(
    _ title: String, within budget: TimeBudget, _ effort: inout Effort
  ) -> Fate {
    do {
      return fate(
        try effort.answer { () throws(CallError) in
          try client.create(title: title, within: budget)
        })
    } catch {
      let diagnosis = Diagnosis(error)
      guard error.wasSent else { return .unsent(diagnosis) }
      switch error.cause {
      case .interrupted, .outOfTime: return .unreadable(diagnosis)
      case .transport(let failure) where failure.kind == .timeout: return .late(diagnosis)
      case .transport(let failure) where failure.kind == .connectionLost: return .lost(diagnosis)
      case .transport, .redirect: return .unreadable(diagnosis)
      }
    }
  }

  private func fate(_ response: HTTPResponse) -> Fate {
    switch response.status {
    case 200...299:
      guard let order = WorkOrder(response) else {
        return .unreadable(Diagnosis(response, lacking: "the work order's id"))
      }
      return .created(order.id)
    case 408: return .late(Diagnosis(unexpected: response))
    case 400...499: return .refused(Diagnosis(unexpected: response))
    default: return .lost(Diagnosis(unexpected: response))
    }
  }

  /// After a refusal: a look costs little, and a server can be wrong about itself.
  private func lookOnce(for order: inout TestWorkOrder, within budget: TimeBudget) {
    let search = TitleSearch(client: client, pauses: [0])
    if case .found(let ids) = search.run(for: order.run, within: budget) { order.addConfirmed(ids) }
  }

  /// Looks for the work order by its title; what is found is the run's to remove.
  private func search(
    _ order: inout TestWorkOrder, within budget: TimeBudget
  ) -> TitleSearch.Outcome {
    order.isUncertain = true
    let outcome = TitleSearch(client: client).run(for: order.run, within: budget)
    switch outcome {
    case .found(let ids):
      order.addConfirmed(ids)
      order.wasLookedFor = true
    case .absent: order.wasLookedFor = true
    case .unknown, .stopped: break
    }
    return outcome
  }

  private func resolved(
    _ outcome: TitleSearch.Outcome, _ diagnosis: Diagnosis, _ effort: Effort
  ) -> LiveStepResult {
    switch outcome {
    case .found(let ids):
      let names = ids.map(\.text).joined(separator: ", ")
      return judge.warned("work order \(names), found by its title after \(diagnosis.got)", effort)
    case .absent, .unknown: return judge.failed(diagnosis, effort)
    case .stopped: return judge.failed(.interrupted, effort)
    }
  }
}
