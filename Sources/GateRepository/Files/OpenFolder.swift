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

/// A folder held open, from which files are opened by their relative path, so that a path may be as
/// long as the system allows whatever the folder's own, and a folder moved meanwhile is the same.
///
/// Calls C functions with pointers, since reading a directory and opening a file relative to another
/// have no form in swift-system.
package final class OpenFolder: Sendable {
  let descriptor: Int32

  package init(_ path: FilePath) throws(FileError) {
    descriptor = unsafe path.withPlatformString { name in
      unsafe open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    }
    if descriptor < 0 { throw FileError(errno: errno, path: RepositoryPath("")) }
  }

  deinit { close(descriptor) }

  /// What stands at a path, a symbolic link itself and not what it points to; `nil` where nothing.
  package func kind(of path: RepositoryPath) throws(FileError) -> FileKind? {
    try status(of: path).map { FileKind(mode: $0.st_mode) }
  }

  func status(of path: RepositoryPath) throws(FileError) -> stat? {
    var status = stat()
    let result = unsafe Self.withCString(path) { name in
      unsafe fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW)
    }
    if result == 0 { return status }
    let error = errno
    if error == ENOENT || error == ENOTDIR { return nil }
    throw FileError(errno: error, path: path)
  }

  /// Reads a regular file from its beginning into `buffer`, whose old content goes and whose
  /// capacity is used again.
  package func read(
    _ path: RepositoryPath, into buffer: inout [UInt8], limit: Int
  ) throws(FileError) {
    buffer.removeAll(keepingCapacity: true)
    let file = try file(at: path)
    guard file.size <= limit else {
      throw FileError(.tooLarge, path: path, message: "\(file.size) bytes")
    }
    try Self.readAll(
      FileDescriptor(rawValue: file.descriptor), expecting: file.size, into: &buffer, limit: limit,
      path)
  }

  /// Opens a regular file. What is none is never opened for longer than it takes to see that: no
  /// link is followed, no FIFO waited for.
  package func file(at path: RepositoryPath) throws(FileError) -> OpenFile {
    try OpenFile(path, descriptor: openFile(path))
  }

  /// The names in a folder with the kind of each, unsorted, without `.` and `..`.
  package func entries(of path: RepositoryPath) throws(FileError) -> [(name: [UInt8], FileKind)] {
    let folder = unsafe Self.withCString(path.bytes.isEmpty ? RepositoryPath(".") : path) { name in
      unsafe openat(descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    }
    guard folder >= 0 else { throw FileError(errno: errno, path: path) }
    guard let stream = unsafe fdopendir(folder) else {
      let error = errno
      close(folder)
      throw FileError(errno: error, path: path)
    }
    defer { unsafe closedir(stream) }
    var found: [(name: [UInt8], FileKind)] = []
    while true {
      errno = 0
      guard let entry = unsafe readdir(stream) else {
        if errno != 0 { throw FileError(errno: errno, path: path) }
        return found
      }
      let name = unsafe Self.name(of: entry)
      if name == [UInt8(ascii: ".")] || name == Array("..".utf8) { continue }
      if let kind = FileKind(directoryType: Int32(unsafe entry.pointee.d_type)) {
        found.append((name, kind))
      } else if let kind = try kind(of: path.appending(name)) {
        found.append((name, kind))
      }
    }
  }
}

// MARK: - System calls

extension OpenFolder {
  private func openFile(_ path: RepositoryPath) throws(FileError) -> Int32 {
    while true {
      let file = unsafe Self.withCString(path) { name in
        unsafe openat(descriptor, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
      }
      if file >= 0 { return file }
      if errno != EINTR { throw FileError(errno: errno, path: path) }
    }
  }

  /// Reads to the end of the file, which may have grown or shrunk since its size was asked.
  private static func readAll(
    _ file: FileDescriptor, expecting size: Int, into buffer: inout [UInt8], limit: Int,
    _ path: RepositoryPath
  ) throws(FileError) {
    // One byte more than expected, so that the end shows without much more reading.
    var room = size + 1
    while true {
      let count: Int
      do throws(Errno) {
        count = try file.read(appendingTo: &buffer, atMost: room)
      } catch {
        throw FileError(error, path: path)
      }
      if count == 0 { return }
      guard buffer.count <= limit else {
        throw FileError(.tooLarge, path: path, message: "more than \(limit) bytes")
      }
      room = max(size + 1 - buffer.count, 1 << 12)
    }
  }

  private static func name(of entry: UnsafeMutablePointer<dirent>) -> [UInt8] {
    unsafe withUnsafeBytes(of: &entry.pointee.d_name) { unsafe Array($0.prefix { $0 != 0 }) }
  }

  static func withCString<Result>(
    _ path: RepositoryPath, _ body: (UnsafePointer<CChar>) -> Result
  ) -> Result {
    unsafe (path.bytes + [0]).withUnsafeBytes { bytes in
      unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
        // The array ends with a zero, so it has a base address.
        unsafe body(characters.baseAddress.unsafelyUnwrapped)
      }
    }
  }
}

extension FileError {
  init(errno code: Int32, path: RepositoryPath) { self.init(Errno(rawValue: code), path: path) }

  init(_ error: Errno, path: RepositoryPath) {
    let kind: Code =
      switch error {
      case .noSuchFileOrDirectory, .notDirectory: .vanished
      // A link, a device without a driver, a socket.
      case .tooManySymbolicLinkLevels, .noSuchAddressOrDevice, .notSupportedOnSocket, .isDirectory:
        .notAFile
      default: .unreadable
      }
    self.init(kind, path: path, message: error.description)
  }
}
