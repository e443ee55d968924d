package import GateModel

/// One live verification: the steps in their order, and the cleanup whatever happens.
package struct Verification {
  let settings: VerifySettings
  let transport: any HTTPTransport
  let clock: RunClock
  let stop: StopControl
  let directory: StateDirectory?
  /// Shown to a person who waits.
  let progress: (String) -> Void

  package init(
    settings: VerifySettings, transport: any HTTPTransport, clock: RunClock = .system,
    stop: StopControl, directory: StateDirectory?, progress: @escaping (String) -> Void = { _ in }
  ) {
    self.settings = settings
    self.transport = transport
    self.clock = clock
    self.stop = stop
    self.directory = directory
    self.progress = progress
  }

  package func run() -> LiveResult {
    let start = clock.monotonic()
    let run = RunID(clock: clock)
    let budget = TimeBudget(seconds: settings.limits.run, on: clock)
    var result = newResult(for: run)

    result.steps.append(
      perform(.health, within: budget) { judge in
        guard let address = settings.health else { return nil }
        return HealthStep(
          address: address, wait: settings.limits.wait, caller: serviceCaller, judge: judge,
          progress: progress
        ).run(within: budget)
      })
    result.steps.append(
      perform(.ready, within: budget) { judge in
        guard let address = settings.ready else { return nil }
        return ReadyStep(address: address, caller: serviceCaller, judge: judge).run(within: budget)
      })
    result.steps.append(
      perform(.api, within: budget) { judge in
        guard let client = client() else { return nil }
        return APIStep(client: client, judge: judge).run(within: budget)
      })
    let trial = tryWorkOrder(of: run, in: &result, within: budget)
    result.steps.append(
      perform(.metrics, within: budget) { judge in
        guard let address = settings.metrics else { return nil }
        return MetricsStep(
          address: address, required: settings.requiredMetrics, caller: serviceCaller, judge: judge
        ).run(within: budget).result
      })
    trial?.lookOnceMore(in: &result)
    watch(&result)

    if let reason = stop.reason() { result.notes.append("stopped by \(reason)") }
    result.exitStatus = Self.exitStatus(of: result)
    result.milliseconds = Int(((clock.monotonic() - start) * 1000).rounded())
    return result
  }

  /// After a run that went well: keeps looking for as long as was asked.
  private func watch(_ result: inout LiveResult) {
    guard let plan = settings.watch else { return }
    guard Self.exitStatus(of: result) == .passed, let metrics = settings.metrics else {
      result.alerts = LiveAlert.Kind.allCases.map {
        plan.alert($0, .unknown, "the steps did not all pass")
      }
      return
    }
    let health = settings.health.map { address in
      HealthStep(
        address: address, wait: 0, caller: serviceCaller, judge: judge(for: .health),
        progress: progress)
    }
    let step = MetricsStep(
      address: metrics, required: settings.requiredMetrics, caller: serviceCaller,
      judge: judge(for: .metrics))
    let outcome = Watch(
      plan: plan, health: health, metrics: step, clock: clock, stop: stop, progress: progress
    ).run()
    result.alerts = outcome.alerts
    result.notes.append(outcome.note)
    for step in outcome.steps where step.outcome != .passed && step.outcome != .warned {
      result.steps.removeAll { $0.step == step.step }
      result.steps.append(step)
    }
  }

  /// Only looks for what earlier runs left, and removes it.
  /// - Parameter age: in seconds; younger work orders without a journal here are left alone.
  package func sweep(olderThan age: Double) -> LiveResult {
    let start = clock.monotonic()
    let run = RunID(clock: clock)
    var result = newResult(for: run)
    guard let client = client() else {
      result.notes.append("no key is known")
      result.exitStatus = .couldNotCheck
      return result
    }
    let budget = TimeBudget(seconds: settings.limits.run, on: clock)
    let outcome = leftovers(client, youngest: age, age: Self.sweepAge, reach: .long)
      .run(except: run, within: budget)
    outcome.add(to: &result)
    if outcome.leftBehind.isEmpty, outcome.removed.isEmpty, outcome.isComplete {
      result.notes.append("nothing of earlier runs is left")
    }
    result.exitStatus = .worst([
      outcome.leftBehind.isEmpty ? .passed : .leftBehind,
      outcome.isComplete ? .passed : .couldNotCheck,
    ])
    result.milliseconds = Int(((clock.monotonic() - start) * 1000).rounded())
    return result
  }

  /// Creates, reads and removes the test work order; `nil` where none was to be created.
  private func tryWorkOrder(
    of run: RunID, in result: inout LiveResult, within budget: TimeBudget
  ) -> WorkOrderTrial? {
    let api = result.steps.first { $0.step == .api }?.outcome
    guard settings.skipped[.create] == nil, let client = client(), let cleaner = cleaner(),
      api != .failed, api != .notRun, stop.reason() == nil, budget.left > 0
    else {
      for step in LiveStep.allCases where step.writes {
        result.steps.append(
          perform(step, within: budget) { _ in
            LiveStepResult(step, .notRun, "'api' did not pass")
          })
      }
      return nil
    }
    let part = budget.part(seconds: Self.leftoverBudget)
    leftovers(client, youngest: Self.youngestLeftover, age: Self.leftoverAge, reach: .short)
      .run(except: run, within: part).add(to: &result)

    var trial = WorkOrderTrial(
      client: client, cleaner: cleaner, command: command, stop: stop, run: run,
      cleanupSeconds: settings.limits.cleanup)
    trial.openJournal(in: directory)
    result.steps.append(
      perform(.create, within: budget) { judge in
        trial.create(judge, within: budget)
      })
    result.steps.append(
      perform(.retrieve, within: budget) { judge in
        trial.retrieve(judge, within: budget)
      })
    progress("removing the test work order")
    trial.cleanUp(judge(for: .cleanup), judge(for: .gone), &result)
    return trial
  }

  /// Runs a step unless it is left out or the run is over.
  private func perform(
    _ step: LiveStep, within budget: TimeBudget, _ body: (StepJudge) -> LiveStepResult?
  ) -> LiveStepResult {
    if let reason = settings.skipped[step] { return LiveStepResult(step, .skipped, reason) }
    if let reason = stop.reason() { return LiveStepResult(step, .notRun, "stopped by \(reason)") }
    guard budget.left > 0 else { return LiveStepResult(step, .notRun, "the run's time was over") }
    progress(step.rawValue)
    return body(judge(for: step)) ?? LiveStepResult(step, .notRun, "no address or no key is known")
  }

  /// Failed checks come before what could not be checked; what is left behind before both.
  private static func exitStatus(of result: LiveResult) -> ExitStatus {
    var statuses: [ExitStatus] = [.passed]
    if !result.leftBehind.isEmpty { statuses.append(.leftBehind) }
    for step in result.steps {
      switch step.outcome {
      case .failed: statuses.append(.failed)
      case .notRun: statuses.append(.couldNotCheck)
      case .passed, .warned, .skipped: break
      }
    }
    if result.alerts.contains(where: { $0.outcome == .exceeded }) { statuses.append(.failed) }
    // A watch that could see nothing is none.
    if !result.alerts.isEmpty, result.alerts.allSatisfy({ $0.outcome == .unknown }) {
      statuses.append(.couldNotCheck)
    }
    return .worst(statuses)
  }
}
