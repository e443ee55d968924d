/// The words by which services' metrics are understood.
enum MetricNames {
  static func isAboutMaintainX(_ name: String) -> Bool {
    name.lowercased().contains("maintainx") || words(name).contains("mx")
  }

  /// `http_requests_total`, `maintainx_api_calls_total`, `http_request_duration_seconds_count`.
  static func countsCalls(_ name: String) -> Bool {
    if name.hasSuffix("_count") { return measuresDuration(String(name.dropLast(6))) }
    guard name.hasSuffix("_total"), !countsErrors(name) else { return false }
    return !words(name).isDisjoint(with: ["request", "requests", "call", "calls", "responses"])
  }

  /// `maintainx_errors_total`, `http_request_failures_total`.
  static func countsErrors(_ name: String) -> Bool {
    name.hasSuffix("_total")
      && !words(name).isDisjoint(with: ["errors", "failures", "failed", "error", "exceptions"])
  }

  /// `http_request_duration_seconds`, `maintainx_request_seconds`, `maintainx_latency_ms`.
  static func measuresDuration(_ name: String) -> Bool {
    let words = words(name)
    let isTime = !words.isDisjoint(
      with: ["duration", "latency", "seconds", "milliseconds", "ms", "time"])
    let isCall = !words.isDisjoint(with: ["request", "requests", "call", "calls", "http", "api"])
    return isTime && (isCall || isAboutMaintainX(name))
  }

  /// `maintainx_sync_lag_seconds`.
  static func measuresLag(_ name: String) -> Bool {
    let words = words(name)
    return words.contains("lag") && (words.contains("sync") || isAboutMaintainX(name))
  }

  /// `maintainx_last_sync_timestamp_seconds`.
  static func datesSync(_ name: String) -> Bool {
    let words = words(name)
    return words.contains("sync") && words.contains("last")
      && !words.isDisjoint(with: ["timestamp", "time"])
  }

  static func secondsPerUnit(_ name: String) -> Double {
    let words = words(name)
    if !words.isDisjoint(with: ["ms", "milliseconds", "millis"]) { return 0.001 }
    return words.contains("minutes") ? 60 : 1
  }

  /// Whether the labels mark a failed call; `nil` where they tell nothing.
  static func failure(in labels: [String: String]) -> Bool? {
    for (name, value) in labels {
      switch name.lowercased() {
      case "status", "status_code", "code", "http_status", "http_status_code", "statuscode",
        "http_response_status_code", "status_class", "outcome", "result":
        return isFailure(value.lowercased())
      case "success", "ok": return value.lowercased() == "false"
      case "error": return !["", "false", "none", "0"].contains(value.lowercased())
      default: continue
      }
    }
    return nil
  }

  /// 5xx and 429, as the checklist's own alert counts them.
  private static func isFailure(_ value: String) -> Bool {
    if let code = Int(value) { return code == 429 || (500...599).contains(code) }
    return ["5xx", "error", "failure", "failed", "fail", "exception", "timeout", "server_error"]
      .contains(value)
  }

  private static func words(_ name: String) -> Set<Substring> {
    Set(name.lowercased().split { $0 == "_" || $0 == ":" })
  }
}
