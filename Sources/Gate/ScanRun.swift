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
      report.exitStatus = error.status
    }
    report.exitStatus = ExitStatus.worst([report.exitStatus, ExitDecision.status(of: report)])
    report.milliseconds = Int(start.duration(to: clock.now) / .milliseconds(1))
    return report
  }

  private static func sweep(
    _ settings: ScanSettings, into report: inout Report
  ) async throws(GateError) -> SweepResult {
    let root = FilePath(settings.root)
    // Git and the rules get ready at the same time.
    async let repository = Repository.result(at: root)
    let sweep = Sweep(
      try SecretEngine.builtIn(settings.options))
    let folder = try OpenFolder.opened(at: root)
    switch settings.source {
    case .allFiles:
      let result = try await sweep.everything(in: folder)
      report.commit = try await repository.get().git?.head?.text
      return result
    case .workTree:
      let repository = try await repository.get()
      report.commit = repository.git?.head?.text
      return try await sweep.listed(repository.listed(.notIgnored), in: folder)
    }
  }
}

extension Repository {
  fileprivate static func result(at root: FilePath) async -> Result<Repository, GateError> {
    do { return .success(try await opened(at: root)) } catch { return .failure(error) }
  }
}

extension OpenFolder {
  static func opened(at root: FilePath) throws(GateError) -> OpenFolder {
    do { return try OpenFolder(root) } catch {
      throw GateError(
        "\(root) cannot be opened: \(error.message)", help: "name a folder that exists",
        status: .usage)
    }
  }
}

extension Sweep {
  fileprivate func everything(in folder: OpenFolder) async throws(GateError) -> SweepResult {
    do { return try await run(everythingIn: folder) } catch { throw GateError(error.message) }
  }

  func listed(
    _ files: FileList, in folder: OpenFolder
  ) async throws(GateError) -> SweepResult {
    do { return try await run(files, in: folder) } catch { throw GateError(error.message) }
  }
}
