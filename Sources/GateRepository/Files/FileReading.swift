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

/// Closes a descriptor from which or to which nothing is outstanding. An error changes nothing: the
/// descriptor is gone either way.
func release(_ descriptor: FileDescriptor) { _ = close(descriptor.rawValue) }

extension FileDescriptor {
  /// Reads once, at most `count` bytes, onto the end of `buffer`. Returns how many came; 0 at the end.
  func read(appendingTo buffer: inout [UInt8], atMost count: Int) throws(Errno) -> Int {
    let filled = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: count))
    var read = 0
    defer { buffer.removeLast(count - read) }
    do {
      read = try unsafe buffer.withUnsafeMutableBytes { bytes in
        try unsafe self.read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[filled...]))
      }
    } catch let error as Errno {
      throw error
    } catch {
      throw Errno.ioError
    }
    return read
  }
}

extension [UInt8] {
  package mutating func append(copying span: Span<UInt8>) {
    unsafe span.withUnsafeBufferPointer { bytes in unsafe append(contentsOf: bytes) }
  }

  init(_ span: Span<UInt8>) {
    self = unsafe span.withUnsafeBufferPointer { bytes in unsafe Array(bytes) }
  }

  mutating func append(_ span: RawSpan) {
    unsafe span.withUnsafeBytes { bytes in unsafe append(contentsOf: bytes) }
  }
}
