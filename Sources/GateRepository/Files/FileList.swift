package import GateModel

#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

/// The files of a folder that are in scope, and what of it is not read and why.
package struct FileList: Sendable {
  package struct Entry: Hashable, Sendable {
    package var path: RepositoryPath
    /// As git knows it; `nil` for an untracked one, whose kind shows on reading.
    package var kind: FileKind?
    package var isTracked: Bool
  }

  /// In the order of their paths, each once. Folders are not listed.
  package var entries: [Entry] = []
  /// Tracked, and not in the work tree: deleted and not yet committed.
  package var deleted: [RepositoryPath] = []
  /// Tracked, and left out of the work tree by a sparse checkout.
  package var sparse: [RepositoryPath] = []
  /// Folders and files that could not be looked at. The list is not whole.
  package var unreadable: [FileError] = []

  /// What can be read: all but submodules, links and special files.
  package var readable: [RepositoryPath] {
    entries.filter { $0.kind == nil || $0.kind == .regular }.map(\.path)
  }
  package var tracked: [RepositoryPath] { entries.filter(\.isTracked).map(\.path) }
  package func count(of kind: FileKind) -> Int { entries.count { $0.kind == kind } }
}

extension Repository {
  /// Which files of a folder are meant.
  package enum Scope: Sendable {
    /// What git tracks, and what it would add: untracked files that are not ignored.
    case notIgnored
    /// Everything on the disk but `.git` itself.
    case everything
  }

  /// The files of the folder. In a folder without git every file is in scope.
  ///
  /// Errors: no work tree, or git failed. A folder that cannot be read is in `unreadable`.
  package func files(_ scope: Scope = .notIgnored) async throws(GitError) -> FileList {
    guard let git else { return FileList(walking: root) }
    if git.isBare { throw GitError(.noWorkTree, command: "git ls-files") }
    // Stage, tag and path of what is tracked; a second line for what was deleted; then the rest.
    let answer = try await git.runner.answer(
      ["ls-files", "-z", "-s", "-t", "-c", "-d"]
        + (scope == .notIgnored ? ["-o", "--exclude-standard"] : []))
    var list = try FileList(lsFiles: answer)
    if scope == .everything { list.addUntracked(of: FileList(walking: root)) }
    return list
  }
}

// MARK: - Git's list

extension FileList {
  init(lsFiles answer: GitRunner.Answer) throws(GitError) {
    for line in answer.bytes.split(separator: 0) {
      guard line.count > 2, line[line.startIndex + 1] == UInt8(ascii: " ") else {
        throw GitError(.unexpectedAnswer, command: "git ls-files -z -s -t")
      }
      try add(tag: line[line.startIndex], line.dropFirst(2))
    }
    unreadable = answer.unopenedFolders
    settle()
  }

  private mutating func add(tag: UInt8, _ rest: ArraySlice<UInt8>) throws(GitError) {
    if tag == UInt8(ascii: "?") {
      // A repository inside the repository stands as a folder, with its slash.
      let isFolder = rest.last == UInt8(ascii: "/")
      entries.append(
        Entry(
          path: RepositoryPath(bytes: isFolder ? rest.dropLast() : rest),
          kind: isFolder ? .repository : nil, isTracked: false))
      return
    }
    guard let tab = rest.firstIndex(of: UInt8(ascii: "\t")) else {
      throw GitError(.unexpectedAnswer, command: "git ls-files -z -s -t")
    }
    let path = RepositoryPath(bytes: rest[(tab + 1)...])
    switch tag {
    case UInt8(ascii: "R"): deleted.append(path)
    case UInt8(ascii: "S"): sparse.append(path)
    default:
      entries.append(Entry(path: path, kind: FileKind(gitMode: rest), isTracked: true))
    }
  }

  /// Sorts, and takes out what is deleted and what stands twice: a conflict has up to three entries.
  private mutating func settle() {
    let gone = Set(deleted)
    deleted = gone.sorted()
    sparse.sort()
    entries.sort { $0.path < $1.path }
    var previous: RepositoryPath?
    entries.removeAll { entry in
      defer { previous = entry.path }
      return entry.path == previous || gone.contains(entry.path)
    }
  }
}

extension GitRunner.Answer {
  /// Git passes over a folder that it cannot open with a warning, and succeeds.
  var unopenedFolders: [FileError] {
    let opening = "warning: could not open directory '"
    return warnings.split(separator: "\n").filter { $0.starts(with: opening) }.map { line in
      let rest = line.dropFirst(opening.count)
      let quote = rest.lastIndex(of: "'") ?? rest.endIndex
      return FileError(
        .unreadable, path: RepositoryPath(String(rest.prefix(upTo: quote))),
        message: String(rest.suffix(from: quote).drop { "': ".contains($0) }))
    }
  }
}

// MARK: - Our own walk

extension FileList {
  /// Everything below a folder but git's own files. Links are listed and not followed.
  init(walking root: FilePath) {
    let folder: OpenFolder
    do { folder = try OpenFolder(root) } catch {
      unreadable.append(error)
      return
    }
    var waiting = [RepositoryPath("")]
    while let path = waiting.popLast() {
      do {
        for (name, kind) in try folder.entries(of: path) where name != Array(".git".utf8) {
          let inner = path.appending(name)
          if kind == .folder {
            waiting.append(inner)
          } else {
            entries.append(Entry(path: inner, kind: kind, isTracked: false))
          }
        }
      } catch {
        unreadable.append(error)
      }
    }
    settle()
  }

  fileprivate mutating func addUntracked(of other: FileList) {
    let known = Set(entries.map(\.path))
    entries += other.entries.filter { !known.contains($0.path) }
    unreadable += other.unreadable
    settle()
  }
}
