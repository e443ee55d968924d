package import GateModel

extension GitRunner {
  /// What each object is once tags are peeled: its commit, or `nil` for a tag of a file or a folder.
  package func peeled(_ ids: [ObjectID]) async throws(GitError) -> [ObjectID?] {
    let answer = try await answer(
      ["cat-file", "--batch-check=%(objectname) %(objecttype)"],
      input: Array(ids.map { "\($0)^{}\n" }.joined().utf8))
    let lines = answer.bytes.split(separator: UInt8(ascii: "\n"))
    guard lines.count == ids.count else {
      throw GitError(.unexpectedAnswer, command: "git cat-file --batch-check")
    }
    return try lines.map { line throws(GitError) in
      let words = line.split(separator: UInt8(ascii: " "))
      guard words.count == 2, let id = ObjectID(bytes: words[0]) else {
        throw GitError(
          .corrupt, command: "git cat-file --batch-check",
          words: String(decoding: line, as: UTF8.self))
      }
      return words[1].elementsEqual("commit".utf8) ? id : nil
    }
  }

  /// What stands in commits of this repository at the given paths.
  ///
  /// - Parameter paths: from the top of the work tree, without line ends.
  package func contents(
    of paths: [RepositoryPath], in commits: Set<ObjectID>
  ) async throws(GitError) -> [ObjectID: [RepositoryPath: [UInt8]]] {
    if commits.isEmpty || paths.isEmpty { return [:] }
    let questions = commits.flatMap { commit in paths.map { (commit: commit, path: $0) } }
    var batch = ObjectBatch(
      bytes: try await answer(
        ["cat-file", "--batch"],
        input: Array(questions.map { "\($0.commit):\($0.path.text)\n" }.joined().utf8)
      ).bytes)
    var files: [ObjectID: [RepositoryPath: [UInt8]]] = [:]
    for (commit, path) in questions {
      if let content = try batch.next() { files[commit, default: [:]][path] = content }
    }
    return files
  }
}

/// The answer of `git cat-file --batch`, taken apart object by object.
private struct ObjectBatch {
  let bytes: [UInt8]
  private var position = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  /// The content of the next object; `nil` where git says that there is none.
  mutating func next() throws(GitError) -> [UInt8]? {
    guard let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) else {
      throw GitError(.corrupt, command: "git cat-file --batch", words: "the answer ends too early")
    }
    let header = String(decoding: bytes[position..<end], as: UTF8.self)
    position = end + 1
    if header.hasSuffix(" missing") { return nil }
    guard let size = header.split(separator: " ").last.flatMap({ Int($0) }), size >= 0,
      position + size < bytes.count
    else { throw GitError(.unexpectedAnswer, command: "git cat-file --batch", words: header) }
    // A line end follows the content.
    defer { position += size + 1 }
    return Array(bytes[position..<position + size])
  }
}
