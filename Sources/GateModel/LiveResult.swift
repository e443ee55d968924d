/// One step of the live verification, in the order in which the steps run.
package enum LiveStep: String, CaseIterable, Sendable {
  case health, ready, api, create, retrieve, cleanup, gone, metrics

  /// Whether the step writes to MaintainX or depends on one that does.
  package var writes: Bool {
    switch self {
    case .create, .retrieve, .cleanup, .gone: true
    case .health, .ready, .api, .metrics: false
    }
  }
}

/// How one step of the live verification went.
package struct LiveStepResult: Sendable {
  package enum Outcome: String, Sendable {
    case passed
    /// Passed, with something that a person should look at.
    case warned
    case failed
    /// Left out on purpose: by a flag, by the manifest, or because it does not apply.
    case skipped
    /// Wanted, and not done: a step before it failed, time ran out, or the run was stopped.
    case notRun
  }
  package var step: LiveStep
  package var outcome: Outcome
  /// What was seen, or why nothing was: "200, status ok".
  package var summary: String
  /// What was asked: "GET https://due-dates.example.com/health"; empty where nothing was.
  package var request: String
  /// What a failed step would have had to see; empty otherwise.
  package var expected: String
  /// What a failed step saw instead; empty otherwise.
  package var got: String
  /// What to do about a failure, the most exact advice first.
  package var advice: [String]
  /// The last HTTP status, where an answer came.
  package var status: Int?
  /// How long the last answer took.
  package var milliseconds: Int?
  /// Requests sent for this step.
  package var attempts: Int

  package init(
    _ step: LiveStep, _ outcome: Outcome, _ summary: String, request: String = "",
    expected: String = "", got: String = "", advice: [String] = [], status: Int? = nil,
    milliseconds: Int? = nil,
    attempts: Int = 0
  ) {
    self.step = step
    self.outcome = outcome
    self.summary = summary
    self.request = request
    self.expected = expected
    self.got = got
    self.advice = advice
    self.status = status
    self.milliseconds = milliseconds
    self.attempts = attempts
  }
}

/// One limit that is watched after a deployment.
package struct LiveAlert: Sendable {
  package enum Kind: String, CaseIterable, Sendable { case errorRate, latency, syncLag }
  package enum Outcome: String, Sendable {
    case within, exceeded
    /// The service's metrics do not tell.
    case unknown
  }
  package var kind: Kind
  package var outcome: Outcome
  /// "5 %", "5 s".
  package var limit: String
  /// The value with its unit and the metrics that it comes from, or why there is none.
  package var value: String

  package init(_ kind: Kind, _ outcome: Outcome, limit: String, value: String) {
    self.kind = kind
    self.outcome = outcome
    self.limit = limit
    self.value = value
  }
}

/// A test work order that is, or may be, still in MaintainX.
package struct LeftBehind: Hashable, Sendable {
  /// `nil` where only the title is known.
  package var id: String?
  package var title: String
  package var reason: String
  /// The command that removes or finds it. Names the key's variable, never the key.
  package var command: String

  package init(id: String?, title: String, reason: String, command: String) {
    self.id = id
    self.title = title
    self.reason = reason
    self.command = command
  }
}

/// Everything one live verification found out. Reporters turn it into text.
package struct LiveResult: Sendable {
  package var toolVersion: String
  package var runID: String
  package var service: String?
  /// The commit that was deployed, in full.
  package var commit: String?
  package var serviceURL: String?
  package var baseURL: String?
  /// Seconds since 1970-01-01T00:00:00Z.
  package var startedAt: Int
  package var milliseconds: Int
  package var steps: [LiveStepResult]
  package var alerts: [LiveAlert]
  /// Leftovers of earlier runs that this one removed, by id.
  package var swept: [String]
  package var leftBehind: [LeftBehind]
  /// What a reader must know besides: each one sentence.
  package var notes: [String]
  package var exitStatus: ExitStatus

  package init(
    toolVersion: String, runID: String, service: String? = nil, commit: String? = nil,
    serviceURL: String? = nil, baseURL: String? = nil, startedAt: Int, milliseconds: Int = 0,
    steps: [LiveStepResult] = [], alerts: [LiveAlert] = [], swept: [String] = [],
    leftBehind: [LeftBehind] = [], notes: [String] = [], exitStatus: ExitStatus = .passed
  ) {
    self.toolVersion = toolVersion
    self.runID = runID
    self.service = service
    self.commit = commit
    self.serviceURL = serviceURL
    self.baseURL = baseURL
    self.startedAt = startedAt
    self.milliseconds = milliseconds
    self.steps = steps
    self.alerts = alerts
    self.swept = swept
    self.leftBehind = leftBehind
    self.notes = notes
    self.exitStatus = exitStatus
  }
}
