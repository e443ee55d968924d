internal import FoundationEssentials
internal import SystemPackage

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// What a run wrote down before it touched MaintainX, so that a later run can clean up after one
/// that was killed. One file a run, one line an event, each flushed to the disk; it holds no key.
///
/// The file is locked while its run lives, and is removed when nothing of the run is left.
package final class RunJournal {
  package struct Entry: Hashable, Sendable {
    var runID: RunID
    var baseURL: String
    /// Work orders that were created, as far as the run got to know of them.
    var ids: [WorkOrderID]
  }

  private let file: FileDescriptor
  let path: String

  /// Opens the journal of a new run and writes down what it is about to do.
  package init(
    for run: RunID, baseURL: String, in directory: StateDirectory
  ) throws(VerifyError) {
    path = "\(directory.path)/\(run).journal"
    do {
      file = try FileDescriptor.open(
        FilePath(path), .readWrite, options: [.create, .exclusiveCreate, .append, .closeOnExec],
        permissions: [.ownerReadWrite])
      // At most waits for a run that is just finding out that this journal is not abandoned.
      guard flock(file.rawValue, LOCK_EX) == 0 else { throw Errno(rawValue: errno) }
      try Self.write("creating \(run) \(baseURL)", to: file)
      try Self.flushDirectory(directory.path)
    } catch {
      throw VerifyError("the journal \(path) can't be written: \(error)", status: .couldNotCheck)
    }
  }

  /// The journal of a run that is dead, locked by this process.
  private init(path: String, file: FileDescriptor) {
    self.path = path
    self.file = file
  }

  deinit {
    // Closing is not enough while a program that is just being started holds a copy.
    _ = flock(file.rawValue, LOCK_UN)
    _ = Result { try file.close() }
  }

  package func recordCreated(_ id: WorkOrderID) throws(VerifyError) {
    do {
      try Self.write("created \(id)", to: file)
    } catch {
      throw VerifyError("the journal \(path) can't be written: \(error)", status: .couldNotCheck)
    }
  }

  /// Nothing of the run is left in MaintainX.
  package func close() throws(VerifyError) {
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      throw VerifyError("the journal \(path) can't be removed", status: .couldNotCheck)
    }
  }

  /// Journals whose runs ended without closing them.
  package struct Abandoned {
    package var runs: [(journal: RunJournal, entry: Entry)] = []
    /// Paths of journals that can't be read, so that what they tell of may still be there.
    package var unreadable: [String] = []
  }

  /// Those of runs that are under way are left out, as they are locked.
  package static func abandoned(in directory: StateDirectory) throws(VerifyError) -> Abandoned {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted()
    } catch {
      throw VerifyError("\(directory.path) can't be listed", status: .couldNotCheck)
    }
    var abandoned = Abandoned()
    for name in names where name.hasSuffix(".journal") {
      let path = "\(directory.path)/\(name)"
      do {
        let file = try FileDescriptor.open(
          FilePath(path), .readWrite, options: [.append, .closeOnExec])
        let journal = RunJournal(path: path, file: file)
        guard flock(file.rawValue, LOCK_EX | LOCK_NB) == 0 else { continue }
        if let entry = try entry(at: path) { abandoned.runs.append((journal, entry)) }
      } catch Errno.noSuchFileOrDirectory {
        continue  // its run has just closed it
      } catch {
        abandoned.unreadable.append(path)
      }
    }
    return abandoned
  }

  private struct NoJournal: Error {}

  /// `nil` where the run ended before it had written that it was about to create something.
  private static func entry(at path: String) throws -> Entry? {
    guard let bytes = FileManager.default.contents(atPath: path) else { throw NoJournal() }
    var entry: Entry?
    // A last line without its end was never flushed whole.
    let text = String(decoding: bytes, as: UTF8.self)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      let words = line.split(separator: " ")
      if words.count == 3, words[0] == "creating", let run = RunID(String(words[1])), entry == nil {
        entry = Entry(runID: run, baseURL: String(words[2]), ids: [])
      } else if words.count == 2, words[0] == "created", let id = WorkOrderID(String(words[1])),
        entry != nil
      {
        entry?.ids.append(id)
      } else {
        throw NoJournal()
      }
    }
    return entry
  }

  private static func write(_ line: String, to file: FileDescriptor) throws {
    try file.writeAll("\(line)\n".utf8)
    guard fsync(file.rawValue) == 0 else { throw Errno(rawValue: errno) }
  }

  /// Makes the new file's name outlive a crash, too.
  private static func flushDirectory(_ path: String) throws {
    let directory = try FileDescriptor.open(
      FilePath(path), .readOnly, options: [.directory, .closeOnExec])
    defer { _ = Result { try directory.close() } }
    guard fsync(directory.rawValue) == 0 else { throw Errno(rawValue: errno) }
  }
}
