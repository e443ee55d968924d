internal import GateModel

/// What the run knows of its test work order.
struct TestWorkOrder {
  let run: RunID
  /// The work orders with the run's title; more than one only where an answer was lost.
  private(set) var ids: [WorkOrderID] = []
  /// Those that were seen to have the run's title.
  private(set) var confirmed: Set<WorkOrderID> = []
  /// Whether there may be one that is not in `ids`.
  var isUncertain = false
  /// Whether the list was read for as long as makes sense.
  var wasLookedFor = false

  init(run: RunID) { self.run = run }

  /// Work orders that the API says are the run's.
  mutating func add(_ new: [WorkOrderID]) {
    ids += new.filter { !ids.contains($0) }
  }

  /// Work orders with the run's title.
  mutating func addConfirmed(_ found: [WorkOrderID]) {
    add(found)
    confirmed.formUnion(found)
  }

  /// Takes back what was added: it has another title.
  mutating func disown(_ id: WorkOrderID) { ids.removeAll { $0 == id } }
}

/// Finds a run's work orders by their title, where no answer told their ids.
struct TitleSearch {
  let client: MaintainXClient

  /// Seconds before each look.
  var pauses = Self.patience

  /// A list may lag behind what was created.
  static let patience = [0.0, 1.0, 2.0]
  /// Seconds by which the server's clock may be behind this one.
  private static let clockSkew = 600

  enum Outcome {
    case found([WorkOrderID])
    /// All of the list was read, as often as makes sense.
    case absent(examined: Int)
    case unknown(Diagnosis)
    case stopped
  }

  func run(for run: RunID, within budget: TimeBudget) -> Outcome {
    let since = UTCTime(run.startedAt - Self.clockSkew)
    var examined = 0
    for pause in pauses where pause < budget.left {
      guard client.caller.clock.sleep(pause) else { return .stopped }
      let search: WorkOrderSearch
      do {
        search = try client.openWorkOrders(since: since, reach: .long, within: budget) {
          $0 == run.title
        }
      } catch {
        return error.isInterruption ? .stopped : .unknown(Diagnosis(error))
      }
      if !search.orders.isEmpty { return .found(search.orders.map(\.id)) }
      guard search.isComplete else {
        return .unknown(
          Diagnosis(
            cause: "longList", got: "more than \(search.examined) work orders to look through"))
      }
      examined = search.examined
    }
    return .absent(examined: examined)
  }
}

extension SearchError {
  var isInterruption: Bool {
    if case .call(let error) = self { error.cause == .interrupted } else { false }
  }
}

extension Diagnosis {
  init(_ error: SearchError) {
    switch error {
    case .call(let error): self.init(error)
    case .answer(let response) where response.status == 200:
      self.init(response, lacking: "a list of work orders with ids and titles")
    case .answer(let response): self.init(unexpected: response)
    }
  }
}
