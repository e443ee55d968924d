package import GateModel

// What a whole set of results says.
extension [CheckResult] {
  /// What fails a gate that stops at `priority`.
  package func failing(at priority: Priority) -> [CheckResult] {
    filter { $0.fails(at: priority) }
  }

  /// How many checks of each priority have each verdict. Every verdict is there, also with zero.
  package var counts: [Priority: [Verdict: Int]] {
    let none = Dictionary(uniqueKeysWithValues: Verdict.allCases.map { ($0, 0) })
    let start = Dictionary(uniqueKeysWithValues: Priority.allCases.map { ($0, none) })
    return reduce(into: start) { counts, result in
      counts[result.priority]?[result.verdict]? += 1
    }
  }

  /// The exit status that the results alone call for. What could not be checked ranks below a
  /// failure.
  package func exitStatus(failOn priority: Priority) -> ExitStatus {
    let failing = failing(at: priority)
    let couldNotCheck = contains { $0.verdict == .couldNotCheck }
    if failing.contains(where: { $0.verdict != .couldNotCheck }) { return .failed }
    return couldNotCheck ? .couldNotCheck : .passed
  }

  /// The unmet checks that are worse here than in `base`, the results at the merge base.
  ///
  /// Worse is: settled there and unmet here, a verdict further from proof, more call sites without
  /// it, or more contradictions. A check that `base` does not have, or that could not be judged
  /// there or cannot be here, counts as settled there: nobody knows that it was unmet.
  package func worse(than base: [CheckResult]) -> [CheckResult] {
    let earlier = Dictionary(base.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return filter { result in
      guard !result.verdict.isSettled else { return false }
      guard let before = earlier[result.id], !before.verdict.isSettled,
        before.verdict != .couldNotCheck, result.verdict != .couldNotCheck
      else { return true }
      return result.verdict.distance > before.verdict.distance
        || result.bareSites > before.bareSites || result.contradictions > before.contradictions
    }
  }
}

extension CheckResult {
  fileprivate var bareSites: Int { sites.map { $0.total - $0.covered } ?? 0 }
  fileprivate var contradictions: Int { verdict == .contradicted ? evidence.count : 0 }
}

extension Verdict {
  /// How far from proof an unmet check is.
  fileprivate var distance: Int {
    switch self {
    case .corroborated, .attested, .notApplicable, .waived, .notRun: 0
    case .undeclared: 1
    case .unproven, .missing: 2
    case .contradicted: 3
    case .couldNotCheck: 4
    }
  }
}
