import GateMatching
import GateModel
import GateRules

/// `errors.retry`: every call of the API goes through a retry on 429 and 5xx with growing waits.
struct RetryCheck: CodeCheck {
  static let id = CheckID("errors.retry")
  private let code: CodeReading

  static func observe(_ code: CodeReading) throws(MatchingError) -> CheckObservations {
    try RetryCheck(code: code).observe()
  }

  private init(code: CodeReading) { self.code = code }

  private func observe() throws(MatchingError) -> CheckObservations {
    let (observations, sites) = try code.observations { site throws(MatchingError) in
      try read(site)
    }
    let patterns = try code.patternObservations().map(besideCalls)
    return CheckObservations(
      observations: observations + patterns,
      sites: patterns.contains { $0.stance == .proves } ? nil : sites,
      lookedFor: code.definition.lookedFor,
      filesExamined: code.analysis.path.files.count, caveat: code.analysis.caveat)
  }

  /// An annotation somewhere, or a handler of a factory's clients, says nothing of calls that are
  /// known and go without it.
  private func besideCalls(_ observation: Observation) -> Observation {
    let path = observation.evidence.location.path
    guard observation.stance == .proves, let language = Language(of: path) else {
      return observation
    }
    let sites = code.analysis.sites.filter { $0.source.language == language }
    let isBeside =
      language == .csharp
      ? !sites.isEmpty && sites.allSatisfy { $0.isOfOwnClient }
      : !sites.isEmpty && [.java, .kotlin].contains(language)
    guard isBeside else { return observation }
    var near = observation
    near.stance = .near
    near.evidence.note = (near.evidence.note ?? "") + ", though not around the calls"
    return near
  }

  private func read(_ site: CallSite) throws(MatchingError) -> SiteReading {
    if !site.client.retries.isEmpty, !code.analysis.isRetrySwitchedOff(site) {
      return .met(
        Observation(
          .proves, site.evidence(site.client.retries + site.client.source), facts: Self.allStatuses)
      )
    }
    if let found = adapter(of: site) { return found }
    if !code.analysis.isRetrySwitchedOff(site), let found = try clientPattern(site) { return found }
    let reader = RetryWrapping(code: code, clientRaises: site.client.raises)
    switch try reader.read(around: site.token, in: site.source) {
    case .retries(let evidence, let statuses):
      return .met(
        Observation(
          .proves, evidence,
          facts: statuses.isEmpty ? [:] : ["statuses": .statuses(HTTPStatusSet(statuses))]))
    case .falls(let evidence):
      return .bare(near: lesser(evidence))
    case nil: return .bare(near: nil)
    }
  }

  private static let allStatuses: [String: FactValue] = [
    "statuses": .statuses(HTTPStatusSet([429, 500, 502, 503, 504]))
  ]

  /// What the adapter of a session repeats.
  private func adapter(of site: CallSite) -> SiteReading? {
    guard let instance = site.instance else { return nil }
    switch AdapterRetry(analysis: code.analysis, instance: instance).read() {
    case .retries(let token, let statuses):
      let evidence = instance.source.evidence(
        atToken: token, note: "an adapter that retries with growing waits")
      return .met(
        Observation(
          .proves, evidence, facts: ["statuses": .statuses(HTTPStatusSet(statuses))]))
    case .falls(let token, let note):
      return .bare(near: lesser(instance.source.evidence(atToken: token, note: note)))
    case nil: return nil
    }
  }

  /// Where a retry is claimed, one that does less is the opposite, unless any call may be it.
  private func lesser(_ evidence: Evidence) -> Observation {
    let isClaimed = code.places.claims.contains(Self.id) && !code.analysis.path.isStandIn
    return Observation(isClaimed ? .contradicts : .near, evidence)
  }

  /// A retry that is part of the client: urllib3's `Retry`, axios-retry, a Polly policy.
  private func clientPattern(_ site: CallSite) throws(MatchingError) -> SiteReading? {
    let near = try code.clientObservations(of: site)
    if let met = near.first(where: { $0.stance == .proves }) { return .met(met) }
    return near.first.map { .bare(near: $0) }
  }
}

/// Finds the retry around a call: a loop, a library's function or decorator, a function of the
/// repository that does it for its callers.
struct RetryWrapping {
  let code: CodeReading
  let clientRaises: Bool

  enum Reading {
    case retries(Evidence, statuses: Set<Int>)
    case falls(Evidence)
  }

  func read(around token: Int, in source: SourceFile) throws(MatchingError) -> Reading? {
    var nearest: Reading?
    let found = code.analysis.graph.first(around: token, in: source) { wrapping -> Reading? in
      guard let reading = self.reading(of: wrapping, around: token) else { return nil }
      if case .retries = reading { return reading }
      nearest = nearest ?? reading
      return nil
    }
    return found ?? nearest
  }

  private var names: Set<String> {
    Set(
      code.definition.patterns.filter {
        $0.scope == .around && $0.stance == .proves
          && code.places.dependencies.holdsOne(of: $0.requires)
      }.flatMap(\.calls))
  }

  private func reading(of wrapping: Wrapping, around token: Int) -> Reading? {
    let source = wrapping.source
    switch wrapping.kind {
    case .call(let call):
      if isLibrary(call.name) { return library(call.dotted, at: call.nameTokens, in: source) }
      return repositoryFunction(call.last, from: source)
    case .decorators(let range):
      for index in range where source.tokens[index].kind == .word {
        let dotted = source.dottedName(endingAt: index)
        if isLibrary(dotted) {
          return library(dotted.joined(separator: "."), at: index..<index + 1, in: source)
        }
        if let found = decorator(source.tokens[index].text, at: index, in: source) { return found }
      }
      return nil
    case .block(let block): return blockReading(block, in: source)
    }
  }

  private func blockReading(_ block: Block, in source: SourceFile) -> Reading? {
    let recurses =
      block.kind == .function && !block.name.isEmpty
      && source.calls.contains {
        $0.last == block.name && block.body.contains($0.nameTokens.lowerBound)
      }
    // Ruby's `retry` runs the block again whose handler it stands in.
    let runsAgain =
      source.language == .ruby && (block.kind == .function || block.kind == .attempt)
      && block.whole.contains {
        source.tokens[$0].isWord("retry") && source.tokens[$0].startsLine
          || source.tokens[$0].isWord("retry") && $0 + 1 < source.tokens.count
            && source.tokens[$0 + 1].isWord("if")
      }
    if block.kind == .other || block.kind == .loop {
      // Blocks given to a function: Retriable.retriable do ... end, retry(times) { ... }
      let words = block.head.filter { source.tokens[$0].kind == .word }
      for index in words where isLibrary(source.dottedName(endingAt: index)) {
        return .retries(
          source.evidence(atToken: index, note: note(source.dottedName(endingAt: index))),
          statuses: [])
      }
    }
    guard block.kind == .loop || recurses || runsAgain else { return nil }
    let loop = RetryLoop(
      source: source, range: block.whole, definitions: code.analysis.definitions(of: source),
      clientRaises: clientRaises, others: code.analysis.path.surroundings,
      helpers: helpers(of: block.whole, in: source))
    switch loop.read() {
    case .retries(let token, let note, let statuses):
      return .retries(source.evidence(atToken: token, note: note), statuses: statuses)
    case .falls(let token, let note):
      return .falls(source.evidence(atToken: token, note: note))
    case nil: return nil
    }
  }

  /// A function longer than this, in tokens, does more than answer a question.
  private static let longestHelper = 160

  /// The short functions of the repository that some code calls.
  private func helpers(
    of range: Range<Int>, in source: SourceFile
  ) -> [(source: SourceFile, body: Range<Int>)] {
    let names = source.calls.filter { range.contains($0.nameTokens.lowerBound) }.map(\.last)
    return Set(names).sorted().flatMap { name in
      let found = code.analysis.graph.functions(named: name, from: source)
      // A name that stands for several functions tells nothing of any.
      guard found.count == 1 else { return [] as [(source: SourceFile, body: Range<Int>)] }
      return found.filter { $0.block.body.count <= Self.longestHelper }
        .map { ($0.source, $0.block.body) }
    }
  }

  private func isLibrary(_ name: [String]) -> Bool {
    let dotted = name.joined(separator: ".")
    let names = names
    if names.contains(dotted) { return true }
    guard name.count > 1, let last = name.last else { return false }
    return names.contains("*." + last)
  }

  /// What is said of a library, or of a helper that a team added.
  private func note(_ name: [String]) -> String {
    code.definition.patterns.first { $0.addedBy != nil && $0.names(name) }?.note
      ?? "retried by \(name.joined(separator: "."))"
  }

  /// A function of the repository that retries what it is given.
  private func repositoryFunction(
    _ name: String, from source: SourceFile
  ) -> Reading? {
    for (other, block) in code.analysis.graph.functions(named: name, from: source).prefix(4) {
      for call in other.calls where block.whole.contains(call.nameTokens.lowerBound) {
        if isLibrary(call.name) { return library(call.dotted, at: call.nameTokens, in: other) }
      }
      for inner in other.blocks
      where inner.kind == .loop && block.body.contains(inner.whole.lowerBound) {
        if let reading = blockReading(inner, in: other) { return reading }
      }
      if let reading = blockReading(block, in: other) { return reading }
    }
    return nil
  }

  /// A decorator of the repository: a function, or a variable that holds what one returned.
  private func decorator(_ name: String, at index: Int, in source: SourceFile) -> Reading? {
    if let found = repositoryFunction(name, from: source) { return found }
    guard
      let value = code.analysis.definitions(of: source).definition(of: name, at: index, in: source),
      let call = source.calls.first(where: { value.value.contains($0.nameTokens.lowerBound) })
    else { return nil }
    if isLibrary(call.name) { return library(call.dotted, at: call.nameTokens, in: source) }
    return repositoryFunction(call.last, from: source)
  }

  /// A library's retry: proof, unless its arguments say that it waits the same time each time.
  /// Whether a team's own rules say of a function what it repeats.
  private func isVouchedFor(_ name: String) -> Bool {
    let dotted = name.split(separator: ".").map { String($0) }
    return code.definition.patterns.contains { $0.addedBy != nil && $0.names(dotted) }
  }

  /// Whether a file makes failures of answers, in languages whose plain clients do not.
  private func looksAtAnswers(_ source: SourceFile) -> Bool {
    guard [.javascript, .python].contains(source.language) else { return true }
    let files = [source] + code.analysis.sites.map(\.source)
    return files.contains { file in Self.answers.contains { file.words[$0] != nil } }
  }

  private static let answers = [
    "ok", "throw", "raise", "raise_for_status", "status", "status_code", "statusCode",
    "retry_if_result", "on_predicate", "validateStatus", "isError", "is_error",
  ]

  private func library(_ name: String, at place: Range<Int>, in source: SourceFile) -> Reading? {
    guard RetryPolicy.isRetry(name, analysis: code.analysis, language: source.language) else {
      return nil
    }
    let call = source.calls.first { place.overlaps($0.nameTokens) }
    let policy = RetryPolicy(
      words: call.map { $0.arguments.map { source.tokens[$0].text } } ?? [],
      name: name, language: source.language, dependencies: code.places.dependencies)
    let evidence = { (note: String) in source.evidence(atToken: place.lowerBound, note: note) }
    if !clientRaises, !looksAtAnswers(source), !isVouchedFor(name) {
      return .falls(evidence("\(name) sees no failure in an answer of 429: nothing raises one"))
    }
    if policy.isOff { return .falls(evidence("\(name) is told to repeat nothing")) }
    if policy.isOfConnections {
      return .falls(evidence("\(name) repeats failed connections, and no answer of 429 or 5xx"))
    }
    guard policy.grows else { return .falls(evidence("\(name) waits the same time each time")) }
    return .retries(
      evidence(note(name.split(separator: ".").map { String($0) })), statuses: [])
  }
}
