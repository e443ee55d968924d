/// Sends requests politely: within a time budget, again where that is safe, and through redirects
/// that stay where they may.
package struct HTTPCaller {
  let transport: any HTTPTransport
  let clock: RunClock
  let retry: RetryPolicy
  /// Seconds for one exchange.
  let requestTimeout: Double
  let redirects: RedirectRule

  /// More than a real service needs to get from `/` to its page.
  private static let mostRedirects = 3

  /// An answer of any status, with what it took.
  struct Answer {
    var response: HTTPResponse
    /// Requests sent, redirects not counted.
    var attempts: Int
    /// Seconds that the last exchange took.
    var latency: Double
  }

  func call(
    _ request: HTTPRequest, repetition: RetryPolicy.Repetition = .always, within budget: TimeBudget
  ) throws(CallError) -> Answer {
    var attempts = 0
    var waited = 0.0
    var wasSent = false
    while true {
      attempts += 1
      let start = clock.monotonic()
      let decision: RetryPolicy.Decision
      let outcome: Result<Answer, CallError>
      do {
        let response = try follow(request, within: budget)
        outcome = .success(
          Answer(response: response, attempts: attempts, latency: clock.monotonic() - start))
        wasSent = true
        decision = retry.decide(
          after: response, attempts: attempts, waited: waited, repetition: repetition,
          unixTime: clock.unixTime(), random: clock.random())
      } catch {
        wasSent = wasSent || error.wasSent
        outcome = .failure(CallError(error.cause, attempts: attempts, wasSent: wasSent))
        decision = error.decision(by: retry, attempts, repetition, random: clock.random())
      }
      guard case .retry(let wait) = decision, wait < budget.left else { return try outcome.get() }
      waited += wait
      guard clock.sleep(wait) else {
        throw CallError(.interrupted, attempts: attempts, wasSent: wasSent)
      }
    }
  }

  /// One exchange, and those that its redirects ask for.
  private func follow(
    _ request: HTTPRequest, within budget: TimeBudget
  ) throws(CallError) -> HTTPResponse {
    var request = request
    var visited: Set<HTTPAddress> = [request.address]
    while true {
      let timeout = min(requestTimeout, budget.left)
      guard timeout > 0 else { throw CallError(.outOfTime, attempts: 1, wasSent: false) }
      let response: HTTPResponse
      do {
        response = try transport.send(request, timeout: timeout)
      } catch {
        throw CallError(.transport(error), attempts: 1, wasSent: error.wasSent)
      }
      guard [301, 302, 303, 307, 308].contains(response.status) else { return response }
      let next = try target(of: response, to: request)
      guard visited.insert(next).inserted, visited.count <= Self.mostRedirects + 1 else {
        throw CallError(.redirect("in a circle, to \(next)"), attempts: 1, wasSent: true)
      }
      request.address = next
    }
  }

  private func target(
    of response: HTTPResponse, to request: HTTPRequest
  ) throws(CallError) -> HTTPAddress {
    func refused(_ why: String) -> CallError {
      CallError(.redirect(why), attempts: 1, wasSent: true)
    }
    guard let location = response.header("Location") else { throw refused("without a Location") }
    let next: HTTPAddress
    do {
      next = try request.address.following(location: location)
    } catch {
      throw refused("to an address that can't be used")
    }
    guard request.method == .get || [307, 308].contains(response.status) else {
      throw refused("of a \(request.method.rawValue) to \(next)")
    }
    guard redirects.allows(from: request.address, to: next) else {
      throw refused("to \(next.origin), which is another host")
    }
    return next
  }
}

/// Where a redirect may lead.
enum RedirectRule {
  /// Same scheme, host and port: for requests that carry the key.
  case sameOrigin
  /// Same host; from http to https as well.
  case sameHost

  func allows(from: HTTPAddress, to: HTTPAddress) -> Bool {
    switch self {
    case .sameOrigin: to.hasSameOrigin(as: from)
    case .sameHost: to.host == from.host && (to.isSecure || !from.isSecure)
    }
  }
}

/// Why a call came to no answer.
package struct CallError: Error, Hashable {
  package enum Cause: Hashable, Sendable {
    case transport(TransportError)
    /// A redirect that is not followed; says where to.
    case redirect(String)
    case outOfTime
    case interrupted
  }
  package var cause: Cause
  package var attempts: Int
  /// Whether the server may have acted on any of the attempts.
  package var wasSent: Bool

  init(_ cause: Cause, attempts: Int, wasSent: Bool) {
    if case .transport(let error) = cause, error.kind == .interrupted {
      self.cause = .interrupted
    } else {
      self.cause = cause
    }
    self.attempts = attempts
    self.wasSent = wasSent
  }

  fileprivate func decision(
    by policy: RetryPolicy, _ attempts: Int, _ repetition: RetryPolicy.Repetition, random: Double
  ) -> RetryPolicy.Decision {
    guard case .transport(let error) = cause else { return .stop }
    return policy.decide(after: error, attempts: attempts, repetition: repetition, random: random)
  }
}
