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
  /// How many bytes have been read.
  private var offset = 0

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

  /// Bytes that are read of a file whose size is not known: it may grow as fast as it is read.
  private static let mostWithoutSize = 64 << 20

  /// Reads on into a part of `buffer`, or to the end that the file had when it was opened.
  package mutating func read(
    into buffer: inout [UInt8], at part: Range<Int>
  ) throws(FileError) -> Int {
    var filled = part.lowerBound
    // What the system makes up while it is read, as below /proc, has no size.
    guard size > 0 || offset < Self.mostWithoutSize else {
      throw FileError(.tooLarge, path: path, message: "it has no size and does not end")
    }
    while filled < part.upperBound, offset < size || size == 0 {
      let count = try FileDescriptor(rawValue: descriptor)
        .read(into: &buffer, at: filled..<part.upperBound, path: path)
      if count == 0 { break }
      filled += count
      offset += count
    }
    return filled - part.lowerBound
  }
}
