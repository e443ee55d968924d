internal import GateModel

/// Reads `--raw -z` output: which blob stands at which path after a change.
///
/// A record is `:<modes> <names> <status>` NUL path NUL, with one colon, mode and name more for each
/// further parent of a merge. Between the records of `diff-tree --stdin` stand the commits.
struct RawDiff {
  enum Record {
    case commit(ObjectID)
    /// What a path holds after the change.
    case file(StoredFile)
    /// The path is gone.
    case deletion
  }

  private var header: (mode: ArraySlice<UInt8>, id: ObjectID)?

  /// Takes one NUL-ended field; `nil` where a path is still to come.
  mutating func take(_ field: ArraySlice<UInt8>) throws(GitError) -> Record? {
    if let (mode, id) = header {
      header = nil
      return id.isNull
        ? .deletion : .file(StoredFile(mode: mode, id: id, path: RepositoryPath(bytes: field)))
    }
    guard field.first == UInt8(ascii: ":") else {
      guard let commit = ObjectID(bytes: field) else {
        throw unexpected(field)
      }
      return .commit(commit)
    }
    let parents = field.prefix { $0 == UInt8(ascii: ":") }.count
    // A mode for each parent and the result, then a name for each, then the status.
    let words = field.dropFirst(parents).split(separator: UInt8(ascii: " "))
    guard words.count == 2 * (parents + 1) + 1,
      let id = ObjectID(bytes: words[2 * parents + 1])
    else { throw unexpected(field) }
    header = (words[parents], id)
    return nil
  }

  private func unexpected(_ field: ArraySlice<UInt8>) -> GitError {
    GitError(
      .unexpectedAnswer, command: "git diff --raw",
      words: String(decoding: field.prefix(200), as: UTF8.self))
  }
}

extension GitRunner {
  /// What is staged: files added or changed between HEAD, where there is one, and the index.
  package func stagedFiles() async throws(GitError) -> [StoredFile] {
    guard try await head() != nil else { return try await indexedFiles() }
    let answer = try await answer(
      ["diff-index", "--cached", "--raw", "-z", "--no-renames", "--no-abbrev", "HEAD"])
    var diff = RawDiff()
    var files: [StoredFile] = []
    for field in answer.bytes.split(separator: 0) {
      if case .file(let file)? = try diff.take(field) { files.append(file) }
    }
    return files
  }

  /// Everything in the index; before the first commit all of it is new.
  private func indexedFiles() async throws(GitError) -> [StoredFile] {
    let answer = try await answer(["ls-files", "-z", "--stage", "--full-name", "--", ":/"])
    var files: [StoredFile] = []
    for line in answer.bytes.split(separator: 0) {
      let parts = line.split(separator: UInt8(ascii: "\t"), maxSplits: 1)
      let words = parts.first?.split(separator: UInt8(ascii: " ")) ?? []
      guard parts.count == 2, words.count == 3,
        let id = ObjectID(bytes: words[1])
      else { throw GitError(.unexpectedAnswer, command: "git ls-files --stage") }
      files.append(StoredFile(mode: words[0], id: id, path: RepositoryPath(bytes: parts[1])))
    }
    return files
  }
}
