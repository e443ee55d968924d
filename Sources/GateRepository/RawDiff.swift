package import GateModel

/// Reads `--raw -z` output: which blob stands at which path after a change.
///
/// A record is `:<modes> <names> <status>` NUL path NUL, with one colon, mode and name more for each
/// further parent of a merge. Between the records of `diff-tree --stdin` stand the commits.
struct RawDiff {
  enum Record {
    case commit(ObjectID)
    /// What a path holds after the change.
    case file(id: ObjectID, path: RepositoryPath)
    /// The path is gone, or holds a submodule, which has its blobs elsewhere.
    case deletion
  }

  private var header: (id: ObjectID, isFile: Bool)?

  /// Takes one NUL-ended field; `nil` where a path is still to come.
  mutating func take(_ field: ArraySlice<UInt8>) throws(GitError) -> Record? {
    if let (id, isFile) = header {
      header = nil
      return isFile ? .file(id: id, path: RepositoryPath(bytes: field)) : .deletion
    }
    guard field.first == UInt8(ascii: ":") else {
      guard let commit = ObjectID(String(decoding: field, as: UTF8.self)) else {
        throw unexpected(field)
      }
      return .commit(commit)
    }
    let parents = field.prefix { $0 == UInt8(ascii: ":") }.count
    // A mode for each parent and the result, then a name for each, then the status.
    let words = field.dropFirst(parents).split(separator: UInt8(ascii: " "))
    guard words.count == 2 * (parents + 1) + 1,
      let id = ObjectID(String(decoding: words[2 * parents + 1], as: UTF8.self))
    else { throw unexpected(field) }
    let mode = words[parents]
    header = (id, mode.starts(with: "100".utf8) || mode.starts(with: "120".utf8))
    return nil
  }

  private func unexpected(_ field: ArraySlice<UInt8>) -> GitError {
    GitError(
      .unexpectedAnswer, command: "git diff --raw",
      words: String(decoding: field.prefix(200), as: UTF8.self))
  }
}

/// A blob in the index that HEAD does not have at this path.
package struct StagedFile: Hashable, Sendable {
  package var id: ObjectID
  package var path: RepositoryPath
}

extension GitRunner {
  /// What is staged: files added or changed between HEAD, where there is one, and the index.
  package func stagedFiles() async throws(GitError) -> [StagedFile] {
    guard try await head() != nil else { return try await indexedFiles() }
    let answer = try await answer(
      ["diff-index", "--cached", "--raw", "-z", "--no-renames", "--no-abbrev", "HEAD"])
    var diff = RawDiff()
    var files: [StagedFile] = []
    for field in answer.bytes.split(separator: 0) {
      if case .file(let id, let path)? = try diff.take(field) {
        files.append(StagedFile(id: id, path: path))
      }
    }
    return files
  }

  /// Everything in the index; before the first commit all of it is new.
  private func indexedFiles() async throws(GitError) -> [StagedFile] {
    let answer = try await answer(["ls-files", "-z", "--stage", "--full-name", "--", ":/"])
    var files: [StagedFile] = []
    for line in answer.bytes.split(separator: 0) {
      let parts = line.split(separator: UInt8(ascii: "\t"), maxSplits: 1)
      let words = parts.first?.split(separator: UInt8(ascii: " ")) ?? []
      guard parts.count == 2, words.count == 3,
        let id = ObjectID(String(decoding: words[1], as: UTF8.self))
      else { throw GitError(.unexpectedAnswer, command: "git ls-files --stage") }
      if !words[0].starts(with: "160".utf8) {
        files.append(StagedFile(id: id, path: RepositoryPath(bytes: parts[1])))
      }
    }
    return files
  }
}
