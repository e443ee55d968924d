internal import GateModel

/// What the steps work with.
extension Verification {
  /// Seconds: work orders of other machines' runs younger than this may belong to a run under way.
  package static let youngestLeftover = 3600.0
  /// Seconds that a run and a sweep look back for leftovers, and that a run takes for it at most.
  static let leftoverAge = 86_400.0
  static let sweepAge = 30 * 86_400.0
  static let leftoverBudget = 30.0
  /// How many requests must fit into the cleanup's time, so that one that hangs does not eat it up.
  private static let requestsInCleanup = 6.0

  var command: RemovalCommand {
    RemovalCommand(
      baseAddress: settings.baseAddress, keyVariable: settings.keyVariable,
      organization: settings.organization)
  }

  func judge(for step: LiveStep) -> StepJudge {
    StepJudge(
      step: step, request: request(of: step), key: settings.key,
      troubleshooting: settings.troubleshooting)
  }

  private func request(of step: LiveStep) -> String {
    let orders = settings.baseAddress.appending(path: "/workorders")
    return switch step {
    case .health: settings.health.map { "GET \($0)" } ?? ""
    case .ready: settings.ready.map { "GET \($0)" } ?? ""
    case .api: "GET \(settings.baseAddress.appending(path: "/users"))?limit=1"
    case .create: "POST \(orders)?skipWebhook=true"
    case .retrieve, .gone: "GET \(orders)/{id}"
    case .cleanup: "DELETE \(orders)/{id}"
    case .metrics: settings.metrics.map { "GET \($0)" } ?? ""
    }
  }

  func leftovers(
    _ client: MaintainXClient, youngest: Double, age: Double, reach: WorkOrderSearch.Reach
  ) -> LeftoverSweep {
    LeftoverSweep(
      client: client, command: command, directory: directory, youngest: youngest, age: age,
      reach: reach)
  }

  func client() -> MaintainXClient? { client(requestTimeout: settings.limits.request) }

  /// The client for the cleanup, less patient with each request.
  func cleaner() -> MaintainXClient? {
    client(
      requestTimeout: min(
        settings.limits.request, settings.limits.cleanup / Self.requestsInCleanup))
  }

  private func client(requestTimeout: Double) -> MaintainXClient? {
    settings.key.map { key in
      MaintainXClient(
        caller: caller(requestTimeout: requestTimeout, redirects: .sameOrigin),
        baseAddress: settings.baseAddress, key: key, organization: settings.organization,
        userAgent: settings.userAgent)
    }
  }

  var serviceCaller: HTTPCaller {
    caller(requestTimeout: settings.limits.request, redirects: .sameHost)
  }

  private func caller(requestTimeout: Double, redirects: RedirectRule) -> HTTPCaller {
    HTTPCaller(
      transport: transport, clock: clock, retry: settings.limits.retry,
      requestTimeout: requestTimeout, redirects: redirects)
  }

  func newResult(for run: RunID) -> LiveResult {
    var result = LiveResult(
      toolVersion: settings.toolVersion, runID: run.text, service: settings.service,
      commit: settings.commit, serviceURL: settings.serviceURL,
      baseURL: settings.baseAddress.description, startedAt: run.startedAt)
    if let note = directory?.note { result.notes.append(note) }
    return result
  }
}
