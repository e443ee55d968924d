import Foundation
import GateModel
import GateRules
import GateTestSupport

@testable import GateVerify

/// One verification against a server of the tests, over real HTTP, with waits that take no time.
struct LiveRun: Sendable {
  let server: FakeMaintainX
  var stateDirectory: String?
  var skipped: [LiveStep: String] = [:]
  /// Seconds; long enough for a busy machine.
  var requestTimeout = 20.0
  var runTimeout = 60.0
  var wait = 0.0
  var organization: String?
  var requiredMetrics: [String] = []
  var baseURL: String?

  init(_ server: FakeMaintainX) { self.server = server }

  func run() async throws -> LiveResult { try await onThread { $0.run() } }

  func sweep(olderThan age: Double) async throws -> LiveResult {
    try await onThread { $0.sweep(olderThan: age) }
  }

  /// Blocks a thread of its own: the tasks' threads are the server's.
  private func onThread(
    _ body: @escaping @Sendable (Verification) -> LiveResult
  ) async throws -> LiveResult {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(with: Result { try body(verification()) })
      }
    }
  }

  private func verification() throws -> Verification {
    let service = try HTTPAddress(server.url)
    var limits = VerifyLimits()
    limits.request = requestTimeout
    limits.run = runTimeout
    limits.cleanup = 6 * requestTimeout
    limits.wait = wait
    let settings = VerifySettings(
      toolVersion: "0", serviceURL: server.url,
      baseAddress: try HTTPAddress(baseURL ?? server.baseURL),
      key: try APIKey(FakeMaintainX.key, from: "the test"), organization: organization,
      skipped: skipped, health: service.appending(path: "/health"),
      ready: service.appending(path: "/ready"), metrics: service.appending(path: "/metrics"),
      requiredMetrics: requiredMetrics, limits: limits,
      troubleshooting: try Troubleshooting.embedded())
    return Verification(
      settings: settings, transport: try LibcurlTransport(), clock: .hasty,
      stop: StopControl(reason: { nil }, hold: {}, resume: {}),
      directory: stateDirectory.map { StateDirectory(path: $0, note: nil) })
  }
}

extension RunClock {
  /// The system's clock, with waits that are over at once.
  static let hasty: RunClock = {
    var clock = RunClock.system
    clock.sleep = { _ in true }
    return clock
  }()
}
