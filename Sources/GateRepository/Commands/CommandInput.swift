package import Subprocess
internal import Synchronization

#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

/// Bytes for a command that may end before it has read them.
///
/// The library's own `.array` and `.string` abort the process where the bytes can't be written, since
/// the pipe is then left open (swift-subprocess, issue 367).
package final class CommandInput: InputProtocol {
  private let bytes: [UInt8]
  private let failure = Mutex<(any Error)?>(nil)

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  package func write(with writer: StandardInputWriter) async {
    do {
      var rest = bytes[...]
      while !rest.isEmpty {
        let written = try await writer.write(Array(rest))
        // The command has ended.
        guard written > 0 else { throw Errno.brokenPipe }
        rest = rest.dropFirst(written)
      }
    } catch {
      failure.withLock { $0 = error }
    }
  }

  /// Why the command did not get everything. Its own status and words say more where it failed.
  package var notWritten: (any Error)? { failure.withLock { $0 } }
}
