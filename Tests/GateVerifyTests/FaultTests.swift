import Foundation
import GateModel
import GateReport
import GateRules
import GateTestSupport
import Testing

@testable import GateVerify

/// How the server misbehaves, and what must come of it.
struct FaultCase: CustomTestStringConvertible, Sendable {
  var name: String
  var faults: [Route: Fault] = [:]
  var prepare: @Sendable (inout WorkOrderBook.State) -> Void = { _ in }
  var status: GateModel.ExitStatus
  /// The steps that do not pass, with their outcome.
  var steps: [LiveStep: LiveStepResult.Outcome] = [:]
  /// Work orders that may be left, where the result says so.
  var left = 0

  var testDescription: String { name }
}

extension LiveTests {
  @Suite struct FaultTests {
    /// The steps behind `api`, where it did not pass.
    private static let behindAPI: [LiveStep: LiveStepResult.Outcome] = [
      .api: .failed, .create: .notRun, .retrieve: .notRun, .cleanup: .notRun, .gone: .notRun,
    ]
    /// The steps behind `create`, where nothing was created.
    private static let behindCreate: [LiveStep: LiveStepResult.Outcome] = [
      .create: .failed, .retrieve: .notRun, .cleanup: .skipped, .gone: .skipped,
    ]
    private static let nothingRemoves: [Route: Fault] = [
      .delete: .status(403), .cancel: .status(403), .close: .status(403),
    ]

    static let wellCases: [FaultCase] = [
      FaultCase(name: "none", status: .passed),
      FaultCase(
        name: "a server of the seed's form", prepare: { $0.isSeedLike = true }, status: .passed),
    ]

    static let apiCases: [FaultCase] = [
      FaultCase(name: "api 401", faults: [.users: .status(401)], status: .failed, steps: behindAPI),
      FaultCase(name: "api 403", faults: [.users: .status(403)], status: .failed, steps: behindAPI),
      FaultCase(name: "api 404", faults: [.users: .status(404)], status: .failed, steps: behindAPI),
      FaultCase(
        name: "api 429 once, Retry-After in seconds",
        faults: [.users: .status(429, ["Retry-After": "2"]).once()], status: .passed),
      FaultCase(
        name: "api 429 once, Retry-After as a date long gone",
        faults: [.users: .status(429, ["Retry-After": "Sun, 06 Nov 1994 08:49:37 GMT"]).once()],
        status: .passed),
      FaultCase(
        name: "api 429 once, X-Rate-Limit-Reset",
        faults: [.users: .status(429, ["X-Rate-Limit-Reset": "3"]).once()], status: .passed),
      FaultCase(
        name: "api 429 for an hour", faults: [.users: .status(429, ["Retry-After": "3600"])],
        status: .failed, steps: behindAPI),
      FaultCase(name: "api 500 once", faults: [.users: .status(500).once()], status: .passed),
      FaultCase(
        name: "api 500 always", faults: [.users: .status(500)], status: .failed, steps: behindAPI),
      FaultCase(name: "api hangs", faults: [.users: .hang], status: .failed, steps: behindAPI),
      FaultCase(name: "api drops once", faults: [.users: .drop.once()], status: .passed),
      FaultCase(
        name: "api truncated", faults: [.users: .truncated], status: .failed, steps: behindAPI),
      FaultCase(name: "api endless", faults: [.users: .endless], status: .failed, steps: behindAPI),
      FaultCase(
        name: "api inflating", faults: [.users: .inflating], status: .failed, steps: behindAPI),
      FaultCase(name: "api HTML", faults: [.users: .html], status: .failed, steps: behindAPI),
      FaultCase(
        name: "api wrong JSON", faults: [.users: .body("[1]")], status: .failed, steps: behindAPI),
      FaultCase(
        name: "api no JSON", faults: [.users: .body("ok")], status: .failed, steps: behindAPI),
      FaultCase(
        name: "api redirects in a circle", faults: [.users: .redirect("/v1/users?limit=1")],
        status: .failed, steps: behindAPI),
    ]

    static let serviceCases: [FaultCase] = [
      FaultCase(
        name: "health 503", faults: [.health: .status(503)], status: .failed,
        steps: [.health: .failed]),
      FaultCase(
        name: "health HTML", faults: [.health: .html], status: .failed, steps: [.health: .failed]),
      FaultCase(
        name: "health says down", faults: [.health: .body(#"{"status":"down"}"#)], status: .failed,
        steps: [.health: .failed]),
      FaultCase(
        name: "health without the API", faults: [.health: .body(#"{"status":"ok"}"#)],
        status: .passed, steps: [.health: .warned]),
      FaultCase(
        name: "health with the API down",
        faults: [.health: .body(#"{"status":"ok","checks":{"maintainx":{"status":"down"}}}"#)],
        status: .failed, steps: [.health: .failed]),
      FaultCase(
        name: "health hangs", faults: [.health: .hang], status: .failed, steps: [.health: .failed]),
      FaultCase(
        name: "health endless", faults: [.health: .endless], status: .failed,
        steps: [.health: .failed]),
      FaultCase(
        name: "ready 503", faults: [.ready: .status(503)], status: .failed, steps: [.ready: .failed]
      ),
      FaultCase(
        name: "metrics 404", faults: [.metrics: .status(404)], status: .failed,
        steps: [.metrics: .failed]),
      FaultCase(
        name: "metrics HTML", faults: [.metrics: .html], status: .failed, steps: [.metrics: .failed]
      ),
      FaultCase(
        name: "metrics empty", faults: [.metrics: .body("")], status: .failed,
        steps: [.metrics: .failed]),
      FaultCase(
        name: "metrics in JSON", faults: [.metrics: .body("{}")], status: .failed,
        steps: [.metrics: .failed]),
    ]

    static let createCases: [FaultCase] = [
      FaultCase(
        name: "create 400", faults: [.create: .status(400)], status: .failed, steps: behindCreate),
      FaultCase(
        name: "create 403", faults: [.create: .status(403)], status: .failed, steps: behindCreate),
      FaultCase(
        name: "create 429 once", faults: [.create: .status(429, ["Retry-After": "1"]).once()],
        status: .passed),
      FaultCase(name: "create 500 once", faults: [.create: .status(500).once()], status: .passed),
      FaultCase(
        name: "create 500 always", faults: [.create: .status(500)], status: .failed,
        steps: behindCreate),
      FaultCase(
        name: "create 500, yet created", faults: [.create: .status(500).takingEffect()],
        status: .passed, steps: [.create: .warned]),
      FaultCase(
        name: "create dropped before", faults: [.create: .drop.once()], status: .passed),
      FaultCase(
        name: "create dropped after", faults: [.create: .drop.takingEffect()], status: .passed,
        steps: [.create: .warned]),
      FaultCase(
        name: "create dropped after, and the list lags",
        faults: [.create: .drop.takingEffect()], prepare: { $0.lag = 2 }, status: .passed,
        steps: [.create: .warned]),
      FaultCase(
        name: "create hangs after", faults: [.create: .hang.takingEffect()], status: .passed,
        steps: [.create: .warned]),
      FaultCase(
        name: "create hangs before", faults: [.create: .hang], status: .failed, steps: behindCreate),
      FaultCase(
        name: "create truncated after", faults: [.create: .truncated.takingEffect()],
        status: .passed, steps: [.create: .warned]),
      FaultCase(
        name: "create endless after", faults: [.create: .endless.takingEffect()], status: .failed,
        steps: [.create: .failed]),
      FaultCase(
        name: "create HTML after", faults: [.create: .html.takingEffect()],
        status: .failed, steps: [.create: .failed]),
      FaultCase(
        name: "create without an id, yet created",
        faults: [.create: .body(#"{"ok":true}"#).takingEffect()], status: .failed,
        steps: [.create: .failed]),
      FaultCase(
        name: "create 429 once, yet created",
        faults: [.create: .status(429, ["Retry-After": "1"]).takingEffect().once()],
        status: .passed),
      FaultCase(
        name: "create says another id",
        faults: [.create: .body(#"{"id":99999}"#).takingEffect()], status: .failed,
        steps: [.retrieve: .failed]),
      FaultCase(
        name: "create lost, and the list has no titles",
        faults: [
          .create: .drop.takingEffect(),
          .list: .body(#"{"workOrders":[{"id":159}],"nextCursor":null}"#),
        ], status: .leftBehind,
        steps: [.create: .failed, .retrieve: .notRun, .cleanup: .failed, .gone: .failed], left: 1),
      FaultCase(
        name: "create lost, and the list too",
        faults: [.create: .drop.takingEffect(), .list: .status(500)], status: .leftBehind,
        steps: [
          .create: .failed, .retrieve: .notRun, .cleanup: .failed, .gone: .failed,
        ], left: 1),
    ]

    static let removalCases: [FaultCase] = [
      FaultCase(
        name: "retrieve another id", faults: [.get: .body(#"{"id":1,"title":"x"}"#).once()],
        status: .failed, steps: [.retrieve: .failed]),
      FaultCase(
        name: "retrieve 500 always", faults: [.get: .status(500)], status: .failed,
        steps: [.retrieve: .failed, .gone: .failed]),
      FaultCase(
        name: "retrieve 500 always, and delete lies",
        faults: [.get: .status(500), .delete: .lie, .cancel: .lie], status: .leftBehind,
        steps: [.retrieve: .failed, .cleanup: .failed, .gone: .failed], left: 1),
      FaultCase(
        name: "create 401, yet created", faults: [.create: .status(401).takingEffect()],
        status: .failed, steps: [.create: .failed]),

      FaultCase(
        name: "delete 403", faults: [.delete: .status(403)], status: .passed,
        steps: [.cleanup: .warned]),
      FaultCase(
        name: "delete 405", faults: [.delete: .status(405)], status: .passed,
        steps: [.cleanup: .warned]),
      FaultCase(name: "delete 500 once", faults: [.delete: .status(500).once()], status: .passed),
      FaultCase(
        name: "delete drops after", faults: [.delete: .drop.takingEffect()], status: .passed),
      FaultCase(
        name: "delete hangs after", faults: [.delete: .hang.takingEffect()], status: .passed),
      FaultCase(
        name: "delete lies", faults: [.delete: .lie], status: .passed, steps: [.cleanup: .warned]),
      FaultCase(
        name: "delete and cancel lie", faults: [.delete: .lie, .cancel: .lie],
        prepare: { $0.isSeedLike = true }, status: .passed, steps: [.cleanup: .warned]),
      FaultCase(
        name: "delete 403, cancel 404, the seed's form",
        faults: [.delete: .status(403), .cancel: .status(404)],
        prepare: { $0.isSeedLike = true }, status: .passed, steps: [.cleanup: .warned]),
      FaultCase(
        name: "nothing removes", faults: nothingRemoves, status: .leftBehind,
        steps: [.cleanup: .failed, .gone: .failed], left: 1),
      FaultCase(
        name: "everything lies", faults: [.delete: .lie, .cancel: .lie, .close: .lie],
        status: .leftBehind, steps: [.cleanup: .failed, .gone: .failed], left: 1),
      FaultCase(
        name: "the key is revoked after create",
        faults: [
          .get: .status(401), .delete: .status(401), .cancel: .status(401), .close: .status(401),
        ], status: .leftBehind,
        steps: [.retrieve: .failed, .cleanup: .failed, .gone: .failed], left: 1),
      FaultCase(
        name: "list 404", faults: [.list: .status(404)], status: .passed),
    ]

    @Test(arguments: wellCases + apiCases + serviceCases + createCases + removalCases)
    func endsAsItMust(_ fault: FaultCase) async throws {
      try await FakeMaintainX.with { server in
        server.book.with { state in
          state.faults = fault.faults
          fault.prepare(&state)
        }
        let result = try await LiveRun(server).run()

        #expect(result.exitStatus == fault.status)
        for step in result.steps {
          #expect(
            step.outcome == fault.steps[step.step] ?? .passed, "\(step.step): \(step.summary)")
          #expect(step.outcome != .failed || !step.advice.isEmpty, "\(step.step) gives no advice")
        }
        #expect(result.steps.map(\.step) == LiveStep.allCases)

        let open = server.book.openOrders
        #expect(open.count == fault.left)
        #expect(open.isEmpty || !result.leftBehind.isEmpty, "an order is left and nobody says so")
        for order in open {
          #expect(
            result.leftBehind.contains { $0.id == String(order.id) || $0.title == order.title })
        }
        #expect(server.book.count(.create) <= 2)
        for format in LiveReportFormat.allCases {
          #expect(!format.render(result).contains(FakeMaintainX.key))
        }
      }
    }
  }
}
