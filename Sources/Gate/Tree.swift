internal import GateChecks
internal import GateModel
internal import GateRepository
internal import GateRules
internal import GateScan

#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

/// The service's folder, opened: what git knows of it, and its files.
struct Tree: Sendable {
  /// As the user named it.
  let root: String
  let repository: Repository
  private(set) var list: FileList
  private(set) var files: WorkTreeFiles
  /// What a test run left behind; git must not track it.
  let coverageReports: WorkTreeFiles
  private let folder: OpenFolder
  /// Folders that are judged apart.
  private var leftOut: [RepositoryPath] = []

  static func result(at root: String) async -> Result<Tree, GateError> {
    do { return .success(try await opened(at: root)) } catch { return .failure(error) }
  }

  static func opened(at root: String) async throws(GateError) -> Tree {
    let path = FilePath(root)
    let folder = try OpenFolder.opened(at: path)
    let repository = try await Repository.opened(at: path)
    let list = try await repository.listed(.notIgnored)
    do {
      let tracked = Set(list.tracked)
      let reports = try CoverageReport.usualPlaces.map { RepositoryPath($0) }.filter {
        try !tracked.contains($0) && folder.kind(of: $0) == .regular
      }
      return Tree(
        root: root, repository: repository, list: list,
        files: try WorkTreeFiles(list.readable, in: path),
        coverageReports: try WorkTreeFiles(reports, in: path), folder: folder)
    } catch let error as FileError {
      throw GateError("\(path) cannot be read: \(error.message)")
    } catch {
      throw GateError("\(path) cannot be read: \(error)")
    }
  }

  /// Whether it is a repository from its top, or belongs to none.
  var isWhole: Bool { repository.git?.prefix.bytes.isEmpty ?? true }

  /// The top of its repository, as a path from here.
  var top: String {
    let depth = repository.git?.prefix.depth ?? 0
    return Array(repeating: "..", count: depth).reduce(FilePath(root)) { $0.appending($1) }.string
  }

  /// Git at the top of the repository.
  var topRunner: GitRunner { GitRunner(in: FilePath(top)) }

  /// The same without some folders.
  func outsideOf(_ folders: [RepositoryPath]) throws(GateError) -> Tree {
    guard !folders.isEmpty else { return self }
    func isMeant(_ path: RepositoryPath) -> Bool { !folders.contains { path.isBelow($0) } }
    var tree = self
    tree.leftOut = folders
    tree.list.entries.removeAll { !isMeant($0.path) }
    tree.list.sparse.removeAll { !isMeant($0) }
    tree.list.unreadable.removeAll { !isMeant($0.path) }
    return try tree.reading(files.paths.filter(isMeant))
  }

  /// As it is now.
  func openedAgain() async throws(GateError) -> Tree {
    try await Tree.opened(at: root).outsideOf(leftOut)
  }

  private func reading(_ paths: [RepositoryPath]) throws(GateError) -> Tree {
    var tree = self
    do { tree.files = try WorkTreeFiles(paths, in: FilePath(root)) } catch {
      throw GateError("\(root) cannot be read: \(error.message)")
    }
    return tree
  }

  /// The same as if it had no manifest.
  func withoutManifest() throws(GateError) -> Tree {
    let names = Set(ManifestLoader.names.map { RepositoryPath($0) })
    return try reading(files.paths.filter { !names.contains($0) })
  }

  /// Whether a file differs from the commit's, as far as git knows without reading it, or is not in it.
  func isChanged() async throws(GateError) -> Bool {
    guard let git = repository.git?.runner,
      Set(list.readable).isSubset(of: list.tracked)
    else { return true }
    do {
      let answer = try await git.answer(
        ["diff-index", "--quiet", "--ignore-submodules", "HEAD", "--"], limit: GitRunner.lineLimit,
        statuses: [0, 1])
      return answer.status != 0
    } catch {
      throw GateError(error)
    }
  }

  func swept(_ engine: SecretEngine) async throws(GateError) -> SweepResult {
    try await Sweep(engine).listed(list, in: folder)
  }

  /// What git says about `auth.gitignore`; a failure of git's is one of the check's.
  func ignoreObservations() async -> CheckObservations {
    guard let git = repository.git else {
      return CheckObservations(
        failure: "this folder is in no git repository, so there are no ignore rules to judge; "
          + "git init makes one")
    }
    do {
      let entries = try IgnoreEntries.embedded()
      return IgnoreObservations.of(
        try await repository.auditIgnoreRules(entries, files: list), in: git.prefix)
    } catch {
      return CheckObservations(failure: "\(error)")
    }
  }
}

extension Repository {
  /// The same by the rules of a commit.
  func ignoreObservations(of commit: ObjectID) async -> CheckObservations {
    do {
      let entries = try IgnoreEntries.embedded()
      return IgnoreObservations.of(
        try await auditIgnoreRules(entries, of: commit), in: git?.prefix ?? RepositoryPath(""))
    } catch {
      return CheckObservations(failure: "\(error)")
    }
  }
}
