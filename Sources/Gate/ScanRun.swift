internal import GateMatching
package import GateModel
internal import GateRepository
internal import GateRules
internal import GateScan

#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

/// One scan for secrets, from the settings to the report.
package enum ScanRun {
  package static func report(_ settings: ScanSettings) async -> Report {
    let clock = ContinuousClock()
    let start = clock.now
    var report = Report(
      scope: .scan, toolVersion: settings.toolVersion, root: settings.root,
      folder: FolderName.of(settings.root))
    do {
      let swept = try await sweep(settings, into: &report)
      report.findings = swept.findings
      report.diagnostics += swept.diagnostics
      report.counts = swept.counts
    } catch {
      report.diagnostics.append(error.diagnostic)
    }
    report.exitStatus = ExitDecision.status(of: report)
    report.milliseconds = Int(start.duration(to: clock.now) / .milliseconds(1))
    return report
  }

  private static func sweep(
    _ settings: ScanSettings, into report: inout Report
  ) async throws(GateError) -> SweepResult {
    let root = FilePath(settings.root)
    let repository = try await Repository.opened(at: root)
    report.commit = repository.git?.head?.text
    let files = try await repository.listed(
      settings.source == .allFiles ? .everything : .notIgnored)
    let engine = try SecretEngine.builtIn(
      ScanOptions(
        today: settings.today, showsSecrets: settings.showsSecrets,
        honoursInlineAllow: settings.honoursInlineAllow))
    return try SerialSweep.run(files, in: root, engine: engine)
  }
}
