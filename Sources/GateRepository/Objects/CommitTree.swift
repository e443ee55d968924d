package import GateModel

/// A file as git stores it, in a commit or in the index.
package struct StoredFile: Hashable, Sendable {
  package var id: ObjectID
  package var path: RepositoryPath
  package var kind: FileKind

  init(mode: ArraySlice<UInt8>, id: ObjectID, path: RepositoryPath) {
    self.id = id
    self.path = path
    kind = FileKind(gitMode: mode)
  }

  /// A regular file.
  package init(id: ObjectID, path: RepositoryPath) {
    self.id = id
    self.path = path
    kind = .regular
  }

  /// Whether there is a blob behind it: a submodule has its content elsewhere.
  var hasContent: Bool { kind != .repository }
}

extension GitRunner {
  /// Everything in a commit, by its path from the top of the work tree.
  package func tree(of commit: ObjectID) async throws(GitError) -> [StoredFile] {
    let answer = try await answer(["ls-tree", "-r", "-z", "--full-tree", commit.text])
    var files: [StoredFile] = []
    for line in answer.bytes.split(separator: 0) {
      // Mode, type and name; then a tab and the path.
      guard let tab = line.firstIndex(of: UInt8(ascii: "\t")),
        let blank = line[..<tab].lastIndex(of: UInt8(ascii: " ")),
        let id = ObjectID(bytes: line[(blank + 1)..<tab])
      else { throw GitError(.unexpectedAnswer, command: "git ls-tree -r -z") }
      let path = RepositoryPath(bytes: line[(tab + 1)...])
      files.append(StoredFile(mode: line, id: id, path: path))
    }
    return files
  }

  /// Where a commit has files with one of some names, in whatever folder.
  package func paths(
    ofFilesNamed names: [String], in commit: ObjectID
  ) async throws(GitError) -> [RepositoryPath] {
    Self.paths(
      ofFilesNamed: names,
      in: try await answer(["ls-tree", "-r", "-z", "--name-only", "--full-tree", commit.text]))
  }

  /// The same for files that two commits do not have in common.
  package func paths(
    ofFilesNamed names: [String], differingBetween first: ObjectID, and second: ObjectID
  ) async throws(GitError) -> [RepositoryPath] {
    Self.paths(
      ofFilesNamed: names,
      in: try await answer([
        "diff-tree", "-r", "-z", "--name-only", "--no-renames", first.text, second.text,
      ]))
  }

  private static func paths(ofFilesNamed names: [String], in list: Answer) -> [RepositoryPath] {
    let names = names.map { Array($0.utf8) }
    return list.bytes.split(separator: 0).filter { path in
      names.contains { name in
        path.count >= name.count && path.suffix(name.count).elementsEqual(name)
          && (path.count == name.count || path[path.endIndex - name.count - 1] == UInt8(ascii: "/"))
      }
    }.map { RepositoryPath(bytes: $0) }
  }

  /// Hands on the content of stored files, each with its path, links' targets included.
  package nonisolated(nonsending) func forEachBlob(
    of files: [StoredFile], windowSize: Int = Self.windowSize, overlap: Int = Self.windowOverlap,
    _ consume: (Blob, _ offset: Int, Span<UInt8>) throws(GitError) -> Void
  ) async throws(GitError) {
    let stored = files.filter(\.hasContent)
    if stored.isEmpty { return }
    // By name alone, since a path may hold line ends: blobs come back in the order of the question.
    let names = stored.map { $0.id.text + "\n" }.joined()
    var next = 0
    try await forEachBlob(listed: .bytes(Array(names.utf8)), windowSize, overlap) {
      blob, offset, bytes throws(GitError) in
      let named = Blob(id: blob.id, path: stored[next].path, size: blob.size)
      try consume(named, offset, bytes)
      if offset + bytes.count == blob.size { next += 1 }
    }
  }
}
