internal import GateChecks
internal import GateModel
internal import GateRepository
internal import GateScan

#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

/// Writes the baseline of a folder: what fails now is known from then on. Written again, it only
/// loses what is gone, unless something is added by name.
package enum BaselineRun {
  package struct Outcome: Sendable {
    /// Findings that are in it.
    package var entries: Int
    /// Unmet checks that are in it.
    package var checks: Int
    /// Findings and checks that fail and are not in it, by rule and id.
    package var new: [String]
    /// Findings that fail nevertheless, since nothing may suppress them.
    package var kept: Int
  }

  /// - Parameters:
  ///   - names: rules and checks whose new failures are added.
  ///   - reason: why, on one line.
  /// - Throws: what stops a run, and a run that was not whole, since its baseline would not be.
  package static func write(
    _ settings: ScanSettings, adding names: [String] = [], reason: String = ""
  ) async throws(GateError) -> Outcome {
    let report = try await whole(settings)
    if let problem = report.diagnostics.first(where: { $0.severity == .error }) {
      throw GateError(problem, status: .couldNotCheck)
    }
    let old = try KnownFindings(of: settings).baseline
    guard let old else {
      // Another salt makes other fingerprints.
      let salt = newSalt()
      try save(Baseline(salt: salt, entries: []), in: settings.root)
      let all = try await Self.today(settings, salt: salt)
      try save(all, in: settings.root)
      return outcome(all, all, report)
    }
    let today = Baseline(salt: old.salt, of: report.findings, checks: unmet(in: report))
    let baseline = old.renewed(by: today, adding: names, reason: reason)
    try save(baseline, in: settings.root)
    return outcome(baseline, today, report)
  }

  private static func today(
    _ settings: ScanSettings, salt: [UInt8]
  ) async throws(GateError) -> Baseline {
    let report = try await whole(settings)
    return Baseline(salt: salt, of: report.findings, checks: unmet(in: report))
  }

  /// The report, with the findings of the services below that go by this baseline. Their checks are
  /// known in baselines of their own folders.
  private static func whole(_ settings: ScanSettings) async throws(GateError) -> Report {
    let settings = CheckSettings(scan: settings)
    var report = await CheckRun.report(settings)
    for service in report.services {
      report.diagnostics += service.diagnostics
      if try !settings.hasFilesOfItsOwn(service.place) { report.findings += service.findings }
    }
    return report
  }

  /// The checks that fail by themselves. Hardcoded keys are known one by one, as findings.
  private static func unmet(in report: Report) -> [Baseline.KnownCheck] {
    report.checks.filter { result in
      !result.verdict.isSettled && result.verdict != .couldNotCheck
        && result.id != HardcodedKeys.check
    }.map { Baseline.KnownCheck($0.id) }
  }

  private static func outcome(
    _ written: Baseline, _ today: Baseline, _ report: Report
  ) -> Outcome {
    let known = Set(written.checks.map(\.id))
    let new =
      today.entries.filter { !written.knows($0.fingerprint) }.map(\.rule)
      + today.checks.filter { !known.contains($0.id) }.map(\.id.rawValue)
    return Outcome(
      entries: written.entries.count, checks: written.checks.count,
      new: Set(new).sorted(), kept: report.findings.count(where: \.cannotBeSuppressed))
  }

  private static func newSalt() -> [UInt8] {
    (0..<Baseline.saltBytes).map { _ in UInt8.random(in: .min ... .max) }
  }

  private static func save(_ baseline: Baseline, in root: String) throws(GateError) {
    do {
      try OpenFolder(FilePath(root)).replace(Baseline.path, with: Array(baseline.text.utf8))
    } catch {
      throw GateError("\(Baseline.path) cannot be written: \(error.message)")
    }
  }
}
