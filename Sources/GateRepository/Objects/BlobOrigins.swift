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
    let commits = try await firstCommits(with: blobs, in: range)
    var origins: [ObjectID: BlobOrigin] = [:]
    var commit: ObjectID?
    var diff = RawDiff()
    var pending: [UInt8] = []
    try await stream(
      ["diff-tree", "--stdin", "--root", "-c", "-r", "--raw", "-z", "--no-renames", "--no-abbrev"],
      input: commits
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

  /// Commits among which are, for each blob, the first that has it, newest first.
  ///
  /// Listing what each commit adds to those before it takes half the time of comparing it with its
  /// parents, which is left for these few.
  private func firstCommits(
    with blobs: Set<ObjectID>, in range: RevisionRange
  ) async throws(GitError) -> Input {
    var commits = FirstCommits(of: blobs)
    var pending: [UInt8] = []
    try await stream(
      ["rev-list", "--objects", "--in-commit-order", "--date-order", "--reverse", "--stdin"]
        + range.options,
      input: .bytes(range.input)
    ) { chunk throws(GitError) in
      pending.append(chunk)
      var start = 0
      while let end = pending[start...].firstIndex(of: UInt8(ascii: "\n")) {
        try commits.take(pending[start..<end])
        start = end + 1
      }
      pending.removeFirst(start)
    }
    if commits.areAll {
      return .bytes(Array(commits.found.reversed().map { "\($0)\n" }.joined().utf8))
    }
    return .output(of: ["rev-list", "--stdin"] + range.options, input: range.input)
  }
}

/// Reads `rev-list --objects --in-commit-order --reverse`: behind each commit its folders and files
/// that no commit before it has, its top folder first.
private struct FirstCommits {
  private let blobs: Set<ObjectID>
  /// The first digits of their names, by which nearly all others are told from them.
  private let beginnings: Set<UInt64>
  private(set) var found: [ObjectID] = []
  /// How many blobs stand in one of them.
  private var placed = 0
  private var commit: ObjectID?
  private var isInCommit = false

  init(of blobs: Set<ObjectID>) {
    self.blobs = blobs
    beginnings = Set(blobs.map { Self.beginning(of: $0.text.utf8) })
  }

  private static func beginning(of name: some Sequence<UInt8>) -> UInt64 {
    name.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Whether each blob stands in one. Not so where a tag names a blob, which is then listed before
  /// any folder, wherever else it stands.
  var areAll: Bool { placed == blobs.count }

  mutating func take(_ line: ArraySlice<UInt8>) throws(GitError) {
    guard let blank = line.firstIndex(of: UInt8(ascii: " ")) else {
      commit = try id(line)
      isInCommit = false
      return
    }
    if !isInCommit, blank == line.endIndex - 1 {
      // Only a commit's top folder has no name.
      isInCommit = true
    } else if isInCommit, let commit, beginnings.contains(Self.beginning(of: line)),
      blobs.contains(try id(line[..<blank]))
    {
      placed += 1
      if found.last != commit { found.append(commit) }
    }
  }

  private func id(_ name: ArraySlice<UInt8>) throws(GitError) -> ObjectID {
    if let id = ObjectID(bytes: name) { return id }
    throw GitError(
      .unexpectedAnswer, command: "git rev-list --objects",
      words: String(decoding: name.prefix(200), as: UTF8.self))
  }
}
