/// The retry of a `requests` session: `session.mount("https://", HTTPAdapter(max_retries=Retry(...)))`.
///
/// Source: https://urllib3.readthedocs.io/en/stable/reference/urllib3.util.html#urllib3.util.Retry
struct AdapterRetry {
  let analysis: CallPathAnalysis
  let instance: ClientInstance

  enum Reading {
    case retries(token: Int, statuses: Set<Int>)
    case falls(token: Int, note: String)
  }

  func read() -> Reading? {
    guard source.language == .python, !instance.creation.isEmpty else { return nil }
    let calls = setUp.flatMap { range in
      source.calls.filter { range.contains($0.nameTokens.lowerBound) }
    }
    if let policy = calls.first(where: { $0.last == "Retry" }) { return read(policy) }
    let adapter = calls.first {
      $0.last.hasSuffix("HTTPAdapter") && value(of: "max_retries", in: $0) != nil
    }
    return adapter.map {
      .falls(
        token: $0.nameTokens.lowerBound,
        note: "a number of max_retries repeats failed connections, and no answer")
    }
  }

  private var source: SourceFile { instance.source }

  /// How often a value that is handed on is looked up: adapter, then its policy.
  private static let mostHandedOn = 2

  /// The statements that set the session up, with what they are handed.
  private var setUp: [Range<Int>] {
    var ranges = analysis.setUp(of: instance)
    for _ in 0..<Self.mostHandedOn {
      let given = ranges.flatMap { range in
        source.calls.filter { range.contains($0.nameTokens.lowerBound) }.flatMap(\.argumentList)
      }
      ranges += given.compactMap { argument in
        argument.isEmpty ? nil : resolved(argument).range
      }
    }
    return ranges
  }

  private func read(_ policy: Call) -> Reading {
    let token = policy.nameTokens.lowerBound
    let statuses = numbers(of: "status_forcelist", in: policy).filter { (400...599).contains($0) }
    guard !statuses.isEmpty else {
      return .falls(token: token, note: "Retry without status_forcelist repeats no 5xx")
    }
    let words = statuses.sorted().map(String.init).joined(separator: ", ")
    guard statuses.contains(429) else {
      return .falls(token: token, note: "retries on \(words), not on 429")
    }
    guard statuses.contains(where: { $0 >= 500 }) else {
      return .falls(token: token, note: "retries on 429, not on 5xx")
    }
    guard grows(policy) else {
      return .falls(token: token, note: "Retry without backoff_factor does not wait")
    }
    return .retries(token: token, statuses: Set(statuses))
  }

  private func grows(_ policy: Call) -> Bool {
    guard let value = value(of: "backoff_factor", in: policy) else { return false }
    return !["0", "0.0"].contains(resolved(value).text)
  }

  private func numbers(of option: String, in call: Call) -> [Int] {
    guard let value = value(of: option, in: call) else { return [] }
    let (range, _) = resolved(value)
    return range.flatMap { index -> [Int] in
      let text = source.tokens[index].text
      // range(500, 600), HTTPStatus.TOO_MANY_REQUESTS
      return Int(text).map { [$0] } ?? Self.names[text].map { [$0] } ?? []
    }
  }

  private static let names: [String: Int] = [
    "TOO_MANY_REQUESTS": 429, "too_many_requests": 429, "INTERNAL_SERVER_ERROR": 500,
    "BAD_GATEWAY": 502, "SERVICE_UNAVAILABLE": 503, "GATEWAY_TIMEOUT": 504,
  ]

  private func value(of option: String, in call: Call) -> Range<Int>? {
    call.argumentList.first { argument in
      argument.count > 2 && source.tokens[argument.lowerBound].isWord(option)
        && source.tokens[argument.lowerBound + 1].isSign("=")
    }.map { $0.lowerBound + 2..<$0.upperBound }
  }

  /// What a name stands for, where the value is one.
  private func resolved(_ value: Range<Int>) -> (range: Range<Int>, text: String) {
    let last = source.tokens[value.upperBound - 1]
    guard last.kind == .word,
      let found = analysis.definitions(of: source)
        .definition(of: last.text, at: value.lowerBound, in: source)
    else { return (value, value.count == 1 ? last.text : "") }
    return (found.value, found.value.count == 1 ? source.tokens[found.value.lowerBound].text : "")
  }
}
