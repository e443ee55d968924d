import Foundation
import GateTestSupport
import Testing

@testable import GateVerify

/// The real program, stopped at every step.
extension LiveTests {
  @Suite struct SignalTests {
    /// Where the server makes the program wait, so that the signal meets it there.
    static let places: [(Route, takesEffect: Bool)] = [
      (.health, false), (.ready, false), (.users, false), (.list, false), (.create, false),
      (.create, true), (.get, false), (.delete, false), (.delete, true), (.metrics, false),
    ]
    @Test(arguments: places)
    func leavesNothingBehind(_ place: (Route, takesEffect: Bool)) async throws {
      try await stop(with: SIGTERM, at: place)
    }

    @Test(arguments: [SIGINT, SIGHUP])
    func obeysTheOtherSignals(_ signal: Int32) async throws {
      try await stop(with: signal, at: (.create, takesEffect: true))
    }

    private func stop(
      with signal: Int32, at place: (Route, takesEffect: Bool)
    ) async throws {
      try await TemporaryDirectory.with { directory in
        try await FakeMaintainX.with { server in
          let fault = place.takesEffect ? Fault.hang.takingEffect() : .hang
          server.book.with { $0.faults = [place.0: fault.once()] }
          let outcome = try await Binary.run(
            Self.arguments(server), environment: Self.environment(directory)
          ) { process in
            try await server.waitUntilHanging(place.0)
            kill(process, signal)
            try await Self.waitUntilDelivered(to: process)
            // What writes is not cut short: it ends when it is answered.
            server.book.with { $0.isReleased = true }
          }
          #expect(outcome.status == 3, "\(outcome.output)\(outcome.errors)")
          #expect(server.book.openOrders.isEmpty, "\(outcome.output)")
          #expect(server.book.count(.create) <= 1)
          #expect(try Self.journals(in: directory).count <= (place.0 == .create ? 1 : 0))
        }
      }
    }

    @Test func countsSignalsInARowAsOne() async throws {
      try await TemporaryDirectory.with { directory in
        try await FakeMaintainX.with { server in
          server.book.with { $0.faults = [.create: Fault.hang.takingEffect().once()] }
          let outcome = try await Binary.run(
            Self.arguments(server), environment: Self.environment(directory)
          ) { process in
            try await server.waitUntilHanging(.create)
            for signal in [SIGINT, SIGINT, SIGTERM] { kill(process, signal) }
          }
          #expect(outcome.status == 3, "\(outcome.output)")
          #expect(server.book.openOrders.isEmpty)
        }
      }
    }

    @Test func aLaterSignalEndsACleanupThatHangs() async throws {
      try await TemporaryDirectory.with { directory in
        try await FakeMaintainX.with { server in
          server.book.with { $0.faults = [.delete: .hang] }
          let outcome = try await Binary.run(
            Self.arguments(server) + ["--cleanup-time", "600s"],
            environment: Self.environment(directory)
          ) { process in
            try await server.waitUntilHanging(.delete)
            // One that comes more than two seconds after the first is another request to stop.
            while kill(process, SIGTERM) == 0 { try await Task.sleep(for: .milliseconds(200)) }
          }
          #expect(outcome.status == 4, "\(outcome.output)")
          #expect(outcome.output.contains("curl --fail -X DELETE"))
          #expect(outcome.output.contains("\(server.baseURL)/workorders/159"))
          #expect(!outcome.output.contains(FakeMaintainX.key))
        }
      }
    }

    @Test func removesWhatAKilledRunLeft() async throws {
      try await TemporaryDirectory.with { directory in
        try await FakeMaintainX.with { server in
          for takesEffect in [true, false] {
            let fault = takesEffect ? Fault.hang.takingEffect() : .hang
            // With the journal alone saying that something was begun, and with the id in it.
            let route = takesEffect ? Route.create : .get
            server.book.with { $0.faults = [route: fault.once()] }
            let killed = try await Binary.run(
              Self.arguments(server), environment: Self.environment(directory)
            ) { process in
              try await server.waitUntilHanging(route)
              kill(process, SIGKILL)
            }
            #expect(killed.status == -1)
            #expect(server.book.openOrders.count == 1)

            let next = try await Binary.run(
              Self.arguments(server), environment: Self.environment(directory))
            #expect(next.status == 0, "\(next.output)\(next.errors)")
            #expect(next.output.contains("removed from earlier runs"))
            #expect(server.book.openOrders.isEmpty)
            #expect(try Self.journals(in: directory).isEmpty)
            server.book.with { $0.hanging = [:] }
          }
        }
      }
    }

    /// A signal may wait for its thread while the program goes on. Only Linux tells.
    private static func waitUntilDelivered(to process: pid_t) async throws {
      func isPending() -> Bool {
        let status = FileManager.default.contents(atPath: "/proc/\(process)/status") ?? Data()
        return String(decoding: status, as: UTF8.self).split(separator: "\n").contains {
          $0.hasPrefix("ShdPnd:") && !$0.hasSuffix("\t0000000000000000")
        }
      }
      while isPending() { try await Task.sleep(for: .milliseconds(5)) }
    }

    private static func arguments(_ server: FakeMaintainX) -> [String] {
      [
        "verify", "--url", server.url, "--base-url", server.baseURL, "--cleanup-time", "180s",
      ]
    }

    private static func environment(_ directory: TemporaryDirectory) -> [String: String] {
      ["MAINTAINX_API_KEY": FakeMaintainX.key, "XDG_STATE_HOME": directory.path]
    }

    private static func journals(in directory: TemporaryDirectory) throws -> [String] {
      let folder = directory.absolute("mxgate")
      guard FileManager.default.fileExists(atPath: folder) else { return [] }
      return try FileManager.default.contentsOfDirectory(atPath: folder)
    }
  }
}

extension FakeMaintainX {
  /// Waits until the program waits in vain for the route's answer.
  func waitUntilHanging(_ route: Route) async throws {
    while book.with({ $0.hanging[route] }) == nil { try await Task.sleep(for: .milliseconds(5)) }
  }
}
