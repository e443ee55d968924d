internal import GateModel

/// The life of the run's test work order: journalled, created, read, removed, proved gone.
struct WorkOrderTrial {
  let client: MaintainXClient
  let cleaner: MaintainXClient
  let command: RemovalCommand
  let stop: StopControl
  let cleanupSeconds: Double

  private var order: TestWorkOrder
  private var journal: RunJournal?
  /// What a reader must know of the journal.
  private var notes: [String] = []

  init(
    client: MaintainXClient, cleaner: MaintainXClient, command: RemovalCommand, stop: StopControl,
    run: RunID, cleanupSeconds: Double
  ) {
    self.client = client
    self.cleaner = cleaner
    self.command = command
    self.stop = stop
    self.cleanupSeconds = cleanupSeconds
    order = TestWorkOrder(run: run)
  }

  /// Without a journal a killed run's work order is still found by its title, so the run goes on.
  mutating func openJournal(in directory: StateDirectory?) {
    guard let directory else {
      notes.append("there is no place for a journal; a killed run is found by title alone")
      return
    }
    do {
      journal = try RunJournal(
        for: order.run, baseURL: client.baseAddress.description, in: directory)
    } catch {
      notes.append(error.message)
    }
  }

  mutating func create(_ judge: StepJudge, within budget: TimeBudget) -> LiveStepResult {
    let step = CreateStep(client: client, judge: judge).run(&order, within: budget)
    for id in order.ids {
      do {
        try journal?.recordCreated(id)
      } catch {
        notes.append(error.message)
      }
    }
    return step
  }

  /// A work order that is not as it was created may not be the one that was created.
  mutating func retrieve(_ judge: StepJudge, within budget: TimeBudget) -> LiveStepResult {
    guard let id = order.ids.first else {
      return LiveStepResult(.retrieve, .notRun, "no work order was created")
    }
    let step = RetrieveStep(id: id, title: order.run.title, client: client, judge: judge)
      .run(within: budget)
    switch step.outcome {
    case .passed: order.addConfirmed([id])
    case .failed: order.isUncertain = true
    case .warned, .skipped, .notRun: break
    }
    return step
  }

  /// Removes whatever has the run's title, and adds the results of `cleanup` and `gone`.
  mutating func cleanUp(_ cleanup: StepJudge, _ gone: StepJudge, _ result: inout LiveResult) {
    stop.hold()
    defer { stop.resume() }
    let budget = TimeBudget(seconds: cleanupSeconds, on: cleaner.caller.clock)
    var unknown: Diagnosis?
    if order.isUncertain {
      unknown = search(pauses: order.wasLookedFor ? [0] : TitleSearch.patience, budget)
    }

    for id in order.ids where !order.confirmed.contains(id) { disownIfAnothers(id, budget) }
    let records = remove(order.ids, within: budget, &result)
    if let unknown {
      result.leftBehind.append(mayRemain(unknown))
      result.steps.append(cleanup.failed(unknown, Effort()))
      result.steps.append(gone.failed(unknown, Effort()))
    } else if records.isEmpty {
      let summary =
        order.isUncertain ? "no work order has the run's title" : "no work order was created"
      result.steps.append(LiveStepResult(.cleanup, .skipped, summary))
      result.steps.append(LiveStepResult(.gone, .skipped, summary))
    } else {
      result.steps.append(worst(records.map { self.result(of: $0.record, $0.id, cleanup) }))
      result.steps.append(worst(records.map { proof(of: $0.record, gone) }))
    }
    if !isLeftBehind(in: result), !order.isUncertain { closeJournal() }
    result.notes += notes
  }

  /// At the very end: a POST whose answer was lost may have come through late.
  func lookOnceMore(in result: inout LiveResult) {
    guard order.isUncertain, !isLeftBehind(in: result) else { return }
    stop.hold()
    let budget = TimeBudget(seconds: cleanupSeconds, on: cleaner.caller.clock)
    switch TitleSearch(client: cleaner, pauses: [0]).run(for: order.run, within: budget) {
    case .absent: break
    case .found(let ids):
      let records = remove(ids, within: budget, &result)
      result.swept += records.compactMap { record in
        if case .remains = record.record.outcome { nil } else { record.id.text }
      }
    case .unknown(let diagnosis): result.leftBehind.append(mayRemain(diagnosis))
    case .stopped: result.leftBehind.append(mayRemain(.interrupted))
    }
  }
}

// MARK: Pieces of the cleanup

extension WorkOrderTrial {
  /// `nil` where the list told what there is.
  private mutating func search(pauses: [Double], _ budget: TimeBudget) -> Diagnosis? {
    switch TitleSearch(client: cleaner, pauses: pauses).run(for: order.run, within: budget) {
    case .found(let ids):
      order.addConfirmed(ids)
      return nil
    case .absent: return nil
    case .unknown(let diagnosis): return diagnosis
    case .stopped: return .interrupted
    }
  }

  /// Nothing is removed that has another title, whatever the answer to the POST said.
  private mutating func disownIfAnothers(_ id: WorkOrderID, _ budget: TimeBudget) {
    switch cleaner.owner(of: id, within: budget) {
    case .run(order.run), .nobody, .unknown: break
    case .run, .somebodyElse:
      order.disown(id)
      notes.append("work order \(id) does not have the run's title: left alone")
    }
  }

  private func remove(
    _ ids: [WorkOrderID], within budget: TimeBudget, _ result: inout LiveResult
  ) -> [(id: WorkOrderID, record: WorkOrderRemoval.Record)] {
    ids.map { id in
      let record = WorkOrderRemoval(client: cleaner, run: order.run).run(id, within: budget)
      if case .remains(let diagnosis) = record.outcome {
        result.leftBehind.append(
          LeftBehind(
            id: id.text, title: order.run.title, reason: cleaned(diagnosis.got),
            command: command.curl(id, by: record.wayByHand)))
      }
      return (id, record)
    }
  }

  private func result(
    of record: WorkOrderRemoval.Record, _ id: WorkOrderID, _ judge: StepJudge
  ) -> LiveStepResult {
    let setbacks = record.setbacks.map(\.what).joined(separator: "; ")
    switch record.outcome {
    case .gone(let method, _) where record.setbacks.isEmpty,
      .unlisted(let method, _) where record.setbacks.isEmpty:
      return judge.passed("work order \(id) \(method.done)", record.removing)
    case .gone(let method, _), .unlisted(let method, _):
      return judge.warned("work order \(id) \(method.done), since \(setbacks)", record.removing)
    case .remains(var diagnosis):
      if !setbacks.isEmpty { diagnosis.got = setbacks }
      return judge.failed(diagnosis, record.removing)
    }
  }

  private func proof(of record: WorkOrderRemoval.Record, _ judge: StepJudge) -> LiveStepResult {
    switch record.outcome {
    case .gone(_, let proof): judge.passed(proof, record.proving)
    case .unlisted(_, let diagnosis): judge.failed(diagnosis, record.proving)
    case .remains(let diagnosis): judge.failed(diagnosis, record.proving)
    }
  }

  /// One step, one result: the first that did not go well stands for all.
  private func worst(_ results: [LiveStepResult]) -> LiveStepResult {
    let order: [LiveStepResult.Outcome] = [.failed, .notRun, .warned, .passed, .skipped]
    return results.min {
      order.firstIndex(of: $0.outcome) ?? 0 < order.firstIndex(of: $1.outcome) ?? 0
    } ?? results[0]
  }

  private func isLeftBehind(in result: LiveResult) -> Bool {
    result.leftBehind.contains { $0.title == order.run.title }
  }

  private func mayRemain(_ diagnosis: Diagnosis) -> LeftBehind {
    LeftBehind(
      id: nil, title: order.run.title,
      reason: "it may have been created, and looking it up failed: \(cleaned(diagnosis.got))",
      command: command.sweep)
  }

  private func cleaned(_ text: String) -> String {
    client.key.redacted(from: text)
  }

  private mutating func closeJournal() {
    do {
      try journal?.close()
    } catch {
      notes.append(error.message)
    }
  }
}
