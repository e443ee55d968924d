import GateModel
import Testing

@testable import GateVerify

extension LiveTests {
  /// Time: what is waited for, and what happens when it is over.
  @Suite struct BudgetTests {
    @Test func waitsForAServiceThatIsStarting() async throws {
      try await FakeMaintainX.with { server in
        // More failures than the retries of one look would ride out.
        var starting = Fault.status(503)
        starting.times = 9
        server.book.with { $0.faults = [.health: starting] }
        var run = LiveRun(server)
        run.limits.wait = 60
        let result = try await run.run()
        #expect(result.exitStatus == .passed)
        #expect(result.steps.first?.attempts == 10)
      }
    }

    @Test func doesNotWaitUnasked() async throws {
      try await FakeMaintainX.with { server in
        server.book.with { $0.faults = [.health: .status(503)] }
        let result = try await LiveRun(server).run()
        #expect(result.exitStatus == .failed)
        #expect(server.book.count(.health) == RetryPolicy().maxAttempts)
      }
    }

    @Test func theCleanupHasTimeOfItsOwn() async throws {
      try await FakeMaintainX.with { server in
        server.book.with { $0.faults = [.create: Fault.hang.takingEffect()] }
        var run = LiveRun(server)
        run.limits.run = 2
        let result = try await run.run()
        #expect(server.book.count(.create) == 1)
        #expect(server.book.openOrders.isEmpty)
        #expect(result.leftBehind.isEmpty)
        #expect(result.exitStatus == .failed)
        #expect(result.steps.last { $0.step == .metrics }?.outcome == .notRun)
      }
    }
  }
}
