/// Whether and when a request is sent again. Decides only; never waits or sends.
package struct RetryPolicy: Sendable {
  /// How a request may be repeated.
  package enum Repetition: Sendable {
    /// Repeating changes nothing: GET, DELETE, setting a status.
    case always
    /// Only where the server can't have acted on it: it was not sent, or was turned away with 429.
    case onlyIfRejected
  }
  package enum Decision: Hashable, Sendable {
    /// Send again after so many seconds.
    case retry(after: Double)
    case stop
  }
  package var maxAttempts = 4
  /// Seconds before the second attempt, doubled for each further one, before jitter.
  package var firstDelay = 0.5
  /// Seconds: no call waits longer in all, whatever the server asks for.
  package var longestWait = 60.0

  package init() {}

  /// - Parameters:
  ///   - attempts: how many were made so far.
  ///   - waited: seconds that the call has waited so far.
  ///   - unixTime: seconds since 1970, against which a date in `Retry-After` is held.
  ///   - random: from 0 up to 1, for the jitter.
  package func decide(
    after response: HTTPResponse, attempts: Int, waited: Double = 0, repetition: Repetition,
    unixTime: Double, random: Double
  ) -> Decision {
    let isWorthwhile: Bool
    switch repetition {
    case .always: isWorthwhile = response.status == 429 || (500...599).contains(response.status)
    case .onlyIfRejected: isWorthwhile = response.status == 429
    }
    guard isWorthwhile, attempts < maxAttempts else { return .stop }
    let backoff = backoff(after: attempts, random: random)
    guard let asked = Self.wait(askedBy: response, unixTime: unixTime) else {
      return .retry(after: backoff)
    }
    // Sooner would be turned away again, so a wait that is too long ends it.
    return waited + asked <= longestWait ? .retry(after: asked + backoff * 0.1) : .stop
  }

  package func decide(
    after error: TransportError, attempts: Int, repetition: Repetition, random: Double
  ) -> Decision {
    guard attempts < maxAttempts, repetition == .always || !error.wasSent else { return .stop }
    switch error.kind {
    // A second try that takes its whole time as well says enough.
    case .timeout where attempts >= 2: return .stop
    case .cannotResolve, .cannotConnect, .timeout, .connectionLost:
      return .retry(after: backoff(after: attempts, random: random))
    case .tls, .tooLarge, .notHTTP, .interrupted, .other: return .stop
    }
  }

  /// Exponential, with half of it left to chance so that clients do not come back together.
  private func backoff(after attempts: Int, random: Double) -> Double {
    let full = firstDelay * Double(1 << min(attempts - 1, 10))
    return full * (0.5 + random / 2)
  }

  /// Seconds that a server asks to wait: `Retry-After` in seconds or as a date, else
  /// `X-Rate-Limit-Reset` in seconds (or, above a billion, as a Unix time).
  static func wait(askedBy response: HTTPResponse, unixTime: Double) -> Double? {
    if let text = response.header("Retry-After") {
      if let seconds = UInt32(text) { return Double(seconds) }
      if let date = HTTPDate.unixTime(of: text) { return max(0, Double(date) - unixTime) }
    }
    guard response.status == 429, let text = response.header("X-Rate-Limit-Reset"),
      let number = Double(text), number.isFinite, number >= 0
    else { return nil }
    return number > 1_000_000_000 ? max(0, number - unixTime) : number
  }
}
