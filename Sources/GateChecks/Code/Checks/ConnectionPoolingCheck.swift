import GateMatching
import GateModel

/// `performance.connectionPooling`: the API's calls share a client that keeps its connections.
struct ConnectionPoolingCheck: CodeCheck {
  static let id = CheckID("performance.connectionPooling")

  static func observe(_ code: CodeReading) throws(MatchingError) -> CheckObservations {
    let (observations, sites) = try code.observations { site throws(MatchingError) in
      guard let instance = site.instance, instance.client.pools else { return .bare(near: nil) }
      guard !instance.creation.isEmpty else {
        // A session that is handed in outlives the call.
        guard instance.source.language == .python else { return .bare(near: nil) }
        let note = "one \(site.client.name) client, handed in\(site.client.source)"
        return .met(
          Observation(
            .proves, instance.source.evidence(atToken: instance.nameToken, note: note)))
      }
      let made = instance.source.evidence(
        atToken: instance.creation.lowerBound,
        note: "one \(site.client.name) client for its calls\(site.client.source)")
      guard isShared(instance, site) else {
        return .bare(
          near: Observation(
            .near,
            instance.source.evidence(
              atToken: instance.creation.lowerBound, note: "made anew inside each call")))
      }
      return .met(Observation(.proves, made))
    }
    let patterns = try code.patternObservations()
    return CheckObservations(
      observations: observations + patterns,
      sites: patterns.contains { $0.stance == .proves } ? nil : sites,
      lookedFor: code.definition.lookedFor, filesExamined: code.analysis.path.files.count,
      caveat: code.analysis.caveat)
  }

  /// A client that is made once: at the top level, in a constructor, or in a function of its own.
  private static func isShared(_ instance: ClientInstance, _ site: CallSite) -> Bool {
    // A bare http.Client{} in Go shares the default transport, which says nothing of intent.
    if site.source.language == .go { return false }
    guard instance.source === site.source,
      let maker = instance.source.function(around: instance.creation.lowerBound)
    else { return true }
    guard maker.whole.contains(site.token) else { return true }
    // Made and used in one function: shared only where the function sends many requests.
    return site.source.blocks(around: site.token).contains { block in
      block.kind == .loop && !block.whole.contains(instance.creation.lowerBound)
    }
  }
}
