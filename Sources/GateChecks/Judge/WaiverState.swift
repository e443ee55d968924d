package import GateModel

/// Where a waiver stands in its life.
package enum WaiverState: Hashable, Sendable {
  case valid
  /// It expires within two weeks.
  case due(inDays: Int)
  /// It has expired, and still counts for a week, so that no pipeline turns red overnight.
  case grace(daysLeft: Int)
  case expired(daysAgo: Int)

  private static let dueDays = 14
  private static let graceDays = 7

  /// A waiver counts on its last day too.
  package init(_ waiver: Waiver, today: CalendarDay) {
    let left = waiver.expires.days(since: today)
    switch left {
    case _ where left > Self.dueDays: self = .valid
    case 0...: self = .due(inDays: left)
    case (-Self.graceDays)...: self = .grace(daysLeft: Self.graceDays + left)
    default: self = .expired(daysAgo: -left)
    }
  }

  /// What there is to say of the waivers, besides the verdicts: due, expired, or without use.
  package static func diagnostics(
    for waivers: [Waiver], results: [CheckResult], today: CalendarDay
  ) -> [Diagnostic] {
    waivers.compactMap { waiver in
      guard results.contains(where: { $0.id == waiver.check && $0.waiver != nil }) else {
        return unused(waiver, results: results)
      }
      switch WaiverState(waiver, today: today) {
      case .valid, .expired: return nil
      case .due(let days):
        return Diagnostic(
          .warning,
          "the waiver of \(waiver.check) expires \(days == 0 ? "today" : "in \(count(days))")",
          at: waiver.location, help: "\(waiver.owner) owns it: \(waiver.reason)")
      case .grace(let days):
        return Diagnostic(
          .warning,
          "the waiver of \(waiver.check) expired on \(waiver.expires); the gate fails "
            + (days == 0 ? "from tomorrow" : "in \(count(days + 1))"),
          at: waiver.location, help: "\(waiver.owner) owns it: \(waiver.reason)")
      }
    }
  }

  private static func unused(_ waiver: Waiver, results: [CheckResult]) -> Diagnostic? {
    guard let result = results.first(where: { $0.id == waiver.check }), result.verdict.isSettled
    else { return nil }
    return Diagnostic(
      .warning,
      "the waiver of \(waiver.check) hides nothing: the check is \(result.verdict.rawValue)",
      at: waiver.location, help: "remove it")
  }

  private static func count(_ days: Int) -> String { days == 1 ? "1 day" : "\(days) days" }
}
