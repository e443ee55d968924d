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
    forgiveArchives(of: base, in: &report)
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

  /// An archive that could not be searched on the merge base either only warns.
  private func forgiveArchives(of base: Judged, in report: inout Report) {
    let known = Set(base.unsearched)
    for (index, diagnostic) in report.diagnostics.enumerated() where known.contains(diagnostic) {
      report.diagnostics[index].severity = .warning
      report.diagnostics[index].message += "; also on \(revision)"
    }
  }

  /// Tells of services that the merge base has and the files have no more.
  func tellGoneServices(
    in report: inout Report, of tree: Tree, having folders: [RepositoryPath]
  ) async throws(GateError) {
    let paths = try await atBase(of: tree) { commit, git in
      try await git.withFiles(of: commit) { $0.paths }
    }
    let prefix = tree.repository.git?.prefix ?? RepositoryPath("")
    let below = paths.filter { $0.isBelow(prefix) }.map { $0.below(prefix) }
    let before = ServiceFolders(in: below, manifests: ManifestLoader.names).judged
    for folder in before where !folders.contains(folder) {
      let isLeft = tree.files.paths.contains { $0.isBelow(folder) }
      report.diagnostics.append(
        isLeft
          ? Diagnostic(
            .error, "the manifest that \(revision) has in \(folder) is gone",
            help: "restore it, or take the service's files out as well")
          : Diagnostic(.warning, "the service that \(revision) has in \(folder) is gone"))
      if isLeft { report.exitStatus = ExitStatus.worst([report.exitStatus, .failed]) }
    }
  }

  private func judgedBase(of tree: Tree) async throws(GateError) -> Judged {
    try await atBase(of: tree) { commit, git in
      try await run.judged(
        commit, in: tree.repository.git?.prefix ?? RepositoryPath(""), git,
        ignoreRules: tree.repository.ignoreObservations(of: commit))
    }
  }

  /// - Parameter body: is given the merge base, and git at the top of the repository.
  private func atBase<Result: Sendable>(
    of tree: Tree, _ body: (ObjectID, GitRunner) async throws -> Result
  ) async throws(GateError) -> Result {
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
      return try await body(base, tree.topRunner)
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
  ///
  /// - Parameters:
  ///   - folder: the service's, counted from the top of the repository.
  ///   - git: runs at that top.
  func judged(
    _ commit: ObjectID, in folder: RepositoryPath, _ git: GitRunner,
    ignoreRules: CheckObservations
  ) async throws -> Judged {
    try await git.withFiles(of: commit) { repository in
      let files = files(of: repository, in: folder)
      return try await judged(
        try await swept(files), files: files, of: repository, in: folder, ignoreRules: ignoreRules)
    }
  }

  /// The service's files among those of a commit.
  func files(of repository: CommitFiles, in folder: RepositoryPath) -> ChosenFiles {
    ChosenFiles(of: FilesBelow(folder, of: repository), outsideOf: part?.others ?? [])
  }

  /// Judges a service's files in a commit by what a sweep of them found.
  func judged(
    _ swept: SweepResult, files: ChosenFiles, of repository: CommitFiles,
    in folder: RepositoryPath, ignoreRules: CheckObservations
  ) async throws(GateError) -> Judged {
    let loaded = ManifestLoader(registry: rules.checks, today: settings.scan.today)
      .load(from: files, policyPath: settings.policyPath)
    let surroundings =
      folder.bytes.isEmpty || loaded.path == nil
      ? nil : Surroundings(folder: folder, repository: repository)
    return try await judged(
      swept, files: files, coverageReports: FilesInMemory([:]), in: surroundings, loaded,
      ignoreRules: ignoreRules)
  }

  /// Sweeps files under the paths that they have in the whole run, by which findings are known.
  private func swept(_ files: ChosenFiles) async throws(GateError) -> SweepResult {
    let folder = part?.swept == nil ? RepositoryPath("") : part?.folder ?? RepositoryPath("")
    var swept = try await Sweep(engine()).searched(PlacedFiles(files, in: folder))
    known.apply(to: &swept, isWhole: false)
    return swept.part(in: folder)
  }
}
