import GateMatching
import GateModel
import GateRules

/// A check whose evidence is described by its patterns alone.
enum PatternCheck {
  static func observe(_ code: CodeReading) throws(MatchingError) -> CheckObservations {
    var observations = try code.patternObservations()
    let scopes = Set(code.definition.patterns.map(\.scope))
    if scopes.contains(.client) || scopes.contains(.around) {
      for site in code.analysis.sites {
        observations +=
          try code.clientObservations(of: site) + code.aroundObservations(of: site)
      }
    }
    let isOnPath = !scopes.isDisjoint(
      with: [.callFiles, .callPath, .surroundings, .client, .around])
    return CheckObservations(
      observations: observations.removingDuplicates(),
      lookedFor: code.definition.lookedFor, filesExamined: code.analysis.path.files.count,
      caveat: isOnPath ? code.analysis.caveat : nil)
  }
}

extension CodeReading {
  /// What the check's patterns name among the functions and decorators around a call.
  func aroundObservations(of site: CallSite) -> [Observation] {
    let patterns = definition.patterns.filter {
      $0.scope == .around && $0.speaks(of: site.source.language)
        && places.dependencies.holdsOne(of: $0.requires)
    }
    guard !patterns.isEmpty else { return [] }
    let found = analysis.graph.first(around: site.token, in: site.source) { wrapping in
      observation(of: wrapping, patterns)
    }
    return found.map { [$0] } ?? []
  }

  private func observation(of wrapping: Wrapping, _ patterns: [EvidencePattern]) -> Observation? {
    let source = wrapping.source
    let tokens: Range<Int>
    switch wrapping.kind {
    case .call(let call): tokens = call.nameTokens
    case .decorators(let range): tokens = range
    case .block(let block):
      guard block.kind == .other else { return nil }
      tokens = block.head
    }
    for index in tokens where source.tokens[index].kind == .word {
      let dotted = source.dottedName(endingAt: index)
      for pattern in patterns where pattern.names(dotted) {
        return Observation(
          pattern.observationStance, source.evidence(atToken: index, note: pattern.note),
          facts: pattern.factValues)
      }
    }
    return nil
  }
}

extension EvidencePattern {
  /// Whether one of the calls is of this name; `*.run` stands for any receiver.
  func names(_ dotted: [String]) -> Bool {
    let name = dotted.joined(separator: ".")
    return calls.contains { call in
      call == name
        || call.hasPrefix("*.") && dotted.count > 1 && call.dropFirst(2) == dotted.last ?? ""
    }
  }
}

extension SourceFile {
  /// The dotted name that ends with a word: `tenacity.retry`.
  func dottedName(endingAt index: Int) -> [String] {
    var parts = [tokens[index].text]
    var place = index
    while place >= 2, [".", "::"].contains(tokens[place - 1].text), tokens[place - 2].kind == .word
    {
      parts.insert(tokens[place - 2].text, at: 0)
      place -= 2
    }
    return parts
  }
}
