import Testing

@testable import GateVerify

@Suite struct RetryPolicyTests {
  private let policy = RetryPolicy()
  /// Sun, 06 Nov 1994 08:49:37 GMT, RFC 9110's own example.
  private let now = 784_111_777.0

  private func decide(
    _ status: Int, _ headers: [HTTPHeader] = [], attempts: Int = 1,
    repetition: RetryPolicy.Repetition = .always
  ) -> RetryPolicy.Decision {
    policy.decide(
      after: HTTPResponse(status: status, headers: headers), attempts: attempts,
      repetition: repetition, unixTime: now, random: 0)
  }

  @Test(arguments: [200, 204, 301, 400, 401, 403, 404, 408, 409, 422])
  func leavesOtherStatusesAlone(_ status: Int) {
    #expect(decide(status) == .stop)
  }

  @Test(arguments: [429, 500, 502, 503, 504])
  func repeatsWhatMayPass(_ status: Int) {
    #expect(decide(status) == .retry(after: 0.25))
    #expect(decide(status, attempts: policy.maxAttempts) == .stop)
  }

  @Test func doublesTheDelay() {
    #expect(decide(500, attempts: 2) == .retry(after: 0.5))
    #expect(decide(500, attempts: 3) == .retry(after: 1))
  }

  @Test func spreadsByChance() {
    let response = HTTPResponse(status: 500)
    let decision = policy.decide(
      after: response, attempts: 1, repetition: .always, unixTime: now, random: 0.5)
    #expect(decision == .retry(after: 0.375))
  }

  @Test func neverRepeatsWhatMayHaveBeenDone() {
    #expect(decide(500, repetition: .onlyIfRejected) == .stop)
    #expect(decide(429, repetition: .onlyIfRejected) == .retry(after: 0.25))
    for kind in [TransportError.Kind.timeout, .connectionLost] {
      let sent = TransportError(kind, wasSent: true)
      #expect(
        policy.decide(after: sent, attempts: 1, repetition: .onlyIfRejected, random: 0) == .stop)
    }
    let unsent = TransportError(.cannotConnect, wasSent: false)
    #expect(
      policy.decide(after: unsent, attempts: 1, repetition: .onlyIfRejected, random: 0)
        == .retry(after: 0.25))
  }

  @Test func asksTwiceAtMostWhereTimeRanOut() {
    let late = TransportError(.timeout, wasSent: true)
    #expect(policy.decide(after: late, attempts: 1, repetition: .always, random: 0) != .stop)
    #expect(policy.decide(after: late, attempts: 2, repetition: .always, random: 0) == .stop)
  }

  @Test(arguments: [
    TransportError.Kind.tls, .tooLarge, .notHTTP, .interrupted, .other,
  ])
  func givesUpOnWhatStays(_ kind: TransportError.Kind) {
    let error = TransportError(kind, wasSent: false)
    #expect(policy.decide(after: error, attempts: 1, repetition: .always, random: 0) == .stop)
  }

  @Test(arguments: [
    (HTTPHeader("Retry-After", "7"), 7.0),
    (HTTPHeader("retry-after", "Sun, 06 Nov 1994 08:49:40 GMT"), 3.0),
    (HTTPHeader("Retry-After", "Sun, 06 Nov 1994 08:00:00 GMT"), 0.0),
    (HTTPHeader("X-Rate-Limit-Reset", "12"), 12.0),
    (HTTPHeader("X-Rate-Limit-Reset", "1000000060"), 215_888_283.0),
  ])
  func hearsWhatTheServerAsks(_ header: HTTPHeader, _ seconds: Double) {
    let response = HTTPResponse(status: 429, headers: [header])
    #expect(RetryPolicy.wait(askedBy: response, unixTime: now) == seconds)
  }

  @Test(arguments: ["", "soon", "-1", "1.5", "Sun, 06 Nov 1994 25:00:00 GMT", "1e9"])
  func ignoresWhatIsNoTime(_ text: String) {
    let response = HTTPResponse(status: 503, headers: [HTTPHeader("Retry-After", text)])
    #expect(RetryPolicy.wait(askedBy: response, unixTime: now) == nil)
  }

  @Test func waitsLongerThanAskedByALittle() {
    #expect(decide(429, [HTTPHeader("Retry-After", "10")]) == .retry(after: 10.025))
  }

  @Test func givesUpWhereTheWaitIsTooLong() {
    #expect(decide(429, [HTTPHeader("Retry-After", "3600")]) == .stop)
  }
}
