package import GateModel
internal import Subprocess
internal import Synchronization

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

  package func content(of path: RepositoryPath, limit: Int) throws(FileError) -> [UInt8] {
    guard let file = files[path] else {
      throw FileError(.vanished, path: path, message: "not in the commit")
    }
    guard file.size <= limit else {
      throw FileError(.tooLarge, path: path, message: "\(file.size) bytes")
    }
    return try objects.content(of: file.id, at: path)
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

/// Asks a running `git cat-file --batch` for one object after the other.
private final class ObjectReader: Sendable {
  private let questions: FileDescriptor
  private let answers: FileDescriptor
  /// What came and has not been used; one question at a time.
  private let received = Mutex<[UInt8]>([])

  init(questions: FileDescriptor, answers: FileDescriptor) {
    self.questions = questions
    self.answers = answers
  }

  func content(of id: ObjectID, at path: RepositoryPath) throws(FileError) -> [UInt8] {
    try received.withLock { bytes throws(FileError) in
      do throws(Errno) {
        try ask(id)
        var end = bytes.firstIndex(of: UInt8(ascii: "\n"))
        while end == nil {
          try more(into: &bytes)
          end = bytes.firstIndex(of: UInt8(ascii: "\n"))
        }
        let header = bytes.prefix(end ?? 0).split(separator: UInt8(ascii: " "))
        guard header.count == 3, let size = Int(String(decoding: header[2], as: UTF8.self)) else {
          throw Errno.ioError
        }
        let start = (end ?? 0) + 1
        // A line end follows the content.
        while bytes.count < start + size + 1 { try more(into: &bytes) }
        defer { bytes.removeFirst(start + size + 1) }
        return Array(bytes[start..<(start + size)])
      } catch {
        throw FileError(
          .unreadable, path: path, message: "git cat-file gives no object \(id): \(error)")
      }
    }
  }

  private func ask(_ id: ObjectID) throws(Errno) {
    do {
      try questions.writeAll(Array("\(id)\n".utf8))
    } catch let error as Errno {
      throw error
    } catch {
      throw Errno.ioError
    }
  }

  private func more(into bytes: inout [UInt8]) throws(Errno) {
    guard try answers.read(appendingTo: &bytes, atMost: 1 << 16) > 0 else { throw Errno.brokenPipe }
  }
}
