package import GateModel
internal import Subprocess

#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

/// The files of a commit, read through one `git cat-file` process.
package struct CommitFiles: FileSource {
  package let paths: [RepositoryPath]
  private let files: [RepositoryPath: TreeFile]
  private let objects: ObjectReader

  fileprivate init(_ files: [RepositoryPath: TreeFile], objects: ObjectReader) {
    paths = files.keys.sorted()
    self.files = files
    self.objects = objects
  }

  /// Those of the files that are named.
  package func only(_ paths: Set<RepositoryPath>) -> CommitFiles {
    CommitFiles(files.filter { paths.contains($0.key) }, objects: objects)
  }

  /// Whether another commit has the same content at a path.
  package func isSame(as other: CommitFiles, at path: RepositoryPath) -> Bool {
    files[path]?.id == other.files[path]?.id
  }

  package func content(of path: RepositoryPath, limit: Int) throws(FileError) -> [UInt8] {
    try objects.contents(of: [(path, file(at: path, limit: limit).id)])[0].get()
  }

  /// Bytes of files that git is asked for at once, and how many: the questions fit into the smallest
  /// pipe, 4 KB, so that they are written before git waits for somebody to read its answers.
  private static let mostBytes = 256 << 10
  private static let mostQuestions = 60

  package func readEach(
    _ paths: [RepositoryPath], limit: Int,
    _ body: (RepositoryPath, Result<[UInt8], FileError>) -> Void
  ) {
    var asked: [(path: RepositoryPath, id: ObjectID)] = []
    var bytes = 0
    func read() {
      for (question, answer) in zip(asked, objects.contents(of: asked)) {
        body(question.path, answer)
      }
      (asked, bytes) = ([], 0)
    }
    for path in paths {
      do throws(FileError) {
        let file = try file(at: path, limit: limit)
        if bytes + file.size > Self.mostBytes || asked.count == Self.mostQuestions { read() }
        asked.append((path, file.id))
        bytes += file.size
      } catch {
        read()
        body(path, .failure(error))
      }
    }
    read()
  }

  private func file(at path: RepositoryPath, limit: Int) throws(FileError) -> TreeFile {
    guard let file = files[path] else {
      throw FileError(.vanished, path: path, message: "not in the commit")
    }
    guard file.size <= limit else {
      throw FileError(.tooLarge, path: path, message: "\(file.size) bytes")
    }
    return file
  }
}

private struct TreeFile: Sendable {
  var id: ObjectID
  var size: Int
}

extension GitRunner {
  /// Lends the regular files that a commit has below this folder, as long as `body` runs.
  package nonisolated(nonsending) func withFiles<Result: Sendable>(
    of commit: ObjectID, _ body: (CommitFiles) async throws -> Result
  ) async throws -> Result {
    let files = try await treeFiles(of: commit)
    let questions = try FileDescriptor.pipe()
    let answers = try FileDescriptor.pipe()
    defer { release(answers.readEnd) }
    let result = try await Subprocess.run(
      configuration(["cat-file", "--batch"]),
      input: .fileDescriptor(questions.readEnd, closeAfterSpawningProcess: true),
      output: .fileDescriptor(answers.writeEnd, closeAfterSpawningProcess: true),
      error: .discarded
    ) { _ in
      // Git ends when there can be no more questions.
      defer { release(questions.writeEnd) }
      let objects = ObjectReader(questions: questions.writeEnd, answers: answers.readEnd)
      return try await body(CommitFiles(files, objects: objects))
    }
    return result.closureResult
  }

  private func treeFiles(of commit: ObjectID) async throws(GitError) -> [RepositoryPath: TreeFile] {
    let answer = try await answer(["ls-tree", "-r", "-l", "-z", commit.text])
    var files: [RepositoryPath: TreeFile] = [:]
    for line in answer.bytes.split(separator: 0) {
      let parts = line.split(separator: UInt8(ascii: "\t"), maxSplits: 1)
      // Mode, type, name and, filled up with blanks, the size.
      let words = parts.first?.split(separator: UInt8(ascii: " ")) ?? []
      guard parts.count == 2, words.count == 4,
        let id = ObjectID(bytes: words[2])
      else { throw GitError(.unexpectedAnswer, command: "git ls-tree -r -l -z") }
      // Links and submodules are no files.
      guard words[0].starts(with: "100".utf8) else { continue }
      guard let size = Int(String(decoding: words[3], as: UTF8.self)) else {
        throw GitError(.corrupt, command: "git ls-tree -r -l -z", words: "a blob without a size")
      }
      files[RepositoryPath(bytes: parts[1])] = TreeFile(id: id, size: size)
    }
    return files
  }
}
