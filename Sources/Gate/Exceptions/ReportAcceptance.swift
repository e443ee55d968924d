internal import GateChecks
package import GateModel

/// `check --accept-report FILE`: the commit of a rollback cannot be mended, so the report with which
/// it passed stands for what has failed since, such as a waiver that has run out.
///
/// It counts for the same commit, tool, rules and folder, for a limited time, and for checks alone:
/// a secret that is found now, what was seen live now and what could not be checked now all fail.
package struct ReportAcceptance: Sendable {
  package var saved: Report
  /// The file as it was named.
  package var path: String
  /// How old it may be, in days.
  package var longestDays: Int

  package init(saved: Report, path: String, longestDays: Int) {
    self.saved = saved
    self.path = path
    self.longestDays = longestDays
  }

  /// - Parameters:
  ///   - live: checks that this run asked the running service or the API about.
  ///   - isChanged: whether the files differ from the commit's.
  func apply(to report: inout Report, live: Set<CheckID>, isChanged: Bool) {
    if let reason = refusal(for: report, isChanged: isChanged) {
      report.diagnostics.append(
        Diagnostic(.warning, "\(path) does not count: \(reason)", help: "the gate judges anew"))
      return
    }
    let passed = Set(
      saved.checks.filter { $0.verdict.isSettled && $0.verdict != .notRun }.map(\.id))
    var accepted: [CheckID] = []
    for (index, result) in report.checks.enumerated()
    where result.fails(at: report.failOn) && result.verdict != .couldNotCheck
      && result.id != HardcodedKeys.check && !live.contains(result.id)
      && passed.contains(result.id)
    {
      accepted.append(result.id)
      report.checks[index].warnsOnly = true
      report.checks[index].reason += "; it passed on \(saved.day?.description ?? "")"
    }
    report.accepted = saved.day.map { AcceptedReport(path: path, day: $0, checks: accepted) }
  }

  /// Why the saved report says nothing about this run; `nil` where it does.
  private func refusal(for report: Report, isChanged: Bool) -> String? {
    guard saved.scope == .check, saved.exitStatus == .passed, !saved.isPartial else {
      return "it is no passing report of a whole check"
    }
    guard saved.against == nil else { return "it passed only beside a revision that failed too" }
    guard saved.override == nil, saved.accepted == nil else {
      return "it passed by an exception of its own"
    }
    guard let commit = report.commit, saved.commit == commit else {
      return "it is of commit \(saved.commit?.prefix(12) ?? "unknown"), "
        + "this is \(report.commit?.prefix(12) ?? "none")"
    }
    if isChanged { return "files differ from those of the commit" }
    guard saved.prefix == report.prefix else { return "it is of the folder '\(saved.prefix)'" }
    guard saved.toolVersion == report.toolVersion, saved.rules == report.rules,
      !saved.rules.isEmpty
    else { return "mxgate \(saved.toolVersion) made it, with other rules than this one's" }
    guard saved.failOn >= report.failOn else { return "it stopped at \(saved.failOn.rawValue)" }
    guard let day = saved.day, let today = report.day else { return "it has no date" }
    let age = today.days(since: day)
    guard age >= 0 else { return "its date lies in the future" }
    return age <= longestDays ? nil : "it is \(age) days old, and \(longestDays) are allowed"
  }
}
