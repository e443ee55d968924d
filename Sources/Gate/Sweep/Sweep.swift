package import GateMatching
package import GateModel
package import GateRepository
package import GateScan
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The one pass over a tree: each file is read once, and searched for secrets and anchors at once.
package struct Sweep: Sendable {
  let engine: SecretEngine
  let workers: Int

  /// - Parameter workers: how many files are read at the same time.
  package init(_ engine: SecretEngine, workers: Int = Self.processors) {
    self.engine = engine
    self.workers = max(1, workers)
  }

  /// How many processors the machine has; more threads than a dozen only wait for the disk.
  package static var processors: Int { min(12, max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))) }

  /// Reads the given files of a folder.
  package func run(
    _ files: [RepositoryPath], in folder: OpenFolder
  ) async throws(MatchingError) -> SweepResult {
    try await run(files) { worker, paths in
      for path in paths { worker.sweep(path, in: folder) }
    }
  }

  /// Hands out the files to the workers, some at a time.
  func run(
    _ files: [RepositoryPath],
    _ sweep: @escaping @Sendable (inout SweepWorker, [RepositoryPath]) -> Void
  ) async throws(MatchingError) -> SweepResult {
    let next = Mutex(0)
    return try await together { worker in
      let first = next.withLock { next in
        defer { next += Self.batchSize }
        return next
      }
      guard first < files.count else { return false }
      sweep(&worker, Array(files[first..<min(first + Self.batchSize, files.count)]))
      return true
    }
  }

  /// Reads what git lists of a folder; what of the list is not read is counted or reported.
  package func run(
    _ list: FileList, in folder: OpenFolder
  ) async throws(MatchingError) -> SweepResult {
    var result = try await run(list.readable, in: folder)
    result.skip(.symbolicLink, count: list.count(of: .symbolicLink))
    result.skip(.repository, count: list.count(of: .repository))
    result.skip(.specialFile, count: list.count(of: .special))
    result.skip(.sparse, count: list.sparse.count)
    for error in list.unreadable { result.report(error) }
    result.sort()
    return result
  }

  /// Reads everything below a folder but `.git`.
  package func run(everythingIn folder: OpenFolder) async throws(MatchingError) -> SweepResult {
    let walk = TreeWalk(folder)
    var result = try await together { worker in
      switch walk.next() {
      case .read(let files): for path in files { worker.sweep(path, in: folder) }
      case .failed(let error): worker.report(error)
      case .wait: break
      case .done: return false
      }
      return true
    }
    result.skip(.symbolicLink, count: walk.passedOver.links)
    result.skip(.specialFile, count: walk.passedOver.special)
    return result
  }

  /// Reads the standard input to its end.
  package func runStandardInput() throws(MatchingError) -> SweepResult {
    var worker = try SweepWorker(engine)
    do throws(FileError) {
      try worker.sweep(StandardInput(), path: StandardInput.path)
    } catch {
      worker.report(error)
    }
    return worker.result
  }

  /// Files that a worker takes at once.
  private static let batchSize = 16

  /// Runs the workers until none has a step left, and puts together what they found.
  ///
  /// - Parameter step: does a piece of the work; `false` where none is left.
  private func together(
    _ step: @escaping @Sendable (inout SweepWorker) -> Bool
  ) async throws(MatchingError) -> SweepResult {
    let results = await withTaskGroup(of: Result<SweepResult, MatchingError>.self) { group in
      for _ in 0..<workers {
        group.addTask {
          do throws(MatchingError) {
            var worker = try SweepWorker(engine)
            // Gives way between the pieces: git runs at the same time.
            while step(&worker) { await Task.yield() }
            return .success(worker.result)
          } catch {
            return .failure(error)
          }
        }
      }
      var results: [Result<SweepResult, MatchingError>] = []
      for await result in group { results.append(result) }
      return results
    }
    var whole = SweepResult()
    for result in results { whole.merge(try result.get()) }
    whole.sort()
    return whole
  }
}
