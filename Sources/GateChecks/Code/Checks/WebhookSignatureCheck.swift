import GateMatching
import GateModel

/// `security.webhookSignature`: an incoming webhook's HMAC is compared in constant time, and an old
/// time stamp is refused.
struct WebhookSignatureCheck: CodeCheck {
  static let id = CheckID("security.webhookSignature")
  private let code: CodeReading

  static func observe(_ code: CodeReading) throws(MatchingError) -> CheckObservations {
    try WebhookSignatureCheck(code: code).observe()
  }

  private init(code: CodeReading) { self.code = code }

  private func observe() throws(MatchingError) -> CheckObservations {
    var sources = code.analysis.path.surroundings.filter { source in
      source.role == .production
        && !(code.places.tags[source.path] ?? []).isDisjoint(with: Self.keywords)
    }
    if code.analysis.path.isStandIn { sources += code.places.sources(tagged: Self.keywords) }
    var observations = sources.flatMap { source in
      source.blocks.filter { $0.kind == .function }.compactMap { verification($0, in: source) }
    }
    // A function within another is seen with both: the proof counts.
    if observations.contains(where: { $0.stance == .proves }) {
      observations.removeAll { $0.stance != .proves }
    }
    return CheckObservations(
      observations: observations.removingDuplicates() + (try code.patternObservations()),
      lookedFor: code.definition.lookedFor, filesExamined: sources.count)
  }

  static let keywords = ["hmac"]

  private func verification(_ function: Block, in source: SourceFile) -> Observation? {
    let visible = function.body.filter { !source.isLogged($0) }
    guard let hmac = visible.first(where: { isHMAC($0, in: source) }) else { return nil }
    guard speaksOfSignatures(function, in: source),
      let comparison = comparison(visible, in: source)
    else { return nil }
    if let idle = idleName(of: function, in: source) {
      return Observation(
        .near, source.evidence(atToken: comparison.token, note: "nothing calls \(idle)"))
    }
    guard comparison.isConstantTime else {
      return Observation(
        .contradicts,
        source.evidence(
          atToken: comparison.token, note: "compared in a time that tells how much was right"))
    }
    let hasWindow = refusesOld(visible, in: source) || calledWithWindow(function, in: source)
    if hasWindow || code.analysis.path.isStandIn {
      return Observation(
        .proves,
        source.evidence(
          atToken: comparison.token,
          note: hasWindow
            ? "HMAC in constant time, old time stamps refused" : "HMAC in constant time"))
    }
    return Observation(
      .near, source.evidence(atToken: hmac, note: "verified, but an old event is taken again"))
  }

  /// The name of a plain function that nobody calls: a framework calls methods and routes.
  private func idleName(of function: Block, in source: SourceFile) -> String? {
    guard [.javascript, .python, .go].contains(source.language), !function.name.isEmpty,
      function.whole.lowerBound == function.head.lowerBound,
      !EntryPoint.isEntry(function.name),
      !source.blocks(around: function.head.lowerBound).contains(where: { $0.kind == .type }),
      let name = function.head.first(where: { source.tokens[$0].isWord(function.name) })
    else { return nil }
    return code.places.use.idleName(at: name, in: source)
  }

  private func speaksOfSignatures(_ function: Block, in source: SourceFile) -> Bool {
    function.whole.contains { index in
      let text = source.tokens[index].text.lowercased()
      return source.tokens[index].kind != .number
        && (text.contains("webhook") || text.contains("signature"))
    }
  }

  private func isHMAC(_ index: Int, in source: SourceFile) -> Bool {
    let text = source.tokens[index].content.lowercased()
    return text.contains("hmac") && source.tokens[index].kind != .number
  }

  private static let constantTime: Set<String> = [
    "timingsafeequal", "comparedigest", "securecompare", "fixedlengthsecurecompare", "hashequals",
    "constanttimecompare", "fixedtimeequals", "isequal", "verify", "safecompare", "tsscmp",
    "safeequal", "timingsafecompare", "equal", "timingsafe", "constanttimeequal",
  ]

  private func comparison(
    _ visible: [Int], in source: SourceFile
  ) -> (token: Int, isConstantTime: Bool)? {
    for index in visible where source.tokens[index].kind == .word {
      let name = source.tokens[index].text.lowercased().filter { $0 != "_" }
      let isCall = index + 1 < source.tokens.count && source.tokens[index + 1].isSign("(")
      if isCall, Self.constantTime.contains(name) { return (index, true) }
      if isCall,
        let other = code.analysis.graph.functions(named: source.tokens[index].text, from: source)
          .first, name.contains("compare") || name.contains("equal") || name.contains("safe")
      {
        if let inner = comparison(Array(other.block.body), in: other.source), inner.isConstantTime {
          return (index, true)
        }
      }
    }
    // diff |= a.charCodeAt(i) ^ b.charCodeAt(i)
    if let fold = visible.first(where: { source.tokens[$0].isSign("|=") }) { return (fold, true) }
    let plain = visible.first { index in
      guard ["==", "!=", "===", "!=="].contains(source.tokens[index].text), index > 0 else {
        return false
      }
      return [index - 1, index + 1].contains { side in
        guard source.tokens.indices.contains(side) else { return false }
        let name = source.tokens[side].text.lowercased()
        return source.tokens[side].kind == .word
          && ["signature", "expected", "digest", "hmac", "computed", "hash", "sig"]
            .contains { name.contains($0) }
      } && !["null", "undefined", "nil", "None", "length"].contains(source.tokens[index + 1].text)
    }
    return plain.map { ($0, false) }
  }

  /// A difference between now and the event's time is held against a limit.
  private func refusesOld(_ visible: [Int], in source: SourceFile) -> Bool {
    var asksTime = false
    var namesAge = false
    var compares = false
    for index in visible {
      let token = source.tokens[index]
      let name = token.text.lowercased()
      if token.kind == .sign {
        compares = compares || ["<", ">", "<=", ">="].contains(token.text)
      } else if token.kind == .word {
        asksTime =
          asksTime || name == "now" || name == "time" || name == "utcnow" || name == "current"
          || name == "tounixtimeseconds" || name == "gettime" || name == "since"
        namesAge =
          namesAge
          || [
            "tolerance", "maxage", "max_age", "window", "age", "skew", "drift", "replay", "fresh",
            "expired", "timestamp", "stale", "diff", "delta", "ts",
          ]
          .contains { name.contains($0) && (name == $0 || $0.utf8.count > 3 || name.hasPrefix($0)) }
      }
    }
    return asksTime && namesAge && compares
  }

  /// The window may be held by the function that calls this one.
  private func calledWithWindow(_ function: Block, in source: SourceFile) -> Bool {
    guard !function.name.isEmpty else { return false }
    return code.analysis.path.surroundings.contains { other in
      other.calls.contains { call in
        guard call.last == function.name,
          let caller = other.function(around: call.nameTokens.lowerBound)
        else { return false }
        return refusesOld(caller.body.filter { !other.isLogged($0) }, in: other)
      }
    }
  }
}
