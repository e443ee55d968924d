import GateModel
internal import Synchronization

#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

/// Asks a running `git cat-file --batch` for objects.
final class ObjectReader: Sendable {
  private let questions: FileDescriptor
  private let answers: FileDescriptor
  /// What came and has not been used; one at a time asks and reads.
  private let received = Mutex(Received())

  private struct Received {
    var bytes: [UInt8] = []
    /// How much of it has been used.
    var used = 0
  }

  init(questions: FileDescriptor, answers: FileDescriptor) {
    self.questions = questions
    self.answers = answers
  }

  /// All of them are asked for before the first is read, so that nobody waits for each one.
  ///
  /// - Parameter objects: few enough that the questions fit into a pipe.
  func contents(
    of objects: [(path: RepositoryPath, id: ObjectID)]
  ) -> [Result<[UInt8], FileError>] {
    guard !objects.isEmpty else { return [] }
    return received.withLock { received in
      do throws(Errno) {
        try ask(objects.map(\.id))
      } catch {
        return objects.map { .failure(Self.failure($0, error)) }
      }
      let contents = objects.map { object -> Result<[UInt8], FileError> in
        do throws(Errno) {
          return .success(try content(of: object.id, &received))
        } catch {
          return .failure(Self.failure(object, error))
        }
      }
      received.bytes.removeFirst(received.used)
      received.used = 0
      return contents
    }
  }

  private static func failure(
    _ object: (path: RepositoryPath, id: ObjectID), _ error: Errno
  ) -> FileError {
    FileError(
      .unreadable, path: object.path,
      message: "git cat-file gives no object \(object.id): \(error)")
  }

  private func content(
    of id: ObjectID, _ received: inout Received
  ) throws(Errno) -> [UInt8] {
    let newline = UInt8(ascii: "\n")
    var end = received.bytes[received.used...].firstIndex(of: newline)
    while end == nil {
      try more(into: &received.bytes)
      end = received.bytes[received.used...].firstIndex(of: newline)
    }
    let start = (end ?? 0) + 1
    let header = received.bytes[received.used..<start - 1].split(separator: UInt8(ascii: " "))
    guard header.first.map({ $0.elementsEqual("\(id)".utf8) }) ?? false else {
      throw Errno.ioError
    }
    // <id> missing
    if header.count == 2 { received.used = start }
    guard header.count == 3, let size = Int(String(decoding: header[2], as: UTF8.self)) else {
      throw Errno.ioError
    }
    // A line end follows the content.
    while received.bytes.count < start + size + 1 { try more(into: &received.bytes) }
    received.used = start + size + 1
    return Array(received.bytes[start..<start + size])
  }

  private func ask(_ ids: [ObjectID]) throws(Errno) {
    do {
      try questions.writeAll(ids.flatMap { Array("\($0)\n".utf8) })
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
