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
    do {
      let known = try KnownFindings(of: settings.scan.root)
      let scan = try settings.scan.withRulesOfManifest()
      // The rules get ready while git is asked.
      async let engine = SecretEngine.made(for: scan, salt: known.salt)
      let repository = try await Repository.opened(at: FilePath(settings.scan.root), for: .hook)
      guard let git = repository.git else {
        throw GateError("a push is judged in a git repository alone", status: .usage)
      }
      report.commit = pushed[0].localID.text
      async let ignored = ignoreJudgement(of: pushed.map(\.localID), in: repository, git.runner)
      let sweep = Sweep(try await engine)
      for range in try await git.runner.newCommits(of: updates, to: remote) {
        var swept = try await sweep.run(range, of: git.runner)
        known.apply(to: &swept, isWhole: false)
        report.findings += swept.findings.map(withRewrite)
        report.diagnostics += swept.diagnostics
        report.counts.files += swept.counts.files
        report.counts.bytes += swept.counts.bytes
      }
      let ignoreRules = try await ignored
      report.diagnostics += ignoreRules.diagnostics
      if ignoreRules.fails { report.exitStatus = .failed }
      for update in pushed where isDeployed(update.remoteRef) && !update.isNew {
        try await judgeChecklist(update, git.runner, settings, repository, &report)
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

  /// What the ignore rules of a push come to.
  private struct IgnoreJudgement {
    var diagnostics: [Diagnostic] = []
    var fails = false
  }

  /// A tracked file of a kind that must be ignored stops the push; a rule that is missing is a hint.
  private static func ignoreJudgement(
    of tips: [ObjectID], in repository: Repository, _ git: GitRunner
  ) async throws -> IgnoreJudgement {
    let entries = try IgnoreEntries.embedded().filter(\.isRequired)
    var judgement = IgnoreJudgement()
    for tip in tips {
      let audit = try await repository.auditIgnoreRules(entries, of: git.commit(tip.text))
      for path in audit.results.flatMap(\.tracked) {
        judgement.fails = true
        judgement.diagnostics.append(
          Diagnostic(
            .error, "\(path) is tracked, and must be ignored", at: Location(path: path, line: 1),
            help: "git rm --cached -- '\(path)', and replace the keys in it"))
      }
      let missing = audit.results.filter { !$0.state.isIgnored }.map(\.entry.pattern)
      guard !missing.isEmpty else { continue }
      judgement.diagnostics.append(
        Diagnostic(
          .note, "git does not ignore \(missing.joined(separator: ", "))", help: "run mxgate fix"))
    }
    return judgement
  }

  // MARK: The checklist

  /// Branches that services are deployed from; elsewhere the checklist is left to CI.
  private static func isDeployed(_ ref: String) -> Bool {
    ["refs/heads/main", "refs/heads/master"].contains(ref)
      || ref.hasPrefix("refs/heads/release/")
  }

  private static func judgeChecklist(
    _ update: PushUpdate, _ git: GitRunner, _ settings: CheckSettings, _ repository: Repository,
    _ report: inout Report
  ) async throws {
    let tip = try await git.commit(update.localID.text)
    let manifests = ManifestLoader.names.map { RepositoryPath($0) }
    // Without one on either side there is nothing that could have got worse.
    async let hadManifest = git.hasFile(among: manifests, in: update.remoteID)
    let hasManifest = try await git.hasFile(among: manifests, in: tip)
    guard try await hadManifest || hasManifest else {
      report.diagnostics.append(
        Diagnostic(
          .note, "there is no mxgate.yaml; a deployment will want one", help: "run mxgate init"))
      return
    }
    let run = try CheckRun(settings)
    let before = try await run.judged(update.remoteID, in: repository, git)
    let after = try await run.judged(tip, in: repository, git)
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
