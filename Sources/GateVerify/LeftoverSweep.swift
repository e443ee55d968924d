internal import GateModel

/// Finds and removes what earlier runs left behind: through their journals, and by the title that
/// only this program gives. Never touches anything else.
struct LeftoverSweep {
  let client: MaintainXClient
  let command: RemovalCommand
  let directory: StateDirectory?
  /// Seconds: younger work orders found by their title alone may belong to a run under way elsewhere.
  let youngest: Double
  /// Seconds that the list is read back.
  let reach: Double

  struct Outcome {
    var removed: [String] = []
    var leftBehind: [LeftBehind] = []
    var notes: [String] = []
    /// False where a list or a journal could not be read, so that something may have been missed.
    var isComplete = true
  }

  /// Seconds after which a lost POST can't create anything any more.
  private static let lostAfter = 3600.0

  func run(except current: RunID, within budget: TimeBudget) -> Outcome {
    var outcome = Outcome()
    followJournals(within: budget, &outcome)
    searchByTitle(except: current, within: budget, &outcome)
    return outcome
  }

  private func followJournals(within budget: TimeBudget, _ outcome: inout Outcome) {
    guard let directory else { return }
    do {
      let abandoned = try RunJournal.abandoned(in: directory)
      for path in abandoned.unreadable {
        outcome.notes.append("the journal \(path) can't be read")
        outcome.isComplete = false
      }
      for (journal, entry) in abandoned.runs
      where entry.baseURL == client.baseAddress.description {
        try settle(journal, entry, within: budget, &outcome)
      }
    } catch {
      outcome.notes.append(error.message)
      outcome.isComplete = false
    }
  }

  private func settle(
    _ journal: RunJournal, _ entry: RunJournal.Entry, within budget: TimeBudget,
    _ outcome: inout Outcome
  ) throws(VerifyError) {
    var order = TestWorkOrder(run: entry.runID)
    order.add(entry.ids)
    var isKnown = !entry.ids.isEmpty
    switch TitleSearch(client: client, pauses: [0]).run(for: entry.runID, within: budget) {
    case .found(let found):
      order.add(found)
      isKnown = true
    case .absent:
      // Until then a POST whose answer was lost may still show up.
      let age = client.caller.clock.unixTime() - Double(entry.runID.startedAt)
      isKnown = isKnown || age > Self.lostAfter
    case .unknown(let diagnosis):
      outcome.notes.append("run \(entry.runID) was not looked up: \(diagnosis.got)")
      outcome.isComplete = false
      isKnown = false
    case .stopped:
      outcome.isComplete = false
      isKnown = false
    }
    let remaining = order.ids.filter { !remove($0, of: entry.runID, within: budget, &outcome) }
    guard remaining.isEmpty, isKnown else { return }
    try journal.close()
  }

  private func searchByTitle(
    except current: RunID, within budget: TimeBudget, _ outcome: inout Outcome
  ) {
    let now = client.caller.clock.unixTime()
    let search: WorkOrderSearch
    do {
      search = try client.openWorkOrders(since: UTCTime(Int(now - reach)), within: budget) {
        title in
        guard let run = RunID(title: title), run != current else { return false }
        return now - Double(run.startedAt) >= youngest
      }
    } catch {
      outcome.notes.append("earlier leftovers were not looked for: \(Diagnosis(error).got)")
      outcome.isComplete = false
      return
    }
    if !search.isComplete {
      outcome.notes.append(
        "only \(search.examined) work orders were looked through for leftovers; there are more")
      outcome.isComplete = false
    }
    for order in search.orders {
      guard let run = order.title.flatMap(RunID.init(title:)) else { continue }
      _ = remove(order.id, of: run, within: budget, &outcome)
    }
  }

  /// True where nothing of it is left.
  private func remove(
    _ id: WorkOrderID, of run: RunID, within budget: TimeBudget, _ outcome: inout Outcome
  ) -> Bool {
    switch owner(of: id, within: budget) {
    case .nobody: return true
    case .run(run): break
    case .run, .somebodyElse:
      // An id from a journal that has become something else is not ours to touch.
      outcome.notes.append("work order \(id) does not have the title of run \(run): left alone")
      return true
    case .unknown(let diagnosis):
      outcome.leftBehind.append(leftBehind(id, of: run, diagnosis, by: .delete))
      return false
    }
    let record = WorkOrderRemoval(client: client).run(id, within: budget)
    switch record.outcome {
    case .gone:
      outcome.removed.append(id.text)
      return true
    case .remains(let diagnosis):
      outcome.leftBehind.append(leftBehind(id, of: run, diagnosis, by: record.wayByHand))
      return false
    }
  }

  private enum Owner {
    case nobody
    case run(RunID)
    case somebodyElse
    case unknown(Diagnosis)
  }

  /// Whose work order this is, by its title; nobody's, where it is gone or finished.
  private func owner(of id: WorkOrderID, within budget: TimeBudget) -> Owner {
    let response: HTTPResponse
    do {
      response = try client.workOrder(id, within: budget).response
    } catch {
      return .unknown(Diagnosis(error))
    }
    if [404, 410].contains(response.status) { return .nobody }
    guard response.status == 200, let order = DecodedJSON(response.body).flatMap(WorkOrder.init)
    else { return .unknown(Diagnosis(unexpected: response)) }
    if order.isFinished { return .nobody }
    guard let title = order.title else { return .unknown(Diagnosis(response, lacking: "a title")) }
    return RunID(title: title).map(Owner.run) ?? .somebodyElse
  }

  private func leftBehind(
    _ id: WorkOrderID, of run: RunID, _ diagnosis: Diagnosis, by method: RemovalMethod
  ) -> LeftBehind {
    LeftBehind(
      id: id.text, title: run.title,
      reason: client.key.redacted(from: diagnosis.got),
      command: command.curl(id, by: method))
  }
}

extension LeftoverSweep.Outcome {
  func add(to result: inout LiveResult) {
    result.swept += removed
    result.leftBehind += leftBehind
    result.notes += notes
  }
}
