package import GateModel

#if canImport(System)
  package import System
#else
  package import SystemPackage
#endif

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Changing files. Everything stays inside the folder: no link is followed.
extension OpenFolder {
  /// Puts a file in the place of another, or where none is, in one step: whoever reads it sees the old
  /// content or the new, whole. Keeps the permissions of the old one; a new one gets `mode`, less what
  /// the process's umask takes.
  ///
  /// - Throws: `notAFile` where something other than a regular file stands there, such as a link.
  package func replace(
    _ path: RepositoryPath, with content: [UInt8], mode: UInt16 = 0o666
  ) throws(FileError) {
    let old = try status(of: path)
    if let old, FileKind(mode: old.st_mode) != .regular {
      throw FileError(
        .notAFile, path: path, message: "a \(FileKind(mode: old.st_mode).rawValue), left as it is")
    }
    let name = "." + path.name + ".mxgate-\(UInt64.random(in: .min ... .max))"
    let draft = path.parent.appending(Array(name.utf8))
    do throws(FileError) {
      let permissions = old.map { mode_t($0.st_mode & 0o7777) }
      try write(draft, content, mode: mode_t(mode), permissions: permissions)
      try rename(draft, to: path)
    } catch {
      try remove(draft)
      throw error
    }
  }

  /// Gives a file another name in the same folder tree.
  package func rename(_ path: RepositoryPath, to other: RepositoryPath) throws(FileError) {
    let result = unsafe Self.withCString(path) { from in
      unsafe Self.withCString(other) { to in unsafe renameat(descriptor, from, descriptor, to) }
    }
    if result != 0 { throw FileError(errno: errno, path: other) }
  }

  /// Removes a file or a link; nothing where there is none.
  package func remove(_ path: RepositoryPath) throws(FileError) { try remove(path, flags: 0) }

  /// Removes a folder with everything in it, itself too.
  package func removeTree(_ path: RepositoryPath) throws(FileError) {
    for (name, kind) in try entries(of: path) {
      let inner = path.appending(name)
      if kind == .folder { try removeTree(inner) } else { try remove(inner) }
    }
    try remove(path, flags: AT_REMOVEDIR)
  }

  /// Makes a folder with those on the way to it; one that is there already is fine.
  package func makeFolder(_ path: RepositoryPath, mode: UInt16 = 0o777) throws(FileError) {
    if path.bytes.isEmpty { return }
    try makeFolder(path.parent)
    let result = unsafe Self.withCString(path) { unsafe mkdirat(descriptor, $0, mode_t(mode)) }
    if result != 0, errno != EEXIST { throw FileError(errno: errno, path: path) }
  }

  /// Writes a new file.
  package func create(_ path: RepositoryPath, _ content: [UInt8]) throws(FileError) {
    try makeFolder(path.parent)
    try write(path, content, mode: 0o666, permissions: nil)
  }

  /// Lends a new folder below the system's folder for temporary files, gone afterwards.
  package nonisolated(nonsending) static func withTemporary<Result>(
    _ body: (OpenFolder, FilePath) async throws -> Result
  ) async throws -> Result {
    var path: FilePath = "/tmp"
    if let variable = unsafe getenv("TMPDIR"), unsafe variable.pointee != 0 {
      path = unsafe FilePath(platformString: variable)
    }
    let parent = try OpenFolder(path)
    let name = "mxgate-\(UInt64.random(in: .min ... .max))"
    try parent.makeFolder(RepositoryPath(name), mode: 0o700)
    path.append(name)
    let result: Result
    do {
      result = try await body(try OpenFolder(path), path)
    } catch {
      try parent.removeTree(RepositoryPath(name))
      throw error
    }
    try parent.removeTree(RepositoryPath(name))
    return result
  }

  private func write(
    _ path: RepositoryPath, _ content: [UInt8], mode: mode_t, permissions: mode_t?
  ) throws(FileError) {
    let number = unsafe Self.withCString(path) { name in
      unsafe openat(descriptor, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
    }
    if number < 0 { throw FileError(errno: errno, path: path) }
    let file = FileDescriptor(rawValue: number)
    do {
      defer { release(file) }
      try file.writeAll(content)
      if let permissions, fchmod(number, permissions) != 0 { throw Errno(rawValue: errno) }
    } catch {
      throw FileError(error as? Errno ?? .ioError, path: path)
    }
  }

  private func remove(_ path: RepositoryPath, flags: Int32) throws(FileError) {
    let result = unsafe Self.withCString(path) { unsafe unlinkat(descriptor, $0, flags) }
    if result != 0, errno != ENOENT { throw FileError(errno: errno, path: path) }
  }
}
