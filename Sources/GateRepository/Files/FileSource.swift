package import GateModel

/// A tree of files that detectors look at: a work tree, a commit, or the files of an example.
package protocol FileSource: Sendable {
  /// All files in scope, in order.
  var paths: [RepositoryPath] { get }
  /// The whole content; an error where it cannot be read or has more than `limit` bytes.
  func content(of path: RepositoryPath, limit: Int) throws(FileError) -> [UInt8]
  /// The contents of some files, one after the other: a source that is asked for several at once
  /// may answer sooner.
  func readEach(
    _ paths: [RepositoryPath], limit: Int,
    _ body: (RepositoryPath, Result<[UInt8], FileError>) -> Void)
}

extension FileSource {
  package func readEach(
    _ paths: [RepositoryPath], limit: Int,
    _ body: (RepositoryPath, Result<[UInt8], FileError>) -> Void
  ) {
    for path in paths { body(path, result(of: path, limit: limit)) }
  }

  fileprivate func result(
    of path: RepositoryPath, limit: Int
  ) -> Result<[UInt8], FileError> {
    do throws(FileError) {
      return .success(try content(of: path, limit: limit))
    } catch {
      return .failure(error)
    }
  }
}

/// Why a file could not be read. Never a reason to pass over it silently.
package struct FileError: Error, Hashable, Sendable {
  package enum Code: Hashable, Sendable { case unreadable, vanished, tooLarge, notAFile }
  package var code: Code
  package var path: RepositoryPath
  /// The system's words: "Permission denied".
  package var message: String
  package init(_ code: Code, path: RepositoryPath, message: String) {
    self.code = code
    self.path = path
    self.message = message
  }
}

/// Files held in memory: the mini-repositories of the checks' examples.
package struct FilesInMemory: FileSource {
  private let contents: [RepositoryPath: [UInt8]]
  package let paths: [RepositoryPath]

  package init(_ contents: [RepositoryPath: [UInt8]]) {
    self.contents = contents
    paths = contents.keys.sorted()
  }

  package func content(of path: RepositoryPath, limit: Int) throws(FileError) -> [UInt8] {
    guard let bytes = contents[path] else {
      throw FileError(.vanished, path: path, message: "No such file")
    }
    guard bytes.count <= limit else {
      throw FileError(.tooLarge, path: path, message: "\(bytes.count) bytes")
    }
    return bytes
  }
}
