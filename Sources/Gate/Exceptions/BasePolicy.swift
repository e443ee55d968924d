internal import GateChecks
internal import GateManifest
internal import GateMatching
internal import GateModel
internal import GateRepository
internal import GateRules
internal import GateScan

/// `check --policy-from REVISION`: a branch cannot loosen the gate that judges it. Policy, waivers,
/// attestations, exclusions, baseline, own rules and allow comments count only where that revision has them
/// too; the differences are reported.
struct BasePolicy: Sendable {
  let source: PolicySource
  private let commit: ObjectID
  private let git: GitRunner
  private let loaded: ManifestLoader.Loaded
  private let known: KnownFindings
  /// What that revision says, where it has a manifest that can be read.
  var manifest: Manifest? { loaded.manifest }

  /// - Throws: where the revision cannot be read: then nobody knows which policy holds.
  init(
    of revision: String, in tree: Tree, registry: CheckRegistry, _ settings: CheckSettings
  ) async throws(GateError) {
    guard let git = tree.repository.git?.runner else {
      throw GateError("--policy-from needs a git repository", status: .usage)
    }
    do {
      commit = try await git.commit(revision)
      let loader = ManifestLoader(registry: registry, today: settings.scan.today)
      (loaded, known) = try await git.withFiles(of: commit) { files in
        (loader.load(from: files, policyPath: settings.policyPath), try KnownFindings(of: files))
      }
      try await Self.refusePolicyOfBranch(settings.policyPath, git)
    } catch let error as GateError {
      throw error
    } catch let error as GitError {
      throw GateError(error)
    } catch {
      throw GateError("\(revision) cannot be read: \(error)")
    }
    self.git = git
    source = PolicySource(revision: revision, commit: commit.text)
  }

  /// A policy file that the branch itself can change is no policy over it.
  private static func refusePolicyOfBranch(_ path: String?, _ git: GitRunner) async throws {
    guard let path else { return }
    // 1: not tracked; 128: outside of the repository.
    let answer = try await git.answer(
      ["ls-files", "--error-unmatch", "--", HostFile.absolute(path)], statuses: [0, 1, 128])
    guard answer.status != 0 else {
      throw GateError(
        "\(path) is a file of the branch, which --policy-from does not trust",
        help: "keep the organisation's policy in another repository, or leave out --policy",
        status: .usage)
    }
  }

  /// The branch's manifest and policy as far as they count, with what does not as diagnostics.
  func restricted(_ own: ManifestLoader.Loaded) -> ManifestLoader.Loaded {
    var restricted = own
    if loaded.isBroken {
      restricted.diagnostics.append(
        Diagnostic(
          .warning, "the manifest of \(source.revision) has errors, so no exception in it counts",
          help: "mend it there"))
    }
    restricted.policy = own.policy.tightened(by: loaded.policy)
    guard let manifest = own.manifest else { return restricted }
    var restriction = ManifestRestriction(base: loaded.manifest, revision: source.revision)
    restricted.manifest = restriction.restricted(manifest)
    restricted.policy = restricted.manifest?.policy ?? restricted.policy
    restricted.diagnostics += restriction.differences
    return restricted
  }

  func restricted(
    _ own: KnownFindings, _ settings: ScanSettings
  ) -> (KnownFindings, [Diagnostic]) {
    own.restricted(
      to: known, of: source.revision, takesConfig: settings.gitleaksConfig == nil)
  }

  /// The team's own rules as a revision has them, with what the files add; `nil` where it has none,
  /// so that those of the files only add.
  static func ownRules(of revision: String, in tree: Tree) async throws(GateError) -> OwnRules? {
    guard let git = tree.repository.git?.runner else { return nil }
    do {
      let known = try await git.withFiles(of: git.commit(revision)) { files in
        try OwnRules.stored(in: files)
      }
      return try known?.adding(OwnRules.stored(in: tree.files))
    } catch let error as GitError {
      throw GateError(error)
    } catch {
      throw GateError("the rules of \(revision) cannot be read: \(error)")
    }
  }

  /// Findings that a comment allows count unless that revision allows them by a comment too.
  func withoutNewComments(
    _ swept: SweepResult, engine: SecretEngine
  ) async throws(GateError) -> SweepResult {
    let allowed = swept.findings.filter { $0.suppression?.kind == .inline }
    guard !allowed.isEmpty else { return swept }
    let paths = Set(allowed.map(\.location.path))
    let before: SweepResult
    do {
      before = try await git.withFiles(of: commit) { files in
        try await Sweep(engine).searched(files.only(paths))
      }
    } catch let error as GateError {
      throw error
    } catch {
      throw GateError("\(source.revision) cannot be read: \(error)")
    }
    let known = Set(
      before.findings.filter { $0.suppression?.kind == .inline }.map(\.fingerprint))
    var swept = swept
    for (index, finding) in swept.findings.enumerated()
    where finding.suppression?.kind == .inline && !known.contains(finding.fingerprint) {
      swept.findings[index].suppression = nil
      swept.findings[index].reason += "; the comment that allows it is not on \(source.revision)"
      swept.diagnostics.append(
        Diagnostic(
          .warning, "this comment is not on \(source.revision), and allows nothing",
          at: finding.suppression?.location, help: "it counts once it is merged"))
    }
    return swept
  }
}
