internal import GateModel

/// Finds and removes what earlier runs left behind: through their journals, and by the title that
/// only this program gives. Never touches anything else.
struct LeftoverSweep {
  let client: MaintainXClient
  let command: RemovalCommand
  let directory: StateDirectory?
  /// Seconds: younger work orders found by their title alone may belong to a run under way elsewhere.
  let youngest: Double
  /// Seconds that the list is read back, and how much of it.
  let age: Double
  let reach: WorkOrderSearch.Reach

  struct Outcome {
    var removed: [String] = []
    var leftBehind: [LeftBehind] = []
    var notes: [String] = []
    /// False where a list or a journal could not be read, so that something may have been missed.
    var isComplete = true
  }

  /// Seconds after which a lost POST can't create anything any more.
  private static let lostAfter = 3600.0

  /// Seconds by which the server's clock may be behind this one.
  private static let clockSkew = 600

  func run(except current: RunID, within budget: TimeBudget) -> Outcome {
    var outcome = Outcome()
    let journals = journals(&outcome)
    let listed = listed(except: current, journals: journals, within: budget, &outcome)
    var orders = Dictionary(grouping: listed, by: \.run).mapValues { Set($0.map(\.id)) }
    for journal in journals {
      orders[journal.entry.runID, default: []].formUnion(journal.entry.ids)
    }

    var settled: Set<RunID> = []
    for (run, ids) in orders.sorted(by: { $0.key.text < $1.key.text }) {
      let remaining = ids.sorted { $0.text < $1.text }
        .filter { !remove($0, of: run, within: budget, &outcome) }
      if remaining.isEmpty, !ids.isEmpty { settled.insert(run) }
    }
    // Of a run whose POST got no answer nothing may be listed yet; after a time nothing will be.
    let now = client.caller.clock.unixTime()
    for (journal, entry) in journals
    where settled.contains(entry.runID)
      || outcome.isComplete && orders[entry.runID]?.isEmpty ?? true
        && now - Double(entry.runID.startedAt) > Self.lostAfter
    {
      close(journal, &outcome)
    }
    if !outcome.isComplete {
      for (journal, entry) in journals where orders[entry.runID]?.isEmpty ?? true {
        outcome.leftBehind.append(mayRemain(entry.runID, journal))
      }
    }
    return outcome
  }

  /// A run that was killed while it created, where the list does not tell what became of it.
  private func mayRemain(_ run: RunID, _ journal: RunJournal) -> LeftBehind {
    LeftBehind(
      id: nil, title: run.title,
      reason:
        "an earlier run was killed while it created it, and the list could not be read whole; "
        + "its journal is \(journal.path)",
      command: command.sweep)
  }

  /// The journals of dead runs against the same API.
  private func journals(
    _ outcome: inout Outcome
  ) -> [(journal: RunJournal, entry: RunJournal.Entry)] {
    guard let directory else { return [] }
    do {
      let abandoned = try RunJournal.abandoned(in: directory)
      for path in abandoned.unreadable {
        outcome.notes.append("the journal \(path) can't be read")
        outcome.isComplete = false
      }
      return abandoned.runs.filter { $0.entry.baseURL == client.baseAddress.description }
    } catch {
      outcome.notes.append(error.message)
      outcome.isComplete = false
      return []
    }
  }

  private func close(_ journal: RunJournal, _ outcome: inout Outcome) {
    do {
      try journal.close()
    } catch {
      outcome.notes.append(error.message)
    }
  }

  /// The unfinished work orders of earlier runs: those with a journal here, and older ones.
  private func listed(
    except current: RunID, journals: [(journal: RunJournal, entry: RunJournal.Entry)],
    within budget: TimeBudget, _ outcome: inout Outcome
  ) -> [(run: RunID, id: WorkOrderID)] {
    let known = Set(journals.map(\.entry.runID))
    let now = client.caller.clock.unixTime()
    let since = known.map(\.startedAt).min().map { min($0, Int(now - age)) } ?? Int(now - age)
    let search: WorkOrderSearch
    do {
      search = try client.openWorkOrders(
        since: UTCTime(since - Self.clockSkew), reach: journals.isEmpty ? reach : .long,
        within: budget
      ) { title in
        guard let run = RunID(title: title), run != current else { return false }
        return known.contains(run) || now - Double(run.startedAt) >= youngest
      }
    } catch {
      outcome.notes.append("earlier leftovers were not looked for: \(Diagnosis(error).got)")
      outcome.isComplete = false
      return []
    }
    if !search.isComplete {
      outcome.notes.append(
        "only \(search.examined) work orders were looked through for leftovers; there are more")
      outcome.isComplete = false
    }
    return search.orders.compactMap { order in
      order.title.flatMap(RunID.init(title:)).map { (run: $0, id: order.id) }
    }
  }

  /// True where nothing of it is left.
  private func remove(
    _ id: WorkOrderID, of run: RunID, within budget: TimeBudget, _ outcome: inout Outcome
  ) -> Bool {
    switch client.owner(of: id, within: budget) {
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
    let record = WorkOrderRemoval(client: client, run: run).run(id, within: budget)
    switch record.outcome {
    case .gone, .unlisted:
      outcome.removed.append(id.text)
      return true
    case .remains(let diagnosis):
      outcome.leftBehind.append(leftBehind(id, of: run, diagnosis, by: record.wayByHand))
      return false
    }
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
