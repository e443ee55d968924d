internal import GateChecks
internal import GateModel
internal import GateRepository
internal import GateRules
internal import GateScan

/// `check --against REVISION`: only what got worse since the merge base fails.
struct BaseComparison {
  let run: CheckRun
  let revision: String

  /// Lets pass what the merge base has too, and says so.
  func apply(to report: inout Report, of tree: Tree) async throws(GateError) {
    let base = try await judgedBase(of: tree)
    let worse = Set(report.checks.worse(than: base.results).map(\.id))
    report.checks = report.checks.map { result in
      guard result.fails(at: report.failOn), !worse.contains(result.id) else { return result }
      var result = result
      result.warnsOnly = true
      result.reason += "; also failing on \(revision)"
      return result
    }
    let known = Set(base.findings.map(\.fingerprint))
    report.findings = report.findings.map { finding in
      guard finding.suppression == nil, !finding.cannotBeSuppressed,
        known.contains(finding.fingerprint)
      else { return finding }
      var finding = finding
      finding.suppression = Suppression(kind: .baseline, reason: "also on \(revision)")
      return finding
    }
    if base.loaded.isBroken {
      report.diagnostics.append(
        Diagnostic(
          .warning,
          "the manifest of \(revision) has errors: what failed there is not known, so every failure "
            + "counts", help: "mend it there first"))
    }
    let hadManifest = base.loaded.path != nil
    if hadManifest, report.manifest == nil {
      report.diagnostics.append(
        Diagnostic(.error, "the manifest that \(revision) has is gone", help: "restore it"))
      report.exitStatus = .failed
    }
  }

  private func judgedBase(of tree: Tree) async throws(GateError) -> Judged {
    guard let git = tree.repository.git, let head = git.head else {
      throw GateError(
        "there is no commit to compare with \(revision)", help: "leave out --against",
        status: .usage)
    }
    do {
      let other = try await git.runner.commit(revision)
      guard let base = try await git.runner.mergeBase(head, other) else {
        throw GateError(
          "\(revision) and HEAD have no commit in common",
          help: "fetch the whole history, as with fetch-depth: 0")
      }
      return try await run.judged(base, in: tree.repository, git.runner)
    } catch let error as GateError {
      throw error
    } catch let error as GitError {
      throw GateError(error)
    } catch {
      throw GateError("\(revision) cannot be read: \(error)")
    }
  }
}

extension CheckRun {
  /// Judges the files of a commit, whatever is checked out.
  func judged(
    _ commit: ObjectID, in repository: Repository, _ git: GitRunner
  ) async throws -> Judged {
    try await git.withFiles(of: commit) { files in
      let swept = try await Sweep(engine()).searched(files)
      return await judged(swept, files: files, of: commit, in: repository)
    }
  }

  /// Judges the files of a commit by what a sweep of them found.
  func judged(
    _ swept: SweepResult, files: CommitFiles, of commit: ObjectID, in repository: Repository
  ) async -> Judged {
    async let ignoreRules = repository.ignoreObservations(of: commit)
    let loaded = ManifestLoader(registry: rules.checks, today: settings.scan.today)
      .load(from: files, policyPath: settings.policyPath)
    var swept = swept
    known.apply(to: &swept, isWhole: false)
    return await judged(
      swept, files: files, coverageReports: FilesInMemory([:]), loaded, ignoreRules: ignoreRules)
  }
}
