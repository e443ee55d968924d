import Testing

@testable import GateVerify

@Suite struct RunIDTests {
  private let clock = RunClock(
    monotonic: { 0 }, unixTime: { 1_795_521_180.7 }, sleep: { _ in true }, random: { 0.99 })

  @Test func namesTheRunByTimeAndChance() {
    let run = RunID(clock: clock)
    #expect(run.title == "mxgate-verify-20261124T115300Z-ffffffffffff")
    #expect(RunID(title: run.title) == run)
    #expect(RunID(title: run.title)?.startedAt == 1_795_521_180)
  }

  @Test(arguments: [
    "", "mxgate-verify-", "mxgate-verify-notes", "mxgate-verify-20261124T115300Z",
    "mxgate-verify-20261124T115300Z-fffffffffff", "mxgate-verify-20261124T115300Z-ffffffffffff ",
    "mxgate-verify-20261124T115300Z-FFFFFFFFFFFF", "mxgate-verify-20261324T115300Z-ffffffffffff",
    "mxgate-verify-20261124T256300Z-ffffffffffff",
    "Re: mxgate-verify-20261124T115300Z-ffffffffffff",
    "mxgate-verify-20261124T115300Z-ffffffffffff-copy", "Post-deploy verification test",
    "MXGATE-VERIFY-20261124T115300Z-ffffffffffff", "mxgate-verify-20261124 115300Z-ffffffffffff",
  ])
  func takesNothingElseForItsOwn(_ title: String) {
    #expect(RunID(title: title) == nil)
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (951_782_399, "2000-02-28T23:59:59Z"),
    (1_795_521_180, "2026-11-24T11:53:00Z"),
  ])
  func writesAndReadsTimes(_ seconds: Int, _ text: String) {
    #expect(UTCTime(seconds).extended == text)
    #expect(UTCTime(text)?.unixTime == seconds)
    #expect(UTCTime(compact: UTCTime(seconds).compact)?.unixTime == seconds)
  }
}
