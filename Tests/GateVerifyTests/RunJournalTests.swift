import GateTestSupport
import Testing

@testable import GateVerify

@Suite struct RunJournalTests {
  private static let run = RunID("20261124T115300Z-0123456789ab")

  private func directory(_ temporary: TemporaryDirectory) -> StateDirectory {
    StateDirectory(path: temporary.path, note: nil)
  }

  @Test func isFoundOnceItsRunIsDead() async throws {
    try await TemporaryDirectory.with { temporary in
      let state = directory(temporary)
      let run = try #require(Self.run)
      var journal: RunJournal? = try RunJournal(for: run, baseURL: "https://a/v1", in: state)
      try journal?.recordCreated(try #require(WorkOrderID("159")))
      // While its run lives it is locked.
      #expect(try RunJournal.abandoned(in: state).runs.isEmpty)
      journal = nil

      let found = try RunJournal.abandoned(in: state).runs
      #expect(found.map(\.entry.runID) == [run])
      #expect(found.map(\.entry.baseURL) == ["https://a/v1"])
      #expect(found.map { $0.entry.ids.map(\.text) } == [["159"]])
      try found.first?.journal.close()
      #expect(try RunJournal.abandoned(in: state).runs.isEmpty)
    }
  }

  @Test func aTornLastLineCountsForNothing() async throws {
    try await TemporaryDirectory.with { temporary in
      let name = "20261124T115300Z-0123456789ab.journal"
      try temporary.write(
        "creating 20261124T115300Z-0123456789ab https://a/v1\ncreated 15", to: name)
      let found = try RunJournal.abandoned(in: directory(temporary)).runs
      #expect(found.map { $0.entry.ids.count } == [0])
    }
  }

  @Test(arguments: ["nonsense\n", "creating x https://a/v1\n", "created 1\n"])
  func whatIsNoJournalIsNotPassedOver(_ text: String) async throws {
    try await TemporaryDirectory.with { temporary in
      try temporary.write(text, to: "x.journal")
      let found = try RunJournal.abandoned(in: directory(temporary))
      #expect(found.unreadable == ["\(temporary.path)/x.journal"])
      #expect(found.runs.isEmpty)
    }
  }

  @Test func aRunThatWroteNothingLeftNothing() async throws {
    try await TemporaryDirectory.with { temporary in
      try temporary.write("", to: "x.journal")
      let found = try RunJournal.abandoned(in: directory(temporary))
      #expect(found.runs.isEmpty && found.unreadable.isEmpty)
    }
  }

  @Test func theStateDirectoryIsTheUsersOwn() async throws {
    try await TemporaryDirectory.with { temporary in
      let found = StateDirectory.find(
        environment: ["XDG_STATE_HOME": "\(temporary.path)/s", "HOME": "/nowhere"], user: 1)
      #expect(found?.path == "\(temporary.path)/s/mxgate")
      #expect(found?.note == nil)
      let home = StateDirectory.find(environment: ["HOME": temporary.path], user: 1)
      #expect(home?.path == "\(temporary.path)/.local/state/mxgate")
    }
  }

  @Test func anotherPlaceIsStated() async throws {
    try await TemporaryDirectory.with { temporary in
      try temporary.write("", to: "file")
      for environment in [[:], ["HOME": "\(temporary.path)/file"], ["HOME": "relative"]] {
        let found = StateDirectory.find(
          environment: environment.merging(["TMPDIR": temporary.path]) { $1 }, user: 7)
        #expect(found?.path == "\(temporary.path)/mxgate-7")
        #expect(found?.note?.contains("mxgate-7") == true)
      }
      #expect(
        StateDirectory.find(environment: ["TMPDIR": "\(temporary.path)/file"], user: 7) == nil)
    }
  }
}
