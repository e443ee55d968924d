internal import GateManifest
internal import GateMatching
package import GateModel
internal import GateRepository
internal import GateScan

#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

/// What a pre-push hook judges: the secrets of all pushed commits, the ignore rules of the tips, and,
/// on the branches that are deployed from, what got worse in the checklist.
package enum PushRun {
  /// - Parameters:
  ///   - remote: the remote's name, or its address, as git gives it to the hook.
  ///   - settings: their root is the folder that git runs the hook in.
  package static func report(_ settings: CheckSettings, to remote: String) async -> Report {
    let clock = ContinuousClock()
    let start = clock.now
    var report = Report(
      scope: .scan, toolVersion: settings.scan.toolVersion, root: settings.scan.root,
      folder: FolderName.of(settings.scan.root))
    do {
      // Git's list is read to its end before anything can fail.
      let updates = try updates()
      try await judge(updates, to: remote, settings, &report)
    } catch {
      report.diagnostics += error.diagnostics
      report.exitStatus = ExitStatus.worst([report.exitStatus, error.status])
    }
    report.exitStatus = ExitStatus.worst([report.exitStatus, ExitDecision.status(of: report)])
    report.milliseconds = Int(start.duration(to: clock.now) / .milliseconds(1))
    return report
  }

  private static func updates() throws(GateError) -> [PushUpdate] {
    do { return try PushProtocol.read(from: .standardInput) } catch { throw GateError(error) }
  }

  private static func judge(
    _ updates: [PushUpdate], to remote: String, _ settings: CheckSettings, _ report: inout Report
  ) async throws(GateError) {
    let branches = updates.isEmpty ? PushProtocol.preCommitBranches() : nil
    var pushed = updates.filter { !$0.isDeletion }
    guard !pushed.isEmpty || branches != nil else { return }
    let known = try KnownFindings(of: settings.scan)
    let scan = try settings.scan.withRulesOfManifest()
    // The rules get ready while git is asked.
    async let engine = SecretEngine.made(for: scan, known)
    let repository = try await Repository.opened(at: FilePath(settings.scan.root), for: .hook)
    guard let git = repository.git else {
      throw GateError("a push is judged in a git repository alone", status: .usage)
    }
    do {
      if let branches {
        let tip = try await git.runner.commit(branches.local)
        pushed = [PushUpdate(new: tip, from: branches.local, to: branches.remote)]
      }
      report.commit = pushed.first?.localID.text
      let tips = try await PushTips(of: pushed, git.runner)
      // Git answers these while it unpacks what is searched.
      async let ignoreRules = PushIgnoreRules.judge(tips, in: repository)
      async let checklist = PushChecklist(settings: settings, remote: remote)
        .judge(tips, in: repository, git.runner)
      let sweep = Sweep(try await engine)
      for range in try await git.runner.newCommits(of: pushed, to: remote) {
        var swept = try await sweep.run(range, of: git.runner)
        known.apply(to: &swept, isWhole: false)
        report.findings += swept.findings
        report.diagnostics += swept.diagnostics + swept.unsearched
        report.counts.files += swept.counts.files
        report.counts.bytes += swept.counts.bytes
      }
      try await ignoreRules.add(to: &report)
      try await checklist.add(to: &report)
      try await SecretRemoval(tips: tips, remote: remote, git: git.runner).explain(in: &report)
    } catch let error as GateError {
      throw error
    } catch let error as GitError {
      throw GateError(error)
    } catch {
      throw GateError("the push cannot be judged: \(error)")
    }
  }
}

/// What one part of a push's judgement adds to the report.
struct PushFindings: Sendable {
  var checks: [CheckResult] = []
  var exclusions: [Manifest.Exclusion] = []
  var diagnostics: [Diagnostic] = []
  var exitStatus = ExitStatus.passed

  func add(to report: inout Report) {
    report.checks += checks
    report.findings = report.findings.map { Exclusions.applied(exclusions, to: $0) }
    report.diagnostics += diagnostics
    report.exitStatus = ExitStatus.worst([report.exitStatus, exitStatus])
  }
}
