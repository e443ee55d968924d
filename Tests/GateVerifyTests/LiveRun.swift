import Foundation
import GateModel
import GateRules
import GateTestSupport

@testable import GateVerify

/// One verification against a server of the tests, over real HTTP and in virtual time.
struct LiveRun: Sendable {
  let server: FakeMaintainX
  var stateDirectory: String?
  var skipped: [LiveStep: String] = [:]
  var limits = VerifyLimits()
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

  private func verification() throws -> Verification {
    let service = try HTTPAddress(server.url)
    let time = VirtualTime()
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
      settings: settings, transport: try ImpatientTransport(to: server, time: time),
      clock: time.clock(onWait: onWait),
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
