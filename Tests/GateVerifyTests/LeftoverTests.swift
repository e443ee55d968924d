import GateModel
import GateTestSupport
import Testing

@testable import GateVerify

extension LiveTests {
  @Suite struct LeftoverTests {
    private static let hour = 3600.0

    private static func title(age: Double) -> String {
      let now = VirtualTime.start - age
      let clock = RunClock(
        monotonic: { 0 }, unixTime: { now }, sleep: { _ in true }, random: { 0.5 })
      return RunID(clock: clock).title
    }

    @Test func removesItsOwnAlone() async throws {
      try await FakeMaintainX.with { server in
        let others = [
          "Pump 3", "mxgate-verify-notes", "Post-deploy verification test",
          Self.title(age: 2 * Self.hour) + " (copy)", "re: " + Self.title(age: 2 * Self.hour),
        ]
        for title in others { _ = server.book.create(title: title) }
        let old = server.book.create(title: Self.title(age: 2 * Self.hour))
        let young = server.book.create(title: Self.title(age: 60))

        let result = try await LiveRun(server).sweep(olderThan: Self.hour)
        #expect(result.exitStatus == .passed)
        #expect(result.swept == [String(old.id)])
        #expect(server.book.openOrders.map(\.title) == others + [young.title])

        let all = try await LiveRun(server).sweep(olderThan: 0)
        #expect(all.swept == [String(young.id)])
        #expect(server.book.openOrders.map(\.title) == others)
      }
    }

    @Test func aRunRemovesOldLeftoversToo() async throws {
      try await FakeMaintainX.with { server in
        let old = server.book.create(title: Self.title(age: 2 * Self.hour))
        let result = try await LiveRun(server).run()
        #expect(result.swept == [String(old.id)])
        #expect(server.book.openOrders.isEmpty)
      }
    }

    @Test func saysWhatItCannotRemove() async throws {
      try await FakeMaintainX.with { server in
        let old = server.book.create(title: Self.title(age: 2 * Self.hour))
        server.book.with {
          $0.faults = [.delete: .status(403), .cancel: .status(403), .close: .status(403)]
        }
        let result = try await LiveRun(server).sweep(olderThan: Self.hour)
        #expect(result.exitStatus == .leftBehind)
        #expect(result.leftBehind.map(\.id) == [String(old.id)])
        #expect(result.leftBehind.first?.command.contains("$MAINTAINX_API_KEY") == true)
      }
    }

    @Test(arguments: [Fault.status(500), .html, .hang, .endless])
    func aListThatCannotBeReadIsNoCleanSlate(_ fault: Fault) async throws {
      try await FakeMaintainX.with { server in
        server.book.with { $0.faults = [.list: fault] }
        let result = try await LiveRun(server).sweep(olderThan: 0)
        #expect(result.exitStatus == .couldNotCheck)
      }
    }

    @Test func aListThatIsTooLongIsNoCleanSlate() async throws {
      try await FakeMaintainX.with { server in
        for number in 1...60 { _ = server.book.create(title: "Pump \(number)") }
        let result = try await LiveRun(server).sweep(olderThan: 0)
        #expect(result.exitStatus == .couldNotCheck)
        #expect(server.book.count(.list) == WorkOrderSearch.Reach.long.rawValue)
        server.book.with { $0.requests = [] }
        let run = try await LiveRun(server).run()
        #expect(run.exitStatus == .passed)
        #expect(server.book.count(.list) == WorkOrderSearch.Reach.short.rawValue)
        #expect(run.notes.contains { $0.contains("there are more") })
      }
    }

    @Test(arguments: WorkOrderBook.PageForm.allCases)
    func findsItsOwnOnTheLastPage(_ form: WorkOrderBook.PageForm) async throws {
      try await FakeMaintainX.with { server in
        for number in 1...7 { _ = server.book.create(title: "Pump \(number)") }
        server.book.with {
          $0.pageForm = form
          $0.faults = [.create: .drop.takingEffect()]
        }
        let result = try await LiveRun(server).run()
        #expect(result.exitStatus == .passed)
        #expect(server.book.openOrders.count == 7)
      }
    }

    @Test func nothingIsRemovedThatHasAnotherTitle() async throws {
      try await FakeMaintainX.with { server in
        let theirs = server.book.create(title: "Pump 3")
        server.book.with {
          $0.faults = [.create: Fault.body(#"{"id":\#(theirs.id)}"#).takingEffect()]
        }
        let result = try await LiveRun(server).run()
        #expect(result.exitStatus == .failed)
        #expect(server.book.openOrders.map(\.title) == ["Pump 3"])
        #expect(result.notes.contains { $0.contains("left alone") })
      }
    }

    @Test func aKilledCreateThatTheListHidesMayRemain() async throws {
      try await TemporaryDirectory.with { directory in
        try await FakeMaintainX.with { server in
          let name = "20261124T115200Z-0123456789ab"
          try directory.write("creating \(name) \(server.baseURL)\n", to: "\(name).journal")
          server.book.with { $0.faults = [.list: .status(500)] }
          var run = LiveRun(server)
          run.stateDirectory = directory.path
          let result = try await run.run()
          #expect(result.exitStatus == .leftBehind)
          #expect(result.leftBehind.map(\.title) == ["mxgate-verify-\(name)"])
          #expect(directory.exists("\(name).journal"))
        }
      }
    }

    @Test func leavesAnotherServersJournalAlone() async throws {
      try await TemporaryDirectory.with { directory in
        try await FakeMaintainX.with { server in
          let name = "20261124T115300Z-0123456789ab"
          let path = "\(name).journal"
          try directory.write(
            "creating \(name) https://other.example.com/v1\ncreated 159\n", to: path)
          _ = server.book.create(title: "Pump 3")
          var run = LiveRun(server)
          run.stateDirectory = directory.path
          let result = try await run.run()
          #expect(result.exitStatus == .passed)
          #expect(directory.exists(path))
          #expect(server.book.openOrders.map(\.title) == ["Pump 3"])
        }
      }
    }

    @Test func anIdThatBecameSomethingElseIsNotTouched() async throws {
      try await TemporaryDirectory.with { directory in
        try await FakeMaintainX.with { server in
          let order = server.book.create(title: "Pump 3")
          let name = "20261124T115300Z-0123456789ab"
          try directory.write(
            "creating \(name) \(server.baseURL)\ncreated \(order.id)\n", to: "\(name).journal")
          var run = LiveRun(server)
          run.stateDirectory = directory.path
          _ = try await run.sweep(olderThan: 0)
          #expect(server.book.openOrders.map(\.title) == ["Pump 3"])
        }
      }
    }

    @Test func theJournalKnowsNoKeyAndEndsWithTheRun() async throws {
      try await TemporaryDirectory.with { directory in
        try await FakeMaintainX.with { server in
          server.book.with {
            $0.faults = [.delete: .status(403), .cancel: .status(403), .close: .status(403)]
          }
          var run = LiveRun(server)
          run.stateDirectory = directory.path
          let left = try await run.run()
          #expect(left.exitStatus == .leftBehind)
          let journal = String(
            decoding: try directory.read("\(left.runID).journal"), as: UTF8.self)
          #expect(journal.contains("created 159\n"))
          #expect(!journal.contains(FakeMaintainX.key))

          server.book.with { $0.faults = [:] }
          let next = try await run.run()
          #expect(next.swept == ["159"])
          #expect(server.book.openOrders.isEmpty)
          #expect(!directory.exists("\(left.runID).journal"))
          #expect(!directory.exists("\(next.runID).journal"))
        }
      }
    }
  }
}
