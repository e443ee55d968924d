import GateMatching
import GateModel

/// `errors.degradation`: where a call of the API fails, the service goes another way.
struct DegradationCheck: CodeCheck {
  static let id = CheckID("errors.degradation")

  static func observe(_ code: CodeReading) throws(MatchingError) -> CheckObservations {
    var observations = try code.patternObservations()
    for site in code.analysis.sites {
      let found = code.analysis.graph.first(around: site.token, in: site.source) { wrapping in
        otherWay(around: wrapping)
      }
      if let found { observations.append(found) }
    }
    return CheckObservations(
      observations: observations.removingDuplicates(), lookedFor: code.definition.lookedFor,
      filesExamined: code.analysis.path.files.count, caveat: code.analysis.caveat)
  }

  /// A handler behind a `try` that answers from a cache or puts the work aside.
  private static func otherWay(around wrapping: Wrapping) -> Observation? {
    guard case .block(let block) = wrapping.kind, block.kind == .attempt || block.kind == .function
    else { return nil }
    let source = wrapping.source
    let handlers = source.blocks.filter { handler in
      guard handler.kind == .handler else { return false }
      return block.kind == .attempt
        ? handler.whole.lowerBound >= block.whole.upperBound - 1
          && handler.whole.lowerBound <= block.whole.upperBound + 1
        : source.language == .ruby && block.body.contains(handler.whole.lowerBound)
    }
    for handler in handlers {
      let way = handler.body.first { index in
        guard source.tokens[index].kind == .word, !source.isLogged(index) else { return false }
        let name = source.tokens[index].text.lowercased()
        return ways.contains { name.contains($0) }
      }
      if let way {
        return Observation(
          .proves, source.evidence(atToken: way, note: "goes another way where the call fails"))
      }
    }
    return nil
  }

  private static let ways = [
    "cached", "fromcache", "from_cache", "stale", "fallback", "enqueue", "deadletter",
    "dead_letter",
    "dlq", "outbox", "defer_", "lastknown", "last_known", "perform_later", "queueforretry",
    "queue_for_retry",
  ]
}
