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

/// A pipe in which a command's output finds room while what came before it is worked on.
///
/// The 64 KB of an ordinary pipe hold less than one file: the command and its reader would take turns,
/// each waiting for the other, where both could run.
struct WidePipe: Sendable {
  /// To be closed by who made the pipe.
  let readEnd: FileDescriptor
  let writeEnd: FileDescriptor

  /// What Linux lets any user ask for.
  private static let size = 1 << 20
  /// Milliseconds after which a wait gives way: other tasks may have to go on before there is
  /// anything to read, on a machine that runs one task at a time.
  private static let longestWait: Int32 = 10

  #if os(Linux)
    /// `F_SETPIPE_SZ` of Linux' fcntl(2), which Glibc shows to GNU sources alone.
    private static let setPipeSize: Int32 = 1031
  #endif

  init() throws {
    (readEnd, writeEnd) = try FileDescriptor.pipe()
    #if os(Linux)
      // An ordinary pipe does as well, only slower.
      _ = fcntl(readEnd.rawValue, Self.setPipeSize, Int32(Self.size))
    #endif
  }

  /// Hands on what is written, piece by piece, until nobody has the other end.
  nonisolated(nonsending) func forEachPiece(
    _ consume: (RawSpan) throws(GitError) -> Void
  ) async throws {
    var buffer = [UInt8](repeating: 0, count: Self.size)
    while true {
      guard try isReady() else {
        await Task.yield()
        continue
      }
      let count = try unsafe buffer.withUnsafeMutableBytes { try unsafe readEnd.read(into: $0) }
      guard count > 0 else { return }
      try consume(unsafe buffer.span.bytes.extracting(0..<count))
    }
  }

  /// Whether there is something to read, the end included.
  private func isReady() throws(Errno) -> Bool {
    var question = pollfd(fd: readEnd.rawValue, events: Int16(POLLIN), revents: 0)
    let answer = unsafe poll(&question, 1, Self.longestWait)
    guard answer >= 0 || errno == EINTR else { throw Errno(rawValue: errno) }
    return answer > 0
  }
}
