/// What the arguments of a library's retry say of its waits.
struct RetryPolicy {
  /// The words of its arguments.
  let words: [String]
  /// The name it is called by: `tenacity.retry`.
  let name: String
  let language: Language
  let dependencies: Dependencies

  /// Whether the wait grows; the libraries' own defaults count for what they are.
  var grows: Bool {
    if words.contains(where: { Self.growing.contains($0) || $0.hasPrefix("wait_exponential") }) {
      return true
    }
    if words.contains(where: Self.constant.contains) { return false }
    let last = name.split(separator: ".").last ?? ""
    switch last {
    // Spring Retry waits one second each time, unless its backoff has a multiplier.
    case "Retryable": return false
    // tenacity, retrying and retry do not wait at all, or always as long.
    case "retry", "Retrying", "AsyncRetrying":
      guard language == .python,
        dependencies.holdsOne(of: ["tenacity", "retrying", "retry", "retry2"]),
        !dependencies.holdsOne(of: ["stamina"]), !name.hasPrefix("stamina")
      else { return true }
      return words.contains { $0 == "wait" || $0 == "backoff" || $0.hasPrefix("wait_") }
    default: return true
    }
  }

  /// `retries: 0`, `max_tries=0`: nothing is repeated.
  var isOff: Bool {
    words.indices.dropLast(2).contains { index in
      Self.limits.contains(words[index]) && [":", "="].contains(words[index + 1])
        && ["0", "false", "False"].contains(words[index + 2])
    }
  }

  /// Whether it repeats failed connections alone: an answer of 429 or 503 is none.
  var isOfConnections: Bool {
    let errors = words.filter { word in
      ["Error", "Exception", "Timeout", "Refused"].contains { word.hasSuffix($0) }
    }
    return !errors.isEmpty && errors.allSatisfy(Self.ofConnections.contains)
  }

  private static let limits: Set<String> = [
    "retries", "maxRetries", "max_retries", "numOfAttempts", "maxAttempts", "max_tries", "attempts",
    "max_attempts", "limit", "retry",
  ]
  private static let ofConnections: Set<String> = [
    "ConnectionError", "ConnectTimeout", "ReadTimeout", "Timeout", "ConnectError", "TimeoutError",
    "ConnectionTimeout", "TimeoutException", "ConnectionRefusedError", "ConnectionResetError",
  ]

  private static let growing: Set<String> = [
    "expo", "fibo", "multiplier", "random", "wait_random_exponential", "wait_incrementing",
    "wait_chain", "runtime", "exponential", "NewExponentialBackOff",
  ]
  private static let constant: Set<String> = [
    "constant", "wait_fixed", "wait_none", "fixedDelay", "NewConstantBackOff", "ZeroBackOff",
  ]

  /// Whether a call of that name retries: any policy of Polly is executed, also a circuit breaker.
  static func isRetry(_ name: String, analysis: CallPathAnalysis, language: Language) -> Bool {
    guard language == .csharp, name.hasSuffix(".ExecuteAsync") else { return true }
    let makers = ["WaitAndRetryAsync", "WaitAndRetry", "AddRetry", "RetryStrategyOptions"]
    return analysis.path.surroundings.contains { source in
      makers.contains { source.words[$0] != nil }
    }
  }
}
