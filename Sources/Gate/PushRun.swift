internal import GateChecks
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
      report.exitStatus = error.status
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
    let pushed = updates.filter { !$0.isDeletion }
    guard !pushed.isEmpty else { return }
    let repository = try await Repository.opened(at: FilePath(settings.scan.root), for: .hook)
    guard let git = repository.git else {
      throw GateError("a push is judged in a git repository alone", status: .usage)
    }
    report.commit = pushed[0].localID.text
    let known = try KnownFindings(of: settings.scan.root)
    let sweep = Sweep(
      try await SecretEngine.made(for: settings.scan.withRulesOfManifest(), salt: known.salt))
    do {
      for range in try await git.runner.newCommits(of: updates, to: remote) {
        var swept = try await sweep.run(range, of: git.runner)
        known.apply(to: &swept, isWhole: false)
        report.findings += swept.findings.map(withRewrite)
        report.diagnostics += swept.diagnostics
        report.counts.files += swept.counts.files
        report.counts.bytes += swept.counts.bytes
      }
      for update in pushed {
        let tip = try await git.runner.commit(update.localID.text)
        try await judgeIgnoreRules(of: tip, in: repository, &report)
        if isDeployed(update.remoteRef), !update.isNew {
          try await judgeChecklist(update, tip: tip, git.runner, settings, repository, &report)
        }
      }
    } catch let error as GateError {
      throw error
    } catch let error as GitError {
      throw GateError(error)
    } catch {
      throw GateError("the push cannot be judged: \(error)")
    }
  }

  /// A secret that a later commit removes is pushed all the same: says how to take it out.
  private static func withRewrite(_ finding: Finding) -> Finding {
    guard let commit = finding.commit else { return finding }
    var finding = finding
    finding.fix +=
      " Then take it out of the commit: git rebase -i \(commit.prefix(12))^, mark that commit "
      + "'edit', mend the file, git commit --amend, git rebase --continue."
    return finding
  }

  // MARK: Ignore rules

  /// A tracked file of a kind that must be ignored stops the push; a rule that is missing is a hint.
  private static func judgeIgnoreRules(
    of tip: ObjectID, in repository: Repository, _ report: inout Report
  ) async throws {
    let entries = try IgnoreEntries.embedded().filter(\.isRequired)
    let audit = try await repository.auditIgnoreRules(entries, of: tip)
    for path in audit.results.flatMap(\.tracked) {
      report.diagnostics.append(
        Diagnostic(
          .error, "\(path) is tracked, and must be ignored", at: Location(path: path, line: 1),
          help: "git rm --cached -- '\(path)', and replace the keys in it"))
      report.exitStatus = .failed
    }
    let missing = audit.results.filter { !$0.state.isIgnored }.map(\.entry.pattern)
    if !missing.isEmpty {
      report.diagnostics.append(
        Diagnostic(
          .note, "git does not ignore \(missing.joined(separator: ", "))", help: "run mxgate fix"))
    }
  }

  // MARK: The checklist

  /// Branches that services are deployed from; elsewhere the checklist is left to CI.
  private static func isDeployed(_ ref: String) -> Bool {
    ["refs/heads/main", "refs/heads/master"].contains(ref)
      || ref.hasPrefix("refs/heads/release/")
  }

  private static func judgeChecklist(
    _ update: PushUpdate, tip: ObjectID, _ git: GitRunner, _ settings: CheckSettings,
    _ repository: Repository, _ report: inout Report
  ) async throws {
    let run = try CheckRun(settings)
    let before = try await run.judged(update.remoteID, in: repository, git)
    let after = try await run.judged(tip, in: repository, git)
    guard after.loaded.path != nil || before.loaded.path != nil else {
      report.diagnostics.append(
        Diagnostic(
          .note, "there is no mxgate.yaml; a deployment will want one", help: "run mxgate init"))
      return
    }
    report.diagnostics += after.loaded.diagnostics
    let worse = after.results.worse(than: before.results)
      .filter { $0.fails(at: after.failOn) && $0.id != HardcodedKeys.check }
    report.checks += worse.map { result in
      var result = result
      result.reason += "; worse than \(update.remoteRef) on the remote"
      return result
    }
  }
}
