internal import FoundationEssentials

/// Time and chance, as the run sees them; tests put their own in place.
package struct RunClock: Sendable {
  /// Seconds since some fixed moment, never going back.
  package var monotonic: @Sendable () -> Double
  /// Seconds since 1970-01-01T00:00:00Z.
  package var unixTime: @Sendable () -> Double
  /// Waits so many seconds. False where a request to stop ended the wait.
  package var sleep: @Sendable (Double) -> Bool
  /// From 0 up to, but not including, 1.
  package var random: @Sendable () -> Double

  package init(
    monotonic: @escaping @Sendable () -> Double, unixTime: @escaping @Sendable () -> Double,
    sleep: @escaping @Sendable (Double) -> Bool, random: @escaping @Sendable () -> Double
  ) {
    self.monotonic = monotonic
    self.unixTime = unixTime
    self.sleep = sleep
    self.random = random
  }

  package static let system: RunClock = {
    let start = ContinuousClock.now
    return RunClock(
      monotonic: { (ContinuousClock.now - start) / .seconds(1) },
      unixTime: { Date().timeIntervalSince1970 },
      sleep: { StopSignals.sleep(seconds: $0) },
      random: { Double.random(in: 0..<1) })
  }()
}

/// A span of time that requests and waits share.
package struct TimeBudget: Sendable {
  private let clock: RunClock
  private let end: Double

  package init(seconds: Double, on clock: RunClock) {
    self.clock = clock
    end = clock.monotonic() + seconds
  }

  /// Seconds, never negative.
  package var left: Double { max(0, end - clock.monotonic()) }

  /// A budget inside this one that ends no later.
  package func part(seconds: Double) -> TimeBudget {
    TimeBudget(seconds: min(seconds, left), on: clock)
  }
}
