/// Removes a work order and proves that it is gone, by one way after another.
struct WorkOrderRemoval {
  let client: MaintainXClient
  /// Whose work orders these are.
  let run: RunID

  /// Seconds before each look: a copy of the data may lag behind a change.
  private static let pauses = [0.0, 0.3, 1.0]

  enum Outcome: Hashable {
    /// By which way, and how it shows: "GET answers 404".
    case gone(RemovalMethod, proof: String)
    /// The API took the removal and lists it no more, but GET does not tell: it answers with this.
    case unlisted(RemovalMethod, Diagnosis)
    /// It is, or may be, still there.
    case remains(Diagnosis)
  }

  /// What was done for one work order.
  struct Record {
    var outcome: Outcome
    /// The ways that did not do, with what came instead: "DELETE answered 403".
    var setbacks: [(method: RemovalMethod, what: String)] = []
    var removing = Effort()
    var proving = Effort()

    /// The first way that was not turned down, for somebody who has to do it by hand.
    var wayByHand: RemovalMethod {
      RemovalMethod.allCases.first { method in !setbacks.contains { $0.method == method } }
        ?? .delete
    }
  }

  func run(_ id: WorkOrderID, within budget: TimeBudget) -> Record {
    var record = Record(outcome: .remains(.outOfTime))
    for method in RemovalMethod.allCases where budget.left > 0 {
      let answered = send(method, id, within: budget, &record)
      if case .remains(.interrupted) = record.outcome { return record }
      // A refusal leaves everything as it was: nothing to look at before the next way.
      if case .refused(let what) = answered {
        record.setbacks.append((method, what))
        continue
      }
      switch look(at: id, within: budget, &record.proving) {
      case .gone(let proof):
        record.outcome = .gone(method, proof: proof)
        return record
      case .there(let diagnosis):
        record.setbacks.append((method, "\(answered.words), and it is still there"))
        record.outcome = .remains(diagnosis)
      case .unknown(let diagnosis):
        if diagnosis != .interrupted, case .accepted = answered, isUnlisted(id, within: budget) {
          record.outcome = .unlisted(method, diagnosis)
          return record
        }
        record.setbacks.append((method, "\(answered.words), and its state can't be read"))
        record.outcome = .remains(diagnosis)
        if diagnosis == .interrupted { return record }
      }
    }
    return record
  }

  private enum Reply {
    case accepted(String)
    /// The answer was lost, or does not tell.
    case unclear(String)
    case refused(String)
    var words: String {
      switch self {
      case .accepted(let words), .unclear(let words), .refused(let words): words
      }
    }
  }

  /// Whether the whole list was read and does not show the work order.
  private func isUnlisted(_ id: WorkOrderID, within budget: TimeBudget) -> Bool {
    switch TitleSearch(client: client, pauses: [0]).run(for: run, within: budget) {
    case .found(let ids): !ids.contains(id)
    case .absent: true
    case .unknown, .stopped: false
    }
  }

  private func send(
    _ method: RemovalMethod, _ id: WorkOrderID, within budget: TimeBudget, _ record: inout Record
  ) -> Reply {
    do {
      let response = try record.removing.answer { () throws(CallError) in
        try client.remove(id, by: method, within: budget)
      }
      let words = "\(method.words) answered \(response.status)"
      switch response.status {
      case 200...299: return .accepted(words)
      // 404 may speak of the route or of the work order: only a look tells.
      case 404, 410, 500...599: return .unclear(words)
      default:
        record.outcome = .remains(Diagnosis(unexpected: response))
        return .refused(words)
      }
    } catch {
      let diagnosis = Diagnosis(error)
      record.outcome = .remains(diagnosis)
      let words = "\(method.words) met \(diagnosis.got)"
      return error.wasSent ? .unclear(words) : .refused(words)
    }
  }

  private enum Sight {
    case gone(proof: String)
    case there(Diagnosis)
    case unknown(Diagnosis)
  }

  private func look(
    at id: WorkOrderID, within budget: TimeBudget, _ effort: inout Effort
  ) -> Sight {
    var sight = Sight.unknown(.outOfTime)
    for pause in Self.pauses where pause < budget.left {
      guard client.caller.clock.sleep(pause) else { return .unknown(.interrupted) }
      do {
        sight = Self.sight(
          try effort.answer { () throws(CallError) in try client.workOrder(id, within: budget) })
      } catch {
        return .unknown(Diagnosis(error))
      }
      guard case .there = sight else { return sight }
    }
    return sight
  }

  private static func sight(_ response: HTTPResponse) -> Sight {
    switch response.status {
    case 404, 410: return .gone(proof: "GET answers \(response.status)")
    case 200:
      guard let order = WorkOrder(response) else {
        return .unknown(Diagnosis(response, lacking: "a work order"))
      }
      let status = order.status ?? "unknown"
      return order.isFinished
        ? .gone(proof: "its status is \(status)")
        : .there(Diagnosis(cause: "stillThere", got: "200, status \(status)"))
    default: return .unknown(Diagnosis(unexpected: response))
    }
  }
}

extension RemovalMethod {
  /// "DELETE", "PATCH CANCELED".
  var words: String {
    switch self {
    case .delete: "DELETE"
    case .cancel: "PATCH to CANCELED"
    case .close: "PATCH to CLOSED"
    }
  }
}
