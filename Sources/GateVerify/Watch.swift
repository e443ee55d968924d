internal import GateModel

/// How long to watch a deployment, and for what.
package struct WatchPlan: Sendable {
  /// Seconds.
  package var duration: Double
  package var interval: Double
  package var limits: AlertLimits

  package init(duration: Double, interval: Double = 15, limits: AlertLimits = AlertLimits()) {
    self.duration = duration
    self.interval = interval
    self.limits = limits
  }
}

/// Looks at health and metrics again and again after a deployment, and holds them to the limits.
struct Watch {
  let plan: WatchPlan
  let health: HealthStep?
  let metrics: MetricsStep
  let clock: RunClock
  let stop: StopControl
  let progress: (String) -> Void

  /// Seconds: a process that started longer ago was not started by this deployment, so what it
  /// counted before is not held against it.
  private static let freshness = 3600.0
  /// Seconds that one look may take, whatever the interval.
  private static let shortestLook = 30.0

  struct Outcome {
    /// The results of the last look.
    var steps: [LiveStepResult] = []
    var alerts: [LiveAlert] = []
    var looks = 0
    /// Seconds.
    var duration = 0.0
    var note: String { "watched for \(Int(duration.rounded())) s, \(looks) times" }
  }

  func run() -> Outcome {
    let start = clock.monotonic()
    var outcome = Outcome()
    var baseline: Baseline?
    while true {
      look(&outcome, since: &baseline)
      outcome.duration = clock.monotonic() - start
      let left = plan.duration - outcome.duration
      if outcome.isBad || left <= 0 || stop.reason() != nil { return outcome }
      progress("watching, \(Int(left.rounded(.up))) s left")
      guard clock.sleep(min(plan.interval, left)) else { return outcome }
    }
  }

  private func look(_ outcome: inout Outcome, since baseline: inout Baseline?) {
    let now = clock.unixTime()
    let budget = TimeBudget(seconds: max(plan.interval, Self.shortestLook), on: clock)
    let seen = metrics.run(within: budget)
    outcome.looks += 1
    outcome.steps = [health?.run(within: budget), seen.result].compactMap(\.self)
    guard let document = seen.document else { return }
    let first = baseline ?? Baseline(document, now: now)
    baseline = first
    let window = MetricsWindow(first: first.document, last: document)
    outcome.alerts = plan.alerts(ServiceVitals(window: window, unixTime: now))
  }

  /// Where counting starts: at the first look, or at the start of a process that is new.
  private struct Baseline {
    var document: MetricsDocument?

    init(_ document: MetricsDocument, now: Double) {
      let start = document.samples(named: "process_start_time_seconds").map(\.value).max()
      let isOld = start.map { now - $0 > freshness } ?? false
      self.document = isOld ? document : nil
    }
  }
}

extension Watch.Outcome {
  fileprivate var isBad: Bool {
    steps.contains { $0.outcome == .failed || $0.outcome == .notRun }
      || alerts.contains { $0.outcome == .exceeded }
  }
}

extension WatchPlan {
  func alerts(_ vitals: ServiceVitals) -> [LiveAlert] {
    LiveAlert.Kind.allCases.map { kind in
      switch vitals.reading(of: kind) {
      case .unknown(let why): return alert(kind, .unknown, why)
      case .value(let value, let source):
        let outcome: LiveAlert.Outcome = value > limit(of: kind) ? .exceeded : .within
        return alert(kind, outcome, "\(text(value, of: kind)) (\(source))")
      }
    }
  }

  func alert(_ kind: LiveAlert.Kind, _ outcome: LiveAlert.Outcome, _ value: String) -> LiveAlert {
    LiveAlert(kind, outcome, limit: text(limit(of: kind), of: kind), value: value)
  }

  private func limit(of kind: LiveAlert.Kind) -> Double {
    switch kind {
    case .errorRate: limits.errorRate
    case .latency: limits.latency
    case .syncLag: limits.syncLag
    }
  }

  /// With two decimals at most.
  private func text(_ value: Double, of kind: LiveAlert.Kind) -> String {
    let shown = kind == .errorRate ? value * 100 : value
    let rounded = (shown * 100).rounded() / 100
    let number = Int(exactly: rounded).map(String.init) ?? String(rounded)
    return "\(number) \(kind == .errorRate ? "%" : "s")"
  }
}
