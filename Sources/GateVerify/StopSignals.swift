internal import CStopSignals

/// Requests to stop: SIGINT, SIGTERM and SIGHUP, turned into something that a wait can watch.
package enum StopSignals {
  /// From here on the signals no longer end the process.
  /// - Returns: a descriptor that is readable while a request to stop is pending.
  package static func catchAll() throws(VerifyError) -> Int32 {
    let descriptor = stop_signals_catch()
    guard descriptor >= 0 else {
      throw VerifyError("no pipe could be opened", status: .couldNotCheck)
    }
    return descriptor
  }

  /// The name of the first signal that arrived.
  package static var first: String? {
    let number = stop_signals_first()
    if number == 0 { return nil }
    return [1: "SIGHUP", 2: "SIGINT", 15: "SIGTERM"][number] ?? "signal \(number)"
  }

  /// Lets a cleanup finish: until `resume`, only a second signal, more than two seconds after the
  /// first, stops anything.
  package static func hold() { stop_signals_hold() }
  package static func resume() { stop_signals_resume() }

  /// Waits. False where a request to stop ended the wait.
  package static func sleep(seconds: Double) -> Bool {
    stop_signals_sleep(Int32(clamping: Int((seconds * 1000).rounded(.up)))) == 0
  }
}

/// How a run learns that it is to stop.
package struct StopControl {
  /// What asked for it: "SIGTERM"; `nil` while nothing did.
  package var reason: () -> String?
  /// Lets a cleanup finish: the first request to stop passes without effect until `resume`.
  package var hold: () -> Void
  package var resume: () -> Void

  package init(
    reason: @escaping () -> String?, hold: @escaping () -> Void, resume: @escaping () -> Void
  ) {
    self.reason = reason
    self.hold = hold
    self.resume = resume
  }

  package static var signals: StopControl {
    StopControl(
      reason: { StopSignals.first }, hold: { StopSignals.hold() },
      resume: { StopSignals.resume() })
  }
}
