package import GateModel

/// Several services' reports as one table of services by check, with what changed since the last one.
package struct Scorecard: Sendable {
  package struct Service: Sendable {
    package var name: String
    package var commit: String?
    /// Where its sources can be read, up to a file's path.
    package var sourceURL: String?
    package var exitStatus: ExitStatus
    package var verdicts: [CheckID: Verdict]
    /// Not suppressed.
    package var secrets: Int
  }

  package struct Check: Sendable {
    package var id: CheckID
    package var title: String
    /// Where policies differ, the strictest that a service has.
    package var priority: Priority
  }

  /// In the order of their names.
  package var services: [Service]
  /// By priority, then in the order of the checklist.
  package var checks: [Check]
  /// The scorecard that trends are counted from.
  package var previous: [Service]?

  init(services: [Service], checks: [Check]) {
    self.services = services
    self.checks = checks
  }

  /// - Parameter reports: of the whole gate, one for each service.
  package init(_ reports: [Report]) {
    var names: [String: Int] = [:]
    let reports = reports.flatMap(\.judged)
    services = reports.sorted { ($0.name, $0.root) < ($1.name, $1.root) }.map { report in
      let count = names[report.name, default: 0] + 1
      names[report.name] = count
      return Service(
        // Two services of one name stay two rows.
        name: count == 1 ? report.name : "\(report.name) (\(count))", commit: report.commit,
        sourceURL: report.sourceURL, exitStatus: report.exitStatus,
        verdicts: Dictionary(
          report.checks.map { ($0.id, $0.verdict) }, uniquingKeysWith: { first, _ in first }),
        secrets: report.findings.count { $0.suppression == nil })
    }
    var order: [CheckID] = []
    var known: [CheckID: Check] = [:]
    for result in reports.flatMap(\.checks) {
      let earlier = known[result.id]
      if earlier == nil { order.append(result.id) }
      known[result.id] = Check(
        id: result.id, title: result.title,
        priority: min(result.priority, earlier?.priority ?? result.priority))
    }
    let checks = order.compactMap { known[$0] }
    self.checks = Priority.allCases.flatMap { priority in
      checks.filter { $0.priority == priority }
    }
  }

  /// The worst of the services' exit statuses.
  package var exitStatus: ExitStatus { ExitStatus.worst(services.map(\.exitStatus)) }

  /// The formats that a scorecard has.
  package static let formats: [ReportFormat] = [.text, .json, .markdown, .html]

  /// - Parameter format: one of `formats`.
  package func render(_ format: ReportFormat) -> String {
    switch format {
    case .json: ScorecardJSON.render(self)
    case .markdown: ScorecardMarkdown(card: self).text
    case .html: ScorecardHTML(card: self).text
    default: ScorecardText(card: self).text
    }
  }
}

extension Report {
  /// The services that it judges, and itself where it is one or found something outside of them.
  fileprivate var judged: [Report] {
    let isEmpty =
      checks.isEmpty && findings.isEmpty && !diagnostics.contains { $0.severity == .error }
    return (services.isEmpty || !isEmpty ? [self] : []) + services.flatMap(\.judged)
  }
}

// MARK: - Counts

extension Scorecard {
  /// `5/13`: settled of all that the service's report has.
  func settled(_ service: Service, _ priority: Priority) -> String {
    let verdicts = checks.filter { $0.priority == priority }.compactMap { service.verdicts[$0.id] }
    return "\(verdicts.count(where: \.isSettled))/\(verdicts.count)"
  }

  /// In how many services a check is not settled.
  func gaps(of check: Check) -> Int {
    services.count { $0.verdicts[check.id].map { !$0.isSettled } ?? false }
  }

  /// Unsettled checks, those that most services miss first.
  var mostMissed: [(check: Check, services: Int)] {
    checks.enumerated().map {
      (offset: $0.offset, check: $0.element, services: gaps(of: $0.element))
    }
    .filter { $0.services > 0 }
    .sorted { ($1.services, $0.offset) < ($0.services, $1.offset) }
    .map { ($0.check, $0.services) }
  }
}

// MARK: - Trends

extension Scorecard {
  /// What changed in a service since the last scorecard.
  enum Trend {
    case isNew
    /// How many checks became settled, and how many are no longer.
    case changed(settled: Int, lost: Int)
  }

  func trend(of service: Service) -> Trend? {
    guard let previous else { return nil }
    guard let before = previous.first(where: { $0.name == service.name }) else { return .isNew }
    var (settled, lost) = (0, 0)
    for (check, verdict) in service.verdicts {
      guard let earlier = before.verdicts[check], earlier.isSettled != verdict.isSettled else {
        continue
      }
      if verdict.isSettled { settled += 1 } else { lost += 1 }
    }
    return .changed(settled: settled, lost: lost)
  }

  /// Whether a check of a service became settled (`true`) or ceased to be so (`false`).
  func change(of check: CheckID, in service: Service) -> Bool? {
    guard let now = service.verdicts[check],
      let before = previous?.first(where: { $0.name == service.name })?.verdicts[check],
      before.isSettled != now.isSettled
    else { return nil }
    return now.isSettled
  }

  /// Services of the last scorecard that this one does not have.
  var gone: [String] {
    let names = Set(services.map(\.name))
    return (previous ?? []).map(\.name).filter { !names.contains($0) }
  }

  /// How many services passed, now and in the last scorecard.
  var passed: (now: Int, before: Int?) {
    (
      services.count { $0.exitStatus == .passed },
      previous.map { $0.count { $0.exitStatus == .passed } }
    )
  }

  /// `2 of 5 services passed, 1 before`.
  var headline: String {
    let noun = services.count == 1 ? "service" : "services"
    let before = passed.before.map { ", \($0) of \(previous?.count ?? 0) last time" } ?? ""
    return "\(passed.now) of \(services.count) \(noun) passed\(before)"
  }
}

extension Scorecard.Trend {
  /// `+2 -1`: two more are settled, and one no longer.
  var words: String {
    switch self {
    case .isNew: "new"
    case .changed(0, 0): "="
    case .changed(let settled, 0): "+\(settled)"
    case .changed(0, let lost): "-\(lost)"
    case .changed(let settled, let lost): "+\(settled) -\(lost)"
    }
  }
}

extension ExitStatus {
  /// The outcome of a service in a table.
  var word: String {
    switch self {
    case .passed: "passed"
    case .failed: "failed"
    case .usage: "broken manifest"
    case .couldNotCheck: "not checked"
    case .leftBehind: "left test data"
    }
  }
}
