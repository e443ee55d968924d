import GateChecks
import GateModel
import Testing

@Suite struct CheckResultsTests {
  private func result(
    _ verdict: Verdict, _ priority: Priority = .p0, id: String = "errors.retry", bare: Int = 0,
    evidence: Int = 0, waiver: Waiver? = nil
  ) -> CheckResult {
    CheckResult(
      id: CheckID(id), priority: priority, verdict: verdict, title: "t", reason: "r",
      evidence: Array(repeating: JudgeSamples.evidence(), count: evidence),
      sites: SiteCoverage(covered: 5 - bare, total: 5, bare: []), waiver: waiver)
  }

  @Test(arguments: Verdict.allCases, Verdict.allCases)
  func onlyWhatGotWorseCounts(base: Verdict, head: Verdict) {
    let order: [Verdict] = [.undeclared, .unproven, .contradicted, .couldNotCheck]
    func rank(_ verdict: Verdict) -> Int {
      verdict == .missing ? 1 : order.firstIndex(of: verdict) ?? -1
    }
    let worse = [result(head)].worse(than: [result(base)])
    // What nobody knows of the base excuses nothing.
    let isKnown = base != .couldNotCheck && head != .couldNotCheck
    let wasAsBad = !base.isSettled && isKnown && rank(head) <= rank(base)
    #expect(worse.isEmpty == (head.isSettled || wasAsBad))
  }

  @Test func aNewGapInAnUnmetCheckIsWorse() {
    #expect([result(.missing, bare: 3)].worse(than: [result(.missing, bare: 2)]).count == 1)
    #expect([result(.missing, bare: 2)].worse(than: [result(.missing, bare: 2)]).isEmpty)
    let two = result(.contradicted, evidence: 2)
    #expect([two].worse(than: [result(.contradicted, evidence: 1)]).count == 1)
    #expect([two].worse(than: [two]).isEmpty)
    #expect([result(.missing)].worse(than: []).count == 1)
  }

  @Test func theGateStopsAtItsPriority() {
    let results = [result(.missing, .p0), result(.unproven, .p1), result(.missing, .p2)]
    #expect(Priority.allCases.map { results.failing(at: $0).count } == [1, 2, 3])
  }

  @Test func aFailureOutranksWhatCouldNotBeChecked() {
    #expect([result(.corroborated)].exitStatus(failOn: .p0) == .passed)
    #expect([result(.couldNotCheck)].exitStatus(failOn: .p0) == .couldNotCheck)
    #expect([result(.couldNotCheck, .p2)].exitStatus(failOn: .p0) == .couldNotCheck)
    #expect([result(.couldNotCheck), result(.missing)].exitStatus(failOn: .p0) == .failed)
    #expect([result(.missing, .p1), result(.notRun)].exitStatus(failOn: .p0) == .passed)
  }

  @Test func everyVerdictIsCounted() {
    let counts = [result(.missing), result(.missing), result(.waived, .p1)].counts
    #expect(counts[.p0]?[.missing] == 2)
    #expect(counts[.p1]?[.waived] == 1)
    #expect(counts[.p2]?.values.reduce(0, +) == 0)
    #expect(counts[.p2]?.count == Verdict.allCases.count)
  }

  static let waivers: [(days: Int, verdict: Verdict, message: String?)] = [
    (15, .waived, nil),
    (14, .waived, "the waiver of errors.retry expires in 14 days"),
    (1, .waived, "the waiver of errors.retry expires in 1 day"),
    (0, .waived, "the waiver of errors.retry expires today"),
    (-1, .waived, "the waiver of errors.retry expired on 2026-11-23; the gate fails in 7 days"),
    (-7, .waived, "the waiver of errors.retry expired on 2026-11-17; the gate fails from tomorrow"),
    (-8, .missing, nil),
    (30, .corroborated, "the waiver of errors.retry hides nothing: the check is corroborated"),
  ]

  @Test(arguments: waivers)
  func waiversAreSpokenOf(days: Int, verdict: Verdict, message: String?) {
    let waiver = JudgeSamples.waiver(expiresIn: days, check: "errors.retry")
    let results = [result(verdict, waiver: verdict == .waived ? waiver : nil)]
    let diagnostics = WaiverState.diagnostics(
      for: [waiver], results: results, today: JudgeSamples.today)
    #expect(diagnostics.map(\.message) == [message].compactMap(\.self))
    #expect(diagnostics.allSatisfy { $0.severity == .warning && $0.location == waiver.location })
  }
}
