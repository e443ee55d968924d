internal import GateChecks
internal import GateManifest
internal import GateModel
internal import GateRepository
internal import GateRules

/// What got worse in the checklist on the branches that services are deployed from. Elsewhere it is
/// left to CI, so that work in progress can be pushed.
struct PushChecklist: Sendable {
  let settings: CheckSettings
  let remote: String

  func judge(
    _ tips: PushTips, in repository: Repository, _ git: GitRunner
  ) async throws -> PushFindings {
    var found = PushFindings()
    let manifests = try await PushManifests(tips, settings, git)
    found.exclusions = tips.commits.flatMap(manifests.exclusions)
    for tip in tips.tips {
      guard let commit = tip.commit, let branch = tip.update.branch else { continue }
      guard manifests.deploy(tip, from: branch) else { continue }
      guard manifests.exist(for: tip) else {
        found.diagnostics.append(
          Diagnostic(
            .note, "there is no mxgate.yaml on \(branch); the deployment will want one",
            help: "mxgate init drafts it from what the repository shows"))
        continue
      }
      if tip.update.isNew {
        found.diagnostics.append(
          Diagnostic(
            .note,
            "\(branch) is new on \(remote), so there is nothing to compare the checklist with",
            help: "mxgate check judges the whole of it"))
        continue
      }
      guard manifests.has(tip.update.remoteID) else {
        throw GateError(
          "the checklist of \(branch) cannot be compared: its commit on \(remote), "
            + "\(tip.update.remoteID.text.prefix(12)), is not in this clone",
          help: "git fetch \(remote), then push again")
      }
      try await compare(commit, with: tip.update, branch, repository, git, &found)
    }
    return found
  }

  private func compare(
    _ commit: ObjectID, with update: PushUpdate, _ branch: String, _ repository: Repository,
    _ git: GitRunner, _ found: inout PushFindings
  ) async throws {
    let run = try CheckRun(settings, findsSecrets: false)
    let (before, after) = try await run.judged(update.remoteID, and: commit, in: repository, git)
    if before.loaded.path != nil, after.loaded.path == nil {
      found.exitStatus = ExitStatus.worst([found.exitStatus, .failed])
      found.diagnostics.append(
        Diagnostic(
          .error, "the manifest that \(branch) has on \(remote) is gone", help: "restore it"))
    }
    found.diagnostics += after.loaded.diagnostics
    if after.loaded.isBroken { found.exitStatus = .usage }
    // Secrets are judged on all of the push, and the manifest's mistakes are said above.
    found.checks += after.results.worse(than: before.results)
      .filter { $0.fails(at: after.failOn) && $0.id != HardcodedKeys.check }
      .filter { !after.loaded.isBroken || $0.verdict != .couldNotCheck }
      .map { result in
        var result = result
        result.reason += "; worse than \(branch) on \(remote)"
        return result
      }
  }
}

extension CheckRun {
  /// Judges two commits side by side. What both have in common is swept once.
  fileprivate func judged(
    _ before: ObjectID, and after: ObjectID, in repository: Repository, _ git: GitRunner
  ) async throws -> (before: Judged, after: Judged) {
    try await git.withFiles(of: before) { old in
      try await git.withFiles(of: after) { new in
        let sweep = try await Sweep(engine())
        let sweptNew = try await sweep.searched(new)
        let common = Set(old.paths.filter { old.isSame(as: new, at: $0) })
        var sweptOld = try await sweep.searched(old.only(Set(old.paths).subtracting(common)))
        sweptOld.merge(sweptNew.only(common))
        sweptOld.sort()
        async let judgedOld = judged(sweptOld, files: old, of: before, in: repository)
        let judgedNew = await judged(sweptNew, files: new, of: after, in: repository)
        return (await judgedOld, judgedNew)
      }
    }
  }
}

/// The manifests of a push's tips and of what the remote has, as far as they decide what is judged.
private struct PushManifests {
  private var loaded: [ObjectID: ManifestLoader.Loaded] = [:]
  private var known: Set<ObjectID> = []

  init(_ tips: PushTips, _ settings: CheckSettings, _ git: GitRunner) async throws {
    let ours = tips.commits
    let theirs = tips.tips.map(\.update).filter { !$0.isNew }.map(\.remoteID)
    let names = ManifestLoader.names.map { RepositoryPath($0) }
    let stored = try await git.contents(of: names, in: Set(ours + theirs))
    known = stored.commits
    // Most repositories have none, and then no definitions are needed.
    guard !stored.files.isEmpty else { return }
    let loader = ManifestLoader(
      registry: try GateRuleSet.registry(root: settings.scan.root), today: settings.scan.today)
    for (commit, files) in stored.files {
      loaded[commit] = loader.load(from: FilesInMemory(files), policyPath: settings.policyPath)
    }
  }

  /// Whether the clone has the object.
  func has(_ commit: ObjectID) -> Bool { known.contains(commit) }

  func exist(for tip: PushTips.Tip) -> Bool { !manifests(of: tip).isEmpty }

  /// By the manifests of what is pushed and of what is there: a push takes no branch off the list.
  func deploy(_ tip: PushTips.Tip, from branch: String) -> Bool {
    let policies = manifests(of: tip).map(\.policy)
    return (policies.isEmpty ? [.standard] : policies).contains { $0.deploys(from: branch) }
  }

  func exclusions(of commit: ObjectID) -> [Manifest.Exclusion] {
    loaded[commit]?.manifest?.exclusions ?? []
  }

  private func manifests(of tip: PushTips.Tip) -> [ManifestLoader.Loaded] {
    [tip.commit, tip.update.remoteID].compactMap { $0 }.compactMap { loaded[$0] }
  }
}

extension PushUpdate {
  /// The branch of the remote that is written to; `nil` for a tag or another ref.
  fileprivate var branch: String? {
    let start = "refs/heads/"
    return remoteRef.hasPrefix(start) ? String(remoteRef.dropFirst(start.count)) : nil
  }
}
