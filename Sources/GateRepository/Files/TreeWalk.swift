package import GateModel
internal import Synchronization

/// Hands out everything below a folder to several workers, one folder or part of one at a time.
///
/// Links are not followed and `.git` is not entered. The order is that of the disk.
package final class TreeWalk: Sendable {
  /// What a worker is to do next.
  package enum Step: Sendable {
    /// Some regular files of one folder.
    case read([RepositoryPath])
    /// A folder that can't be read; the walk is not whole.
    case failed(FileError)
    /// Nothing now, but others may still find more.
    case wait
    case done
  }

  /// Files of a folder that one worker takes at once, so that a huge folder keeps all of them busy.
  private static let batchSize = 64

  private struct State {
    var folders: [RepositoryPath] = [RepositoryPath("")]
    var batches: [[RepositoryPath]] = []
    /// Folders being listed now.
    var busy = 0
    var special = 0
    var links = 0
  }
  private let root: OpenFolder
  private let state = Mutex(State())

  package init(_ root: OpenFolder) { self.root = root }

  /// Links, FIFOs, sockets and devices that were passed over.
  package var passedOver: (links: Int, special: Int) {
    state.withLock { ($0.links, $0.special) }
  }

  package func next() -> Step {
    let task = state.withLock { state -> Task in
      if let batch = state.batches.popLast() { return .batch(batch) }
      guard let folder = state.folders.popLast() else { return state.busy == 0 ? .done : .wait }
      state.busy += 1
      return .list(folder)
    }
    switch task {
    case .batch(let batch): return .read(batch)
    case .list(let path): return list(path)
    case .wait: return .wait
    case .done: return .done
    }
  }

  private enum Task {
    case batch([RepositoryPath]), list(RepositoryPath), wait, done
  }

  private func list(_ path: RepositoryPath) -> Step {
    var folders: [RepositoryPath] = []
    var files: [RepositoryPath] = []
    var (links, special) = (0, 0)
    var problem: FileError?
    do throws(FileError) {
      for (name, kind) in try root.entries(of: path) {
        switch kind {
        case .folder: if name != Self.git { folders.append(path.appending(name)) }
        case .regular: files.append(path.appending(name))
        case .symbolicLink: links += 1
        case .special, .repository: special += 1
        }
      }
    } catch {
      problem = error
    }
    var batches = stride(from: 0, to: files.count, by: Self.batchSize).map { start in
      Array(files[start..<min(start + Self.batchSize, files.count)])
    }
    let first = batches.popLast()
    state.withLock { state in
      state.busy -= 1
      state.folders += folders
      state.batches += batches
      state.links += links
      state.special += special
    }
    if let problem { return .failed(problem) }
    return first.map { .read($0) } ?? .wait
  }

  private static let git = Array(".git".utf8)
}
