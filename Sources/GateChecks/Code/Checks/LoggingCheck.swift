import GateMatching
import GateModel

/// `observability.logging`: logs are structured JSON.
struct LoggingCheck: CodeCheck {
  static let id = CheckID("observability.logging")

  static func observe(_ code: CodeReading) throws(MatchingError) -> CheckObservations {
    var observations = try code.patternObservations()
    let sources = code.analysis.path.files.filter { $0.role == .production }
    if !observations.contains(where: { $0.stance == .proves }) {
      observations += sources.compactMap { jsonLine(in: $0) }.prefix(1)
    }
    if !observations.contains(where: { $0.stance == .proves }) {
      let isClaimed = code.places.claims.contains(Self.id)
      observations += sources.compactMap { plainLine(in: $0) }.prefix(3).map { evidence in
        Observation(isClaimed ? .contradicts : .near, evidence)
      }
    }
    return CheckObservations(
      observations: observations, lookedFor: code.definition.lookedFor,
      filesExamined: code.analysis.path.files.count)
  }

  /// A function that writes one JSON object a line: `console.log(JSON.stringify({ level, message }))`.
  private static func jsonLine(in source: SourceFile) -> Observation? {
    for call in source.logCalls {
      guard let first = call.argumentList.first,
        !first.isEmpty, let inner = source.call(at: first.lowerBound),
        ["JSON.stringify", "json.dumps", "JSON.generate", "json_encode"].contains(inner.dotted)
      else { continue }
      let names = inner.arguments.map { source.tokens[$0].content.lowercased() }
      let isEntry = names.contains { ["level", "severity", "lvl"].contains($0) }
      guard isEntry else { continue }
      return Observation(
        .proves,
        source.evidence(
          atToken: call.nameTokens.lowerBound, note: "writes one JSON object with its level"))
    }
    return nil
  }

  /// `console.log("...")`, `print(...)`: text for people.
  private static func plainLine(in source: SourceFile) -> Evidence? {
    let call = source.logCalls.first { call in
      ["console", "fmt", "System.out", "System.err", "Console"].contains(call.receiver)
        || call.name.count == 1 && ["print", "puts", "println", "printf"].contains(call.last)
    }
    // console.log handed on as a function
    let place =
      call?.nameTokens.lowerBound
      ?? source.words["console"]?.first {
        $0 + 1 < source.tokens.count && source.tokens[$0 + 1].isSign(".")
      }
    return place.map { source.evidence(atToken: $0, note: "plain text, not JSON") }
  }
}

extension SourceFile {
  /// The call whose name begins at a token.
  fileprivate func call(at token: Int) -> Call? {
    calls.first { $0.nameTokens.lowerBound == token }
      ?? logCalls.first { $0.nameTokens.lowerBound == token }
  }
}
