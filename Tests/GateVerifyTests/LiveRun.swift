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
  var watch: WatchPlan?
  /// Called before each wait.
  var onWait: @Sendable () -> Void = {}

  init(_ server: FakeMaintainX) { self.server = server }

  func run() async throws -> LiveResult { try await onThread { try verification().run() } }

  func sweep(olderThan age: Double) async throws -> LiveResult {
    try await onThread { try verification().sweep(olderThan: age) }
  }

  /// The system's clock, with waits that are over at once, or after a moment where time matters.
  private var clock: RunClock {
    var clock = RunClock.system
    clock.sleep = { [onWait, watch] seconds in
      onWait()
      if watch != nil { Thread.sleep(forTimeInterval: min(seconds, 0.05)) }
      return true
    }
    return clock
  }

  private func verification() throws -> Verification {
    let service = try HTTPAddress(server.url)
    var limits = VerifyLimits()
    limits.request = requestTimeout
    limits.run = runTimeout
    limits.cleanup = 6 * requestTimeout
    limits.wait = wait
    var settings = VerifySettings(
      toolVersion: "0", serviceURL: server.url,
      baseAddress: try HTTPAddress(baseURL ?? server.baseURL),
      key: try APIKey(FakeMaintainX.key, from: "the test"), organization: organization,
      skipped: skipped, health: service.appending(path: "/health"),
      ready: service.appending(path: "/ready"), metrics: service.appending(path: "/metrics"),
      requiredMetrics: requiredMetrics, limits: limits,
      troubleshooting: try Troubleshooting.embedded())
    settings.watch = watch
    return Verification(
      settings: settings, transport: try LibcurlTransport(), clock: clock,
      stop: StopControl(reason: { nil }, hold: {}, resume: {}),
      directory: stateDirectory.map { StateDirectory(path: $0, note: nil) })
  }
}

/// Blocks a thread of its own: the tasks' threads are the server's.
func onThread<Result: Sendable>(
  _ body: @escaping @Sendable () throws -> Result
) async throws -> Result {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread {
      continuation.resume(with: Swift.Result { try body() })
    }
  }
}
