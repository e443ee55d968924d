internal import GateMatching
package import GateModel
internal import GateRepository
internal import GateRules
internal import GateScan
internal import Synchronization

#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

/// One scan for secrets, from the settings to the report.
package enum ScanRun {
  /// Begins to compile the built-in rules, which a scan waits for longest, while it is not yet known
  /// what is to be scanned. What goes wrong does so again when they are needed, and is told there.
  package static func prepare(today: CalendarDay) {
    let task = Task.detached {
      _ = Result {
        try SecretEngine(rules: SecretRuleSet.builtIn.rules, options: .init(today: today))
      }
    }
    preparation.withLock { $0 = task }
  }

  private static let preparation = Mutex<Task<Void, Never>?>(nil)

  /// Waits for what was begun, without keeping a thread from those who ask git.
  private static func prepared() async { await preparation.withLock { $0 }?.value }

  package static func report(_ settings: ScanSettings) async -> Report {
    let clock = ContinuousClock()
    let start = clock.now
    var report = Report(
      scope: .scan, toolVersion: settings.toolVersion, root: settings.root,
      folder: FolderName.of(settings.root))
    do {
      let known = try KnownFindings(of: settings)
      var swept = try await sweep(settings, known, into: &report)
      known.apply(to: &swept, isWhole: [.workTree, .allFiles].contains(settings.source))
      report.findings = swept.findings
      report.diagnostics += swept.diagnostics + swept.unsearched
      report.counts = swept.counts
    } catch {
      report.diagnostics += error.diagnostics
      report.exitStatus = error.status
    }
    report.exitStatus = ExitStatus.worst([report.exitStatus, ExitDecision.status(of: report)])
    report.milliseconds = Int(start.duration(to: clock.now) / .milliseconds(1))
    return report
  }

  private static func sweep(
    _ settings: ScanSettings, _ known: KnownFindings, into report: inout Report
  ) async throws(GateError) -> SweepResult {
    let root = FilePath(settings.root)
    // Git and the rules get ready at the same time.
    async let repository = Repository.result(at: root)
    if [.workTree, .allFiles].contains(settings.source), OpenFolder.isEmpty(root) {
      report.state(try await repository.get())
      return SweepResult()
    }
    await prepared()
    let sweep = Sweep(try await SecretEngine.made(for: settings.withRulesOfManifest(), known))
    switch settings.source {
    case .standardInput:
      return try await sweep.standardInput()
    case .allFiles:
      if let result = try await sweep.single(root) { return result }
      let result = try await sweep.everything(in: OpenFolder.opened(at: root))
      report.state(try await repository.get())
      return result
    case .workTree:
      if let result = try await sweep.single(root) { return result }
      let folder = try OpenFolder.opened(at: root)
      let repository = try await repository.get()
      report.state(repository)
      return try await sweep.listed(repository.listed(.notIgnored), in: folder)
    case .staged, .range, .history:
      guard let git = try await repository.get().git else {
        throw GateError("\(root) belongs to no git repository", status: .usage)
      }
      // What git stores is named from the top of the repository.
      report.commit = git.head?.text
      return try await sweep.commits(settings.source, of: git)
    }
  }
}

extension Report {
  /// Notes which state of which repository was scanned.
  fileprivate mutating func state(_ repository: Repository) {
    commit = repository.git?.head?.text
    prefix = repository.git?.prefix ?? RepositoryPath("")
  }
}

extension Repository {
  fileprivate static func result(at root: FilePath) async -> Result<Repository, GateError> {
    do { return .success(try await opened(at: root)) } catch { return .failure(error) }
  }
}

extension OpenFolder {
  /// Whether a folder can be read and has nothing in it at all: then no rules are needed.
  fileprivate static func isEmpty(_ root: FilePath) -> Bool {
    do {
      return try OpenFolder(root).entries(of: RepositoryPath("")).isEmpty
    } catch {
      // Not known; said where the folder itself is opened.
      return false
    }
  }

  static func opened(at root: FilePath) throws(GateError) -> OpenFolder {
    do { return try OpenFolder(root) } catch {
      throw GateError(
        "\(root) cannot be opened: \(error.message)", help: "name a folder that exists",
        status: .usage)
    }
  }
}

extension Sweep {
  fileprivate func commits(
    _ source: ScanSettings.Source, of git: Repository.GitState
  ) async throws(GateError) -> SweepResult {
    switch source {
    case .range(let text):
      let range: RevisionRange
      do { range = try await git.runner.range(text) } catch { throw GateError(error) }
      return try await run(range, of: git.runner)
    case .history(let shard):
      var result = try await run(.everything, of: git.runner, shard: shard)
      if git.isShallow {
        result.diagnostics.append(
          Diagnostic(
            .error, "this clone is shallow: its older commits were not searched",
            help: "fetch them with git fetch --unshallow"))
      }
      return result
    default:
      return try await run(stagedIn: git.runner)
    }
  }

  fileprivate func standardInput() async throws(GateError) -> SweepResult {
    do { return try runStandardInput() } catch { throw GateError(error.message) }
  }

  /// The result where the root is a file and no folder.
  fileprivate func single(_ root: FilePath) async throws(GateError) -> SweepResult? {
    guard let name = root.lastComponent else { return nil }
    let folder = root.removingLastComponent()
    do {
      let parent = try OpenFolder(folder.isEmpty ? "." : folder)
      let path = RepositoryPath(name.string)
      guard try parent.kind(of: path) == .regular else { return nil }
      return try await run([path], in: parent)
    } catch let error as MatchingError {
      throw GateError(error.message)
    } catch {
      // No folder that could be opened: said where the root itself is.
      return nil
    }
  }

  fileprivate func everything(in folder: OpenFolder) async throws(GateError) -> SweepResult {
    do { return try await run(everythingIn: folder) } catch { throw GateError(error.message) }
  }

  func listed(
    _ files: FileList, in folder: OpenFolder
  ) async throws(GateError) -> SweepResult {
    do { return try await run(files, in: folder) } catch { throw GateError(error.message) }
  }
}
