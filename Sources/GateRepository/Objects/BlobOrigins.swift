package import GateModel

/// The commit that brought a blob to a path.
package struct BlobOrigin: Hashable, Sendable {
  package var commit: ObjectID
  package var path: RepositoryPath
}

extension GitRunner {
  /// Where blobs were introduced: for each the oldest commit of the range that put it anywhere, and
  /// the path. A blob that no commit of the range introduces is not in the answer.
  ///
  /// A merge counts where it holds something that none of its parents has (`-c`): whatever equals a
  /// parent's file was introduced there or before. Plumbing, so that no setting of `git log` matters.
  package func origins(
    of blobs: Set<ObjectID>, in range: RevisionRange
  ) async throws(GitError) -> [ObjectID: BlobOrigin] {
    if blobs.isEmpty || range.isEmpty { return [:] }
    var origins: [ObjectID: BlobOrigin] = [:]
    var commit: ObjectID?
    var diff = RawDiff()
    var pending: [UInt8] = []
    try await stream(
      ["diff-tree", "--stdin", "--root", "-c", "-r", "--raw", "-z", "--no-renames", "--no-abbrev"],
      input: .output(of: ["rev-list", "--stdin"] + range.options, input: range.input)
    ) { chunk throws(GitError) in
      pending.append(chunk)
      var start = 0
      while let end = pending[start...].firstIndex(of: 0) {
        switch try diff.take(pending[start..<end]) {
        case .commit(let id): commit = id
        case .file(let file):
          // Newest first: the last one seen is the oldest.
          if let commit, blobs.contains(file.id) {
            origins[file.id] = BlobOrigin(commit: commit, path: file.path)
          }
        case .deletion, nil: break
        }
        start = end + 1
      }
      pending.removeFirst(start)
    }
    return origins
  }
}
