import GateModel
import Testing

@testable import GateVerify

extension LiveTests {
  @Suite struct WatchTests {
    private func watch(
      _ metrics: [String], health: Fault? = nil, looks: Int = 3
    ) async throws -> LiveResult {
      try await FakeMaintainX.with { server in
        // The steps' own look comes first.
        server.book.with { state in
          state.metrics = [metrics[0]] + metrics
          if let health { state.faults = [.health: health] }
        }
        var run = LiveRun(server)
        run.skipped = try StepSelection.skipped(only: [.health, .metrics], skip: [], readOnly: nil)
        run.watch = WatchPlan(duration: 60 * Double(looks), interval: 60)
        return try await run.run()
      }
    }

    private static func page(ok: Int, failed: Int, lag: Int = 0) -> String {
      """
      maintainx_requests_total{status="200"} \(ok)
      maintainx_requests_total{status="500"} \(failed)
      maintainx_sync_lag_seconds \(lag)

      """
    }

    @Test func passesWithinTheLimits() async throws {
      let result = try await watch([
        Self.page(ok: 100, failed: 1), Self.page(ok: 200, failed: 3),
      ])
      #expect(result.exitStatus == .passed)
      #expect(result.alerts.map(\.outcome) == [.within, .unknown, .within])
    }

    @Test func failsOnErrors() async throws {
      let result = try await watch([
        Self.page(ok: 100, failed: 0), Self.page(ok: 110, failed: 20),
      ])
      #expect(result.exitStatus == .failed)
      #expect(result.alerts.first?.outcome == .exceeded)
      #expect(result.alerts.first?.value.hasPrefix("15.38 %") == true)
    }

    @Test func countsAnOldProcessFromTheFirstLookOn() async throws {
      let old = "process_start_time_seconds 1\n"
      let result = try await watch([
        old + Self.page(ok: 100, failed: 900), old + Self.page(ok: 200, failed: 901),
      ])
      #expect(result.alerts.first?.outcome == .within)
    }

    @Test func failsOnLag() async throws {
      let result = try await watch([Self.page(ok: 100, failed: 0, lag: 901)])
      #expect(result.exitStatus == .failed)
      #expect(result.alerts.last?.outcome == .exceeded)
    }

    @Test func seeingNothingIsNoPass() async throws {
      let result = try await watch(["up 1\n"])
      #expect(result.exitStatus == .couldNotCheck)
    }

    @Test func failsOnHealthLater() async throws {
      try await FakeMaintainX.with { server in
        server.book.with { $0.metrics = [Self.page(ok: 100, failed: 0)] }
        var run = LiveRun(server)
        run.skipped = try StepSelection.skipped(only: [.metrics, .health], skip: [], readOnly: nil)
        run.watch = WatchPlan(duration: 600, interval: 60)
        run.onWait = { server.book.with { $0.faults = [.health: .status(503)] } }
        let result = try await run.run()
        #expect(result.exitStatus == .failed)
        #expect(result.steps.last { $0.step == .health }?.outcome == .failed)
      }
    }
  }
}
