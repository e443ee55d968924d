import FoundationEssentials

/// A directory of its own for one test, removed with everything in it by `remove()`.
package struct TemporaryDirectory: Sendable {
  /// Absolute, without symbolic links, so that it equals what git prints.
  package let path: String

  package init() throws {
    let name = "mxgate-test-" + UUID().uuidString
    let url = FileManager.default.temporaryDirectory.appending(path: name)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.resolvingSymlinksInPath().path(percentEncoded: false).trimmingTrailingSlash
  }

  /// Runs a test's body with a new directory and removes it afterwards, whatever happens.
  package static func with<Result>(
    _ body: (TemporaryDirectory) async throws -> Result
  ) async throws -> Result {
    let directory = try TemporaryDirectory()
    do {
      let result = try await body(directory)
      try directory.remove()
      return result
    } catch {
      try directory.remove()
      throw error
    }
  }

  /// Writes a file, with the folders on the way to it.
  package func write(_ content: [UInt8], to path: String) throws {
    let file = absolute(path)
    let folder = String(file[..<(file.lastIndex(of: "/") ?? file.startIndex)])
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(content).write(to: URL(filePath: file))
  }

  package func write(_ text: String, to path: String) throws {
    try write(Array(text.utf8), to: path)
  }

  package func read(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: absolute(path))))
  }

  package func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: absolute(path))
  }

  package func delete(_ path: String) throws {
    try FileManager.default.removeItem(atPath: absolute(path))
  }

  package func makeFolder(_ path: String) throws {
    try FileManager.default.createDirectory(
      atPath: absolute(path), withIntermediateDirectories: true)
  }

  package func link(_ path: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: absolute(path), withDestinationPath: target)
  }

  /// Sets the permissions, such as `0o755`.
  package func setMode(_ mode: Int, of path: String) throws {
    try FileManager.default.setAttributes(
      [.posixPermissions: mode], ofItemAtPath: absolute(path))
  }

  package func absolute(_ relative: String) -> String {
    relative.isEmpty ? path : path + "/" + relative
  }

  package func remove() throws {
    try FileManager.default.removeItem(atPath: path)
  }
}

extension String {
  fileprivate var trimmingTrailingSlash: String {
    count > 1 && hasSuffix("/") ? String(dropLast()) : self
  }
}
