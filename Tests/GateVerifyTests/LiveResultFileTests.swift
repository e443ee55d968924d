import GateModel
import GateReport
import Testing

@testable import GateVerify

@Suite struct LiveResultFileTests {
  private static let start = 1_795_521_180
  private static let commit = String(repeating: "ab", count: 20)

  private var result: LiveResult {
    LiveResult(
      toolVersion: "0", runID: "r", commit: Self.commit, serviceURL: "https://svc.example.com",
      baseURL: "https://api.example.com/v1", startedAt: Self.start,
      steps: [
        LiveStepResult(.health, .passed, "status good"),
        LiveStepResult(.ready, .skipped, "left out"),
        LiveStepResult(.api, .failed, "401", got: "401 Unauthorized", status: 401),
        LiveStepResult(.create, .notRun, "'api' did not pass"),
        LiveStepResult(.metrics, .failed, "404", got: "404", status: 404),
      ])
  }

  private func read(
    _ result: LiveResult, commit: String? = commit, url: String? = "https://svc.example.com/",
    baseURL: String? = nil, later: Int = 60
  ) throws -> [CheckID: CheckObservations] {
    try LiveResultFile.read(
      Array(LiveReportFormat.json.render(result).utf8), path: RepositoryPath("verify.json"),
      about: .init(
        commit: commit, serviceURL: url, baseURL: baseURL, now: Self.start + later))
  }

  @Test func saysWhatTheStepsSaid() throws {
    let read = try read(result, url: "https://svc.example.com")
    #expect(
      Set(read.keys.map(\.rawValue))
        == ["observability.health", "auth.liveKey", "observability.metrics"])
    let health = try #require(read[CheckID("observability.health")]?.observations.first)
    #expect(health.stance == .proves)
    #expect(health.evidence.location.path.text == "verify.json")
    #expect(health.evidence.location.line > 1)
    #expect(read[CheckID("auth.liveKey")]?.observations.first?.stance == .contradicts)
    #expect(read[CheckID("observability.metrics")]?.observations.first?.stance == .contradicts)
  }

  @Test func anAPIInTroubleIsNoVerdictOnTheKey() throws {
    var result = result
    result.steps = [LiveStepResult(.api, .failed, "503", got: "503", status: 503)]
    let seen = try #require(try read(result, url: nil)[CheckID("auth.liveKey")])
    #expect(seen.observations.isEmpty)
    #expect(seen.failure != nil)
  }

  @Test func isBoundToItsCommit() {
    #expect(throws: VerifyError.self) { try read(result, commit: "cd", url: nil) }
    var nameless = result
    nameless.commit = nil
    #expect(throws: VerifyError.self) { try read(nameless, url: nil) }
  }

  @Test(arguments: [24 * 3600 + 1, -301])
  func isBoundToItsDay(_ later: Int) {
    #expect(throws: VerifyError.self) { try read(result, url: nil, later: later) }
  }

  @Test func isBoundToItsAddresses() {
    #expect(throws: VerifyError.self) { try read(result, url: "https://other.example.com") }
    #expect(throws: VerifyError.self) {
      try read(result, url: nil, baseURL: "https://api.example.com/v2")
    }
  }

  @Test(arguments: ["", "{}", "[]", #"{"scope":"check","steps":[],"startedAt":1}"#])
  func refusesAnythingElse(_ text: String) {
    #expect(throws: VerifyError.self) {
      try LiveResultFile.read(
        Array(text.utf8), path: RepositoryPath("verify.json"),
        about: .init(commit: nil, serviceURL: nil, baseURL: nil, now: 1))
    }
  }
}
