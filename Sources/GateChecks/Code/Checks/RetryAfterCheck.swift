import GateMatching
import GateModel

/// `errors.retryAfter`: the wait after a 429 is what `Retry-After` or `X-Rate-Limit-Reset` says.
struct RetryAfterCheck: CodeCheck {
  static let id = CheckID("errors.retryAfter")
  private let code: CodeReading

  static func observe(_ code: CodeReading) throws(MatchingError) -> CheckObservations {
    try RetryAfterCheck(code: code).observe()
  }

  private init(code: CodeReading) { self.code = code }

  private func observe() throws(MatchingError) -> CheckObservations {
    var observations: [Observation] = []
    for site in code.analysis.sites {
      if !site.client.retries.isEmpty, !code.analysis.isRetrySwitchedOff(site) {
        observations.append(
          Observation(.proves, site.evidence(site.client.retries + site.client.source)))
      }
      observations += try code.clientObservations(of: site)
    }
    let senders = Set(code.analysis.sites.map { ObjectIdentifier($0.source) })
    for source in code.analysis.path.files {
      guard let reading = header(in: source) else { continue }
      let isNearCall =
        senders.contains(ObjectIdentifier(source))
        || code.analysis.path.anchors.contains { $0 === source }
        || isCalledBySender(source, senders)
      if isNearCall { observations += reading }
    }
    observations += try code.patternObservations()
    return CheckObservations(
      observations: observations.removingDuplicates(), lookedFor: code.definition.lookedFor,
      filesExamined: code.analysis.path.files.count, caveat: code.analysis.caveat)
  }

  /// Whether a file that sends requests calls a function of this one.
  private func isCalledBySender(_ source: SourceFile, _ senders: Set<ObjectIdentifier>) -> Bool {
    let names = Set(source.blocks.filter { $0.kind == .function }.map(\.name)).subtracting([""])
    return code.analysis.sites.contains { site in
      senders.contains(ObjectIdentifier(site.source))
        && site.source.calls.contains { names.contains($0.last) }
    }
  }

  private static let headers: Set<String> = [
    "retry-after", "retryafter", "x-rate-limit-reset", "x-ratelimit-reset", "retry_after",
    "ratelimit-reset",
  ]

  private static let quick = TokenNames(headers)

  /// How long one of them may be as it is written, in quotes.
  private static let lengths = 10...30

  /// What a file does with the header; `nil` where it does not read it.
  private func header(in source: SourceFile) -> [Observation]? {
    var near: [Observation] = []
    for index in source.tokens.indices {
      let token = source.tokens[index]
      guard Self.lengths.contains(token.text.utf8.count),
        token.kind == .string || token.kind == .word, Self.quick.mayHold(token),
        Self.headers.contains(token.content.lowercased()), !source.isLogged(index),
        token.kind == .string || isMember(index, in: source)
      else { continue }
      if drivesWait(index, in: source) { return [proof(at: index, in: source)] }
      if let other = placesOfConstant(index, in: source).first(where: drivesWait) {
        return [proof(at: other.index, in: other.source)]
      }
      near.append(
        Observation(
          .near, source.evidence(atToken: index, note: "reads it, but does not wait by it")))
    }
    return near.isEmpty ? nil : near
  }

  private func proof(at index: Int, in source: SourceFile) -> Observation {
    Observation(.proves, source.evidence(atToken: index, note: "its value sets the wait"))
  }

  /// Where a constant stands that holds the header's name: `const RetryAfter = "Retry-After"`.
  private func placesOfConstant(
    _ index: Int, in source: SourceFile
  ) -> [(index: Int, source: SourceFile)] {
    guard source.tokens[index].kind == .string, source.function(around: index) == nil,
      let constant = code.analysis.definitions(of: source).all.first(where: {
        $0.value == index..<index + 1
      })
    else { return [] }
    // Go's constants may have a type: RetryAfter Header = "Retry-After"
    let isTyped = source.language == .go && !source.tokens[constant.name].startsLine
    let place = isTyped ? constant.name - 1 : constant.name
    let name = Definitions.plain(source.tokens[place].text)
    return code.analysis.path.files.filter { $0.language == source.language }.flatMap { other in
      (other.words[name] ?? []).filter { $0 != place || other !== source }
        .map { (index: $0, source: other) }
    }
  }

  /// `headers.RetryAfter`. In Go, where headers are asked for by text, only an error's field is one:
  /// a limiter of the service's own has such a field too.
  private func isMember(_ index: Int, in source: SourceFile) -> Bool {
    guard index > 1, source.tokens[index - 1].isSign(".") else { return false }
    return source.language != .go || source.tokens[index - 2].text.lowercased().contains("err")
  }

  /// Whether what is read at a token ends up in a wait of the same function, or is what a function
  /// returns that others wait by.
  private func drivesWait(_ index: Int, in source: SourceFile) -> Bool {
    let scope =
      source.blocks(around: index).last { $0.kind == .function }?.whole
      ?? 0..<source.tokens.count
    let waits = source.calls.filter {
      scope.contains($0.nameTokens.lowerBound) && RetryLoop.isWait($0)
    }
    if waits.contains(where: { $0.arguments.contains(index) }) { return true }
    let names = namesHolding(index, in: source, scope: scope)
    if waits.contains(where: { call in call.arguments.contains { isOne(of: names, $0, source) } }) {
      return true
    }
    return isReturned(index, names, in: source) && isWaitedFor(index, in: source)
  }

  /// How often a value is handed from one name to the next.
  private static let steps = 4

  private func namesHolding(_ index: Int, in source: SourceFile, scope: Range<Int>) -> Set<String> {
    let definitions = code.analysis.definitions(of: source)
    var names: Set<String> = []
    let all = definitions.all.filter { scope.contains($0.name) }
    for definition in all where definition.value.contains(index) {
      names.insert(source.tokens[definition.name].text)
    }
    for _ in 0..<Self.steps {
      for definition in all
      where definition.value.contains(where: { isOne(of: names, $0, source) }) {
        names.insert(source.tokens[definition.name].text)
      }
    }
    return names
  }

  private func isOne(of names: Set<String>, _ index: Int, _ source: SourceFile) -> Bool {
    source.tokens[index].kind == .word && names.contains(source.tokens[index].text)
  }

  private func isReturned(_ index: Int, _ names: Set<String>, in source: SourceFile) -> Bool {
    guard let function = source.function(around: index) else { return false }
    return function.body.contains { place in
      guard source.tokens[place].isWord("return") else { return false }
      var end = Definitions.expressionEnd(from: place + 1, in: source)
      while end < source.tokens.count, source.tokens[end].isSign(",") {
        end = Definitions.expressionEnd(from: end + 1, in: source)
      }
      let value = place..<end
      return value.contains(index) || value.contains { isOne(of: names, $0, source) }
    }
      || function.body.lowerBound <= index && function.name.isEmpty
        && !source.tokens[function.body.lowerBound].isSign("{") && names.isEmpty
  }

  /// Whether the function around a token is called in a wait, or given to a retry as its delay.
  private func isWaitedFor(_ index: Int, in source: SourceFile) -> Bool {
    guard let function = source.function(around: index) else { return false }
    let start = function.head.lowerBound
    if start > 1, source.tokens[start - 1].isSign(":"),
      Self.delayOptions.contains(source.tokens[start - 2].text)
    {
      return true
    }
    if Self.delayOptions.contains(function.name) { return true }
    guard !function.name.isEmpty else { return false }
    return isDelayOption(function.name)
      || code.analysis.path.files.contains { other in
        other.calls.contains { call in
          RetryLoop.isWait(call)
            && call.arguments.contains { other.tokens[$0].isWord(function.name) }
        }
          || other.calls.contains { call in
            call.last == function.name
              && heldByWait(call.nameTokens.lowerBound, in: other)
          }
      }
  }

  /// `backoff: DefaultBackoff` hands the function to what waits.
  private func isDelayOption(_ name: String) -> Bool {
    code.analysis.path.files.contains { source in
      (source.words[name] ?? []).contains { place in
        place > 1 && [":", "="].contains(source.tokens[place - 1].text)
          && Self.delayOptions.contains(source.tokens[place - 2].text)
      }
    }
  }

  /// `const wait = delayFrom(response); await sleep(wait)`.
  private func heldByWait(_ index: Int, in source: SourceFile) -> Bool {
    guard let function = source.function(around: index) else { return false }
    let names = namesHolding(index, in: source, scope: function.whole)
    return source.calls.contains { call in
      function.whole.contains(call.nameTokens.lowerBound) && RetryLoop.isWait(call)
        && call.arguments.contains { isOne(of: names, $0, source) }
    }
  }

  private static let delayOptions: Set<String> = [
    "retryDelay", "calculateDelay", "delay", "wait", "backoff", "backoffFunction", "DelayGenerator",
    "sleepDurationProvider", "waitDuration",
  ]
}
