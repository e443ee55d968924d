package import GateModel

#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

/// Bytes that are read from their beginning to their end, a buffer at a time.
package protocol ByteSource: ~Copyable {
  /// Fills a part of `buffer`.
  ///
  /// - Returns: how many bytes came; fewer than there was room for only at the end.
  mutating func read(into buffer: inout [UInt8], at part: Range<Int>) throws(FileError) -> Int
}

extension OpenFile: ByteSource {}

/// The standard input, read to its end.
package struct StandardInput: ByteSource {
  /// What it is called in findings.
  package static let path = RepositoryPath("stdin")

  package init() {}

  package func read(into buffer: inout [UInt8], at part: Range<Int>) throws(FileError) -> Int {
    var filled = part.lowerBound
    // A pipe gives what is there, which may be less than there is room for.
    while filled < part.upperBound {
      let count = try FileDescriptor.standardInput.read(
        into: &buffer, at: filled..<part.upperBound, path: Self.path)
      if count == 0 { break }
      filled += count
    }
    return filled - part.lowerBound
  }
}

extension FileDescriptor {
  /// Reads once, into a part of `buffer`. Returns how many bytes came; 0 at the end.
  func read(
    into buffer: inout [UInt8], at part: Range<Int>, path: RepositoryPath
  ) throws(FileError) -> Int {
    do {
      return try unsafe buffer.withUnsafeMutableBytes { bytes in
        try unsafe read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[part]))
      }
    } catch let error as Errno {
      throw FileError(error, path: path)
    } catch {
      throw FileError(.ioError, path: path)
    }
  }
}
