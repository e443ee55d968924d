internal import GateModel
internal import GateRepository

/// What git's own decisions say about `auth.gitignore`.
enum IgnoreObservations {
  static let check = CheckID("auth.gitignore")

  /// - Parameter folder: the one that was judged, from the top of the work tree, from where git
  ///   counts the places of its rules.
  static func of(_ audit: IgnoreAudit, in folder: RepositoryPath) -> CheckObservations {
    var audit = audit
    audit.results = audit.results.map { result in
      var result = result
      result.state = result.state.mapSource { source in
        source.bytes.first == UInt8(ascii: "/") ? source : source.relative(to: folder)
      }
      return result
    }
    let required = audit.results.filter(\.entry.isRequired)
    var observations = required.flatMap(contradictions)
    let open = required.filter { !$0.state.isIgnored }
    if observations.isEmpty, open.isEmpty {
      observations = required.compactMap(proof)
    } else {
      observations += open.compactMap(miss)
    }
    return CheckObservations(
      observations: observations,
      lookedFor: "an ignore rule for \(list(required.map(\.entry.pattern))) in every folder",
      filesExamined: audit.foldersTried)
  }

  /// A file that is tracked, or taken back in by a later rule.
  private static func contradictions(_ result: IgnoreAudit.Result) -> [Observation] {
    var found = result.tracked.map { path in
      Observation(
        .contradicts,
        Evidence(
          location: Location(path: path, line: 1), excerpt: "",
          note: "is tracked: git rm --cached -- \(path)"))
    }
    if case .reincluded(let example, let rule) = result.state {
      found.append(
        Observation(
          .contradicts,
          evidence(of: rule, note: "takes \(example) back in")))
    }
    return found
  }

  private static func proof(_ result: IgnoreAudit.Result) -> Observation? {
    guard case .ignored(let rule) = result.state else { return nil }
    return Observation(.proves, evidence(of: rule, note: nil))
  }

  private static func miss(_ result: IgnoreAudit.Result) -> Observation? {
    guard case .missing(let example, let elsewhere) = result.state else { return nil }
    if let elsewhere {
      return Observation(
        .near,
        evidence(of: elsewhere, note: "ignores \(example), but stays on this machine"))
    }
    let file = RepositoryPath(".gitignore")
    return Observation(
      .near,
      Evidence(
        location: Location(path: file, line: 1), excerpt: "",
        note: "has no rule for \(result.entry.pattern): \(result.entry.why)"))
  }

  private static func evidence(of rule: IgnoreRule, note: String?) -> Evidence {
    Evidence(
      location: Location(path: rule.source, line: rule.line), excerpt: rule.pattern, note: note)
  }

  private static func list(_ patterns: [String]) -> String {
    patterns.joined(separator: " and ")
  }
}
