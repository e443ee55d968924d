import Synchronization
import Testing

@testable import GateVerify

@Suite struct HTTPCallerTests {
  /// Answers from a list, and notes what it was asked.
  private final class Script: HTTPTransport {
    var answers: [Result<HTTPResponse, TransportError>]
    var requests: [HTTPRequest] = []
    init(_ answers: [Result<HTTPResponse, TransportError>]) { self.answers = answers }

    func send(
      _ request: HTTPRequest, timeout seconds: Double
    ) throws(TransportError) -> HTTPResponse {
      requests.append(request)
      return try answers.removeFirst().get()
    }
  }

  private final class Waits: Sendable {
    private let seconds = Mutex<[Double]>([])
    var all: [Double] { seconds.withLock { $0 } }
    func add(_ wait: Double) { seconds.withLock { $0.append(wait) } }
  }

  private let waits = Waits()

  private func call(
    _ script: Script, _ method: HTTPRequest.Method = .get,
    repetition: RetryPolicy.Repetition = .always, redirects: RedirectRule = .sameOrigin,
    stopsWaiting: Bool = false
  ) throws -> HTTPCaller.Answer {
    let clock = RunClock(
      monotonic: { 0 }, unixTime: { 784_111_777 },
      sleep: { [waits] in
        waits.add($0)
        return !stopsWaiting
      }, random: { 0 })
    let caller = HTTPCaller(
      transport: script, clock: clock, retry: RetryPolicy(), requestTimeout: 30,
      redirects: redirects)
    return try caller.call(
      HTTPRequest(method, try HTTPAddress("https://api.example.com/v1")), repetition: repetition,
      within: TimeBudget(seconds: 60, on: clock))
  }

  private static func status(
    _ status: Int, _ headers: [HTTPHeader] = []
  ) -> Result<HTTPResponse, TransportError> {
    .success(HTTPResponse(status: status, headers: headers))
  }
  private static func redirect(_ location: String) -> Result<HTTPResponse, TransportError> {
    status(302, [HTTPHeader("Location", location)])
  }

  @Test(arguments: [
    (HTTPHeader("Retry-After", "7"), 7.025),
    (HTTPHeader("Retry-After", "Sun, 06 Nov 1994 08:49:47 GMT"), 10.025),
    (HTTPHeader("X-Rate-Limit-Reset", "5"), 5.025),
  ])
  func waitsAsAsked(_ header: HTTPHeader, _ seconds: Double) throws {
    let answer = try call(Script([Self.status(429, [header]), Self.status(200)]))
    #expect(answer.response.status == 200)
    #expect(answer.attempts == 2)
    #expect(waits.all == [seconds])
  }

  @Test func backsOffAndGivesUp() throws {
    let answer = try call(Script(Array(repeating: Self.status(503), count: 9)))
    #expect(answer.response.status == 503)
    #expect(answer.attempts == 4)
    #expect(waits.all == [0.25, 0.5, 1])
  }

  @Test func waitsAMinuteInAll() throws {
    let full = Self.status(429, [HTTPHeader("X-Rate-Limit-Reset", "30")])
    let answer = try call(Script(Array(repeating: full, count: 9)))
    #expect(answer.response.status == 429)
    #expect(waits.all == [30.025])
  }

  @Test func aStopEndsTheWait() {
    let script = Script([Self.status(503), Self.status(200)])
    #expect(throws: CallError(.interrupted, attempts: 1, wasSent: true)) {
      try call(script, stopsWaiting: true)
    }
    #expect(script.requests.count == 1)
  }

  @Test func aPostIsNeverRepeatedBlindly() {
    let lost = TransportError(.connectionLost, wasSent: true)
    let script = Script([.failure(lost), Self.status(200)])
    #expect(throws: CallError(.transport(lost), attempts: 1, wasSent: true)) {
      try call(script, .post, repetition: .onlyIfRejected)
    }
    #expect(script.requests.count == 1)
  }

  @Test func remembersThatAnEarlierAttemptWasSent() {
    let script = Script([
      Self.status(429), .failure(TransportError(.tls, wasSent: false)),
    ])
    #expect(
      throws: CallError(
        .transport(TransportError(.tls, wasSent: false)), attempts: 2, wasSent: true)
    ) {
      try call(script, .post, repetition: .onlyIfRejected)
    }
  }

  @Test func followsARedirectOnTheSameHost() throws {
    let script = Script([Self.redirect("/v2"), Self.status(200)])
    #expect(try call(script).response.status == 200)
    #expect(
      script.requests.map(\.address.description) == [
        "https://api.example.com/v1", "https://api.example.com/v2",
      ])
  }

  @Test(arguments: [
    "https://evil.example.com/v1", "http://api.example.com/v1", "https://api.example.com:8443/v1",
    "//evil.example.com/", "https://api.example.com@evil.example.com/", "ftp://api.example.com/",
    "https://api.example.com/v1",
  ])
  func followsNoOther(_ location: String) {
    let script = Script([Self.redirect(location), Self.status(200)])
    #expect(throws: CallError.self) { try call(script) }
    #expect(script.requests.count == 1)
  }

  @Test func followsNoEndlessChain() {
    let script = Script((2...9).map { Self.redirect("/v\($0)") })
    #expect(throws: CallError.self) { try call(script) }
    #expect(script.requests.count == 4)
  }

  @Test func aPostIsNotRedirected() {
    let script = Script([Self.redirect("/v2"), Self.status(200)])
    #expect(throws: CallError.self) {
      try call(script, .post, repetition: .onlyIfRejected)
    }
    #expect(script.requests.count == 1)
  }
}
