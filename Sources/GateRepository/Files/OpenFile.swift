package import GateModel

#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A regular file held open, read from its beginning to its end.
package struct OpenFile: ~Copyable {
  package let path: RepositoryPath
  /// In bytes, when it was opened; it may have grown or shrunk since.
  package let size: Int
  let descriptor: Int32

  /// Takes the descriptor over.
  init(_ path: RepositoryPath, descriptor: Int32) throws(FileError) {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      let error = FileError(errno: errno, path: path)
      close(descriptor)
      throw error
    }
    let kind = FileKind(mode: status.st_mode)
    guard kind == .regular else {
      close(descriptor)
      throw FileError(.notAFile, path: path, message: "a \(kind.rawValue)")
    }
    self.path = path
    size = Int(status.st_size)
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Reads on into `buffer` from `start` to its end, or to the end of the file.
  ///
  /// - Returns: how many bytes came; fewer than there was room for only at the end of the file.
  package borrowing func read(
    into buffer: inout [UInt8], from start: Int
  ) throws(FileError) -> Int {
    var filled = start
    while filled < buffer.count {
      let count: Int
      do {
        count = try unsafe buffer.withUnsafeMutableBytes { bytes in
          try unsafe FileDescriptor(rawValue: descriptor)
            .read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[filled...]))
        }
      } catch let error as Errno {
        throw FileError(error, path: path)
      } catch {
        throw FileError(.ioError, path: path)
      }
      filled += count
      // A regular file gives all that it has, so a short read is its end: one call fewer a file.
      if count == 0 || filled < buffer.count { break }
    }
    return filled - start
  }
}
