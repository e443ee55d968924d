/// Reads a loop, or a function that calls itself, as a retry: on what, and with what waits.
struct RetryLoop {
  let source: SourceFile
  /// The loop or function, with its head.
  let range: Range<Int>
  let definitions: Definitions
  /// Whether the client raises an answer of 400 or more as an error.
  let clientRaises: Bool
  /// Where the limit of the attempts may be given.
  var others: [SourceFile] = []
  /// The bodies of the functions that the loop asks: `isRetryable(status)`, `backoffDelay(attempt)`.
  var helpers: [(source: SourceFile, body: Range<Int>)] = []

  enum Reading {
    case retries(token: Int, note: String, statuses: Set<Int>)
    case falls(token: Int, note: String)
  }

  /// `nil` where it is no retry at all: a loop over pages or records.
  func read() -> Reading? {
    guard let wait = waits.first, countsAttempts, seesFailure else { return nil }
    if let limit = idleLimit {
      return .falls(
        token: limit, note: "\(source.tokens[limit].text) is 0 unless somebody asks for more")
    }
    let statuses = self.statuses
    let is429 = statuses.contains(429) || namesTooManyRequests
    let is5xx = statuses.contains { (500...599).contains($0) }
    let isAny = retriesAnyError
    guard is429 || isAny && !is5xx else {
      return .falls(token: wait, note: "retries on \(Self.words(statuses)), not on 429")
    }
    guard is5xx || isAny else {
      return .falls(token: wait, note: "retries on 429, not on 5xx")
    }
    guard grows else { return .falls(token: wait, note: "waits the same time each time") }
    let kinds = is429 && is5xx ? "429 and 5xx" : "every error"
    return .retries(
      token: wait, note: "retries on \(kinds) with growing waits",
      statuses: isAny || comparesWith5xx ? statuses.union([429, 500, 502, 503, 504]) : statuses)
  }

  /// A limit of the attempts that is 0 by default, where nothing gives another.
  private var idleLimit: Int? {
    visible.first { index in
      guard source.tokens[index].kind == .word, isLimit(index),
        definitions.all(of: source.tokens[index].text).contains(where: isOff)
      else { return false }
      return !isRaised(source.tokens[index].text)
    }
  }

  /// `attempt <= maxRetries`; the counter itself begins at 0 and grows.
  private func isLimit(_ index: Int) -> Bool {
    let name = source.tokens[index].text.lowercased()
    guard name.contains("retr") || name.contains("attempt") || name == "tries", index > 0 else {
      return false
    }
    let next = index + 1 < source.tokens.count ? source.tokens[index + 1].text : ""
    let grows = (source.words[source.tokens[index].text] ?? []).contains { place in
      range.contains(place) && place + 1 < source.tokens.count
        && (["++", "+=", "=", "-=", "--"].contains(source.tokens[place + 1].text)
          || source.tokens[place - 1].text == "++")
    }
    return !grows
      && (["<", "<=", "range", "(", "&&"].contains(source.tokens[index - 1].text)
        || [">", ">=", "times"].contains(next))
  }

  private func isOff(_ definition: Definitions.Definition) -> Bool {
    definition.value.count == 1
      && ["0", "false", "False"].contains(source.tokens[definition.value.lowerBound].text)
  }

  /// Whether some place gives the limit another value: `maxRetries: 3`, `retries=3`.
  private func isRaised(_ name: String) -> Bool {
    others.contains { other in
      (other.words[name] ?? []).contains { place in
        guard place + 2 < other.tokens.count,
          [":", "=", "=>", ":="].contains(other.tokens[place + 1].text)
        else { return false }
        let value = other.tokens[place + 2].text
        return !["0", "false", "False"].contains(value)
          && other.tokens[place + 2].kind != .sign && !Self.types.contains(value)
      }
    }
  }

  private static let types: Set<String> = ["number", "int", "Int", "Number", "boolean", "bool"]

  /// `status >= 500`, `status < 500`: the whole class, not one status.
  private var comparesWith5xx: Bool {
    let tokens = asked
    return tokens.indices.dropFirst().contains { index in
      ["500", "499"].contains(tokens[index].text)
        && [">=", ">", "<", "<="].contains(tokens[index - 1].text)
    }
  }

  private static func words(_ statuses: Set<Int>) -> String {
    statuses.filter { $0 >= 400 }.sorted().map(String.init).joined(separator: ", ")
  }

  private var visible: [Int] { range.filter { !source.isLogged($0) } }

  /// The tokens of the loop and of what it asks.
  private var asked: [Token] {
    visible.map { source.tokens[$0] }
      + helpers.flatMap { helper in helper.body.map { helper.source.tokens[$0] } }
  }

  /// Calls that wait.
  private var waits: [Int] {
    source.calls.filter { range.contains($0.nameTokens.lowerBound) && Self.isWait($0) }
      .map(\.nameTokens.lowerBound)
  }

  static func isWait(_ call: Call) -> Bool {
    let name = call.last.lowercased()
    if call.dotted == "time.After" || call.dotted == "Task.Delay" || name == "settimeout" {
      return true
    }
    return name.contains("sleep") || name == "delay" || name == "wait" || name == "pause"
      || name.hasSuffix("delay") && name.utf8.count < 16 || name == "backoff" || name == "waitfor"
      || name == "scheduleretry"
  }

  private var countsAttempts: Bool {
    visible.contains { index in
      let text = source.tokens[index].text.lowercased()
      return source.tokens[index].kind == .word
        && (text.contains("attempt") || text.contains("retr") || text == "tries"
          || text.contains("trycount"))
    } || isCountedLoop
  }

  /// `for _ in range(3)`, `for i := 0; i < 3; i++`, `3.times do`: with a way out by `return`/`break`.
  private var isCountedLoop: Bool {
    let head = range.prefix(16).map { source.tokens[$0].text }
    let counts =
      head.contains("range") || head.contains("times") || head.contains("<")
      || head.contains("<=")
    return counts && head.contains { $0 == "for" || $0 == "times" || $0 == "while" }
      && visible.contains { ["return", "break"].contains(source.tokens[$0].text) }
  }

  private var handlers: [Block] {
    source.blocks.filter { $0.kind == .handler && range.contains($0.whole.lowerBound) }
  }

  private var seesFailure: Bool {
    !handlers.isEmpty || !statuses.isEmpty || namesTooManyRequests
      || source.language == .go && visible.contains { source.tokens[$0].isWord("err") }
  }

  /// Statuses of 400 and more that are compared with or listed.
  private var statuses: Set<Int> {
    Set(
      asked.flatMap { token -> [Int] in
        guard token.kind == .number else { return namedStatuses(token) }
        return Int(token.text).map { (400...599).contains($0) ? [$0] : [] } ?? []
      })
  }

  /// `RETRYABLE_STATUSES`, `http.StatusTooManyRequests`, `HttpStatus.SERVICE_UNAVAILABLE`.
  private func namedStatuses(_ token: Token) -> [Int] {
    guard token.kind == .word else { return [] }
    let name = token.text.lowercased().filter { $0 != "_" }
    if name.contains("toomanyrequests") { return [429] }
    if name.contains("internalservererror") { return [500] }
    if name.contains("serviceunavailable") { return [503] }
    guard name.contains("status") || name.contains("retryable") || name.contains("codes") else {
      return []
    }
    guard let definition = definitions.exported(token.text, from: source) else { return [] }
    return definition.value.compactMap { Int(source.tokens[$0].text) }
      .filter { (400...599).contains($0) }
  }

  private var namesTooManyRequests: Bool {
    asked.contains { token in
      let name = token.text.lowercased().filter { $0 != "_" }
      return token.kind == .word
        && (name.contains("toomanyrequests") || name.contains("ratelimiterror")
          || name.contains("isratelimit"))
    }
  }

  /// A handler that goes on with the loop, for whatever error.
  private var retriesAnyError: Bool {
    let raises =
      clientRaises
      || visible.contains {
        ["ok", "raise_for_status", "raiseForStatus", "EnsureSuccessStatusCode", "throw", "raise"]
          .contains(source.tokens[$0].text)
      }
    if source.language == .go {
      return visible.contains { source.tokens[$0].isWord("err") } && statuses.isEmpty
    }
    return raises && handlers.contains { !throwsAtOnce($0) }
  }

  private func throwsAtOnce(_ handler: Block) -> Bool {
    guard let first = handler.body.first else { return false }
    return ["throw", "raise", "return", "break"].contains(source.tokens[first].text)
  }

  /// Whether the wait grows from one attempt to the next.
  private var grows: Bool {
    let isNamed = asked.contains { token in
      if token.kind == .sign { return ["**", "*=", "<<", "**="].contains(token.text) }
      let name = token.text.lowercased()
      return token.kind == .word
        && (name == "pow" || name.contains("exponential") || name.contains("backoff")
          || name == "expo")
    }
    return isNamed || product != nil || listedWaits != nil
  }

  /// `attempt * 1000`, `delay * 2`.
  private var product: Int? {
    visible.first { index in
      guard source.tokens[index].isSign("*"), index > range.lowerBound,
        index + 1 < range.upperBound
      else { return false }
      return [index - 1, index + 1].contains { side in
        let name = source.tokens[side].text.lowercased()
        return source.tokens[side].kind == .word
          && (name.contains("attempt") || name.contains("retr") || name == "i" || name == "n")
      } || source.tokens[index + 1].text == "2"
        || source.tokens[index - 1].text == ")" && source.tokens[index + 1].kind == .number
          && source.partners[index - 1] >= 0
          && (source.partners[index - 1]..<index).contains { side in
            source.tokens[side].text.lowercased().contains("attempt")
          }
    }
  }

  /// `delays[attempt]`.
  private var listedWaits: Int? {
    visible.first { index in
      guard source.tokens[index].isSign("["), index > range.lowerBound else { return false }
      let name = source.tokens[index - 1].text.lowercased()
      return name.contains("delay") || name.contains("wait") || name.contains("backoff")
    }
  }
}
