import Foundation
import Synchronization

@testable import GateVerify

/// Time that passes only where a run waits, so that no outcome depends on the machine's speed.
final class VirtualTime: Sendable {
  /// When every run begins: 2026-11-24T11:53:00Z.
  static let start = 1_795_521_180.0

  private let seconds = Mutex(0.0)

  func pass(_ more: Double) { seconds.withLock { $0 += more } }

  /// - Parameter onWait: called before each wait.
  func clock(onWait: @escaping @Sendable () -> Void) -> RunClock {
    RunClock(
      monotonic: { self.seconds.withLock(\.self) },
      unixTime: { Self.start + self.seconds.withLock(\.self) },
      sleep: { seconds in
        onWait()
        self.pass(seconds)
        return true
      }, random: { Double.random(in: 0..<1) })
  }
}

/// Real HTTP, where the time of a request that the server leaves hanging is over as soon as the
/// server has it.
final class ImpatientTransport: HTTPTransport {
  private let time: VirtualTime
  private let alarm = Pipe()
  private let inner: LibcurlTransport

  init(to server: FakeMaintainX, time: VirtualTime) throws {
    self.time = time
    inner = try LibcurlTransport(stopDescriptor: alarm.fileHandleForReading.fileDescriptor)
    let bell = alarm.fileHandleForWriting
    server.book.with { $0.onHang = { bell.write(Data([0])) } }
  }

  private static let mostRealSeconds = 120.0

  func send(
    _ request: HTTPRequest, timeout seconds: Double
  ) throws(TransportError) -> HTTPResponse {
    do {
      // A request that is answered may take as long as the machine needs.
      return try inner.send(request, timeout: max(seconds, Self.mostRealSeconds))
    } catch  where error.kind == .interrupted {
      _ = alarm.fileHandleForReading.readData(ofLength: 1)
      time.pass(seconds)
      throw TransportError(.timeout, "as the test has it", wasSent: error.wasSent)
    }
  }
}
