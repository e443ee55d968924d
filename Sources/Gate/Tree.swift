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
  let repository: Repository
  let list: FileList
  let files: WorkTreeFiles
  private let folder: OpenFolder

  static func opened(at root: String) async throws(GateError) -> Tree {
    let path = FilePath(root)
    let folder = try OpenFolder.opened(at: path)
    let repository = try await Repository.opened(at: path)
    let list = try await repository.listed(.notIgnored)
    do {
      return Tree(
        repository: repository, list: list, files: try WorkTreeFiles(list.readable, in: path),
        folder: folder)
    } catch {
      throw GateError("\(path) cannot be opened: \(error.message)")
    }
  }

  func swept(_ engine: SecretEngine) async throws(GateError) -> SweepResult {
    try await Sweep(engine).listed(list, in: folder)
  }

  /// What git says about `auth.gitignore`; a failure of git's is one of the check's.
  func ignoreObservations() async -> CheckObservations {
    guard repository.git != nil else {
      return CheckObservations(
        failure: "this folder is in no git repository, so there are no ignore rules to judge")
    }
    do {
      let audit = try await repository.auditIgnoreRules(try IgnoreEntries.embedded(), files: list)
      return IgnoreObservations.of(audit)
    } catch {
      return CheckObservations(failure: "\(error)")
    }
  }
}
