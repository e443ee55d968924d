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
      let ignoreRules = (
        before: await repository.ignoreObservations(of: tip.update.remoteID),
        after: await repository.ignoreObservations(of: commit)
      )
      for folder in manifests.folders(of: tip) {
        try await compare(
          commit, with: tip.update, branch, in: folder,
          besides: manifests.folders(of: tip).filter { $0 != folder && $0.isBelow(folder) },
          ignoreRules, git, &found)
      }
    }
    return found
  }

  private func compare(
    _ commit: ObjectID, with update: PushUpdate, _ branch: String, in folder: RepositoryPath,
    besides others: [RepositoryPath],
    _ ignoreRules: (before: CheckObservations, after: CheckObservations), _ git: GitRunner,
    _ found: inout PushFindings
  ) async throws {
    var run = try CheckRun(settings.forService(in: folder), findsSecrets: false)
    run.part = ServicePart(
      folder: folder, others: others.map { $0.below(folder) }, swept: nil)
    let (before, after) = try await run.judged(
      update.remoteID, and: commit, in: folder, ignoreRules, git)
    if before.loaded.path != nil, after.loaded.path == nil {
      found.exitStatus = ExitStatus.worst([found.exitStatus, .failed])
      found.diagnostics.append(
        Diagnostic(
          .error,
          "the manifest that \(branch) has on \(remote)\(folder.bytes.isEmpty ? "" : " in \(folder)") is gone",
          help: "restore it"))
    }
    if after.loaded.isBroken { found.exitStatus = .usage }
    // Secrets are judged on all of the push, and the manifest's mistakes are said above.
    var report = Report(scope: .check, toolVersion: settings.scan.toolVersion, root: "")
    report.diagnostics = after.loaded.diagnostics
    report.checks = after.results.worse(than: before.results)
      .filter { $0.fails(at: after.failOn) && $0.id != HardcodedKeys.check }
      .filter { !after.loaded.isBroken || $0.verdict != .couldNotCheck }
      .map { result in
        var result = result
        result.reason += "; worse than \(branch) on \(remote)"
        return result
      }
    report = report.moved(into: folder, of: report)
    found.diagnostics += report.diagnostics
    found.checks += report.checks
  }
}

extension CheckRun {
  /// Judges two commits side by side. What both have in common is swept once.
  fileprivate func judged(
    _ before: ObjectID, and after: ObjectID, in folder: RepositoryPath,
    _ ignoreRules: (before: CheckObservations, after: CheckObservations), _ git: GitRunner
  ) async throws -> (before: Judged, after: Judged) {
    try await git.withFiles(of: before) { old in
      try await git.withFiles(of: after) { new in
        let (oldFiles, newFiles) = (files(of: old, in: folder), files(of: new, in: folder))
        let sweep = try await Sweep(engine())
        var sweptNew = try await sweep.searched(newFiles)
        let common = Set(newFiles.paths).intersection(oldFiles.paths)
          .filter { old.isSame(as: new, at: folder.appending($0.bytes)) }
        var sweptOld = try await sweep.searched(
          ChosenFiles(oldFiles.paths.filter { !common.contains($0) }, of: oldFiles))
        sweptOld.merge(sweptNew.only(common))
        sweptOld.sort()
        known.apply(to: &sweptOld, isWhole: false)
        known.apply(to: &sweptNew, isWhole: false)
        let (foundOld, foundNew) = (sweptOld, sweptNew)
        async let judgedOld = judged(
          foundOld, files: oldFiles, of: old, in: folder, ignoreRules: ignoreRules.before)
        let judgedNew = try await judged(
          foundNew, files: newFiles, of: new, in: folder, ignoreRules: ignoreRules.after)
        return (try await judgedOld, judgedNew)
      }
    }
  }
}

/// The manifests of a push's tips and of what the remote has, as far as they decide what is judged.
private struct PushManifests {
  /// By commit, and by the folder that each stands in.
  private var loaded: [ObjectID: [RepositoryPath: ManifestLoader.Loaded]] = [:]
  private var known: Set<ObjectID> = []

  init(_ tips: PushTips, _ settings: CheckSettings, _ git: GitRunner) async throws {
    let ours = tips.commits
    let theirs = tips.tips.map(\.update).filter { !$0.isNew }.map(\.remoteID)
    known = try await git.existing(Set(ours + theirs))
    let paths = try await Self.paths(tips, among: known, git)
    let folders =
      ServiceFolders(in: paths, manifests: ManifestLoader.names).judged + [
        RepositoryPath("")
      ]
    let files = try await git.contents(of: paths, in: known)
    // Most repositories have none, and then no definitions are needed.
    guard !files.isEmpty else { return }
    for folder in folders {
      let loader = ManifestLoader(
        registry: try GateRuleSet.registry(root: settings.forService(in: folder).scan.root),
        today: settings.scan.today)
      for (commit, contents) in files {
        let manifests = contents.filter { $0.key.parent == folder }
        guard !manifests.isEmpty else { continue }
        loaded[commit, default: [:]][folder] = loader.load(
          from: FilesBelow(folder, of: FilesInMemory(manifests)), policyPath: settings.policyPath)
      }
    }
  }

  /// Where manifests stand in what is pushed, and in what the remote has instead.
  private static func paths(
    _ tips: PushTips, among known: Set<ObjectID>, _ git: GitRunner
  ) async throws -> [RepositoryPath] {
    let names = ManifestLoader.names
    var paths: Set<RepositoryPath> = []
    for commit in tips.commits where known.contains(commit) {
      paths.formUnion(try await git.paths(ofFilesNamed: names, in: commit))
    }
    for tip in tips.tips where known.contains(tip.update.remoteID) {
      guard let commit = tip.commit, tip.update.branch != nil else { continue }
      paths.formUnion(
        try await git.paths(
          ofFilesNamed: names, differingBetween: tip.update.remoteID, and: commit))
    }
    if let path = paths.first(where: { $0.bytes.contains(UInt8(ascii: "\n")) }) {
      throw GateError(
        "the manifest in a folder whose name has a line end cannot be read: \(path.parent)",
        help: "rename the folder")
    }
    return paths.sorted()
  }

  /// Whether the clone has the object.
  func has(_ commit: ObjectID) -> Bool { known.contains(commit) }

  func exist(for tip: PushTips.Tip) -> Bool { !manifests(of: tip).isEmpty }

  /// The folders of the services that the tip has, or that the remote has.
  func folders(of tip: PushTips.Tip) -> [RepositoryPath] {
    Set(commits(of: tip).flatMap { loaded[$0].map { Array($0.keys) } ?? [] }).sorted()
  }

  /// By the manifests of what is pushed and of what is there: a push takes no branch off the list.
  func deploy(_ tip: PushTips.Tip, from branch: String) -> Bool {
    let policies = manifests(of: tip).map(\.policy)
    return (policies.isEmpty ? [.standard] : policies).contains { $0.deploys(from: branch) }
  }

  /// What is excluded, counted from the top.
  func exclusions(of commit: ObjectID) -> [Manifest.Exclusion] {
    (loaded[commit] ?? [:]).sorted { $0.key < $1.key }.flatMap { folder, loaded in
      (loaded.manifest?.exclusions ?? []).map { exclusion in
        var exclusion = exclusion
        exclusion.path = folder.appending(exclusion.path.bytes)
        exclusion.location.path = folder.appending(exclusion.location.path.bytes)
        return exclusion
      }
    }
  }

  private func commits(of tip: PushTips.Tip) -> [ObjectID] {
    [tip.commit, tip.update.remoteID].compactMap { $0 }
  }

  private func manifests(of tip: PushTips.Tip) -> [ManifestLoader.Loaded] {
    commits(of: tip).flatMap { loaded[$0].map { Array($0.values) } ?? [] }
  }
}

extension PushUpdate {
  /// The branch of the remote that is written to; `nil` for a tag or another ref.
  fileprivate var branch: String? {
    let start = "refs/heads/"
    return remoteRef.hasPrefix(start) ? String(remoteRef.dropFirst(start.count)) : nil
  }
}
