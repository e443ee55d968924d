package import GateModel

/// Turns the secrets that were found into observations about `auth.noHardcodedKeys`.
package enum HardcodedKeys {
  package static let check = CheckID("auth.noHardcodedKeys")
  /// Marks an observation that no waiver may hide.
  private static let mark = "forbidsWaiver"

  /// - Parameters:
  ///   - findings: suppressed ones are left out.
  ///   - filesSearched: how many files were searched to their end.
  ///   - failure: why not all could be.
  package static func observations(
    from findings: [Finding], filesSearched: Int, failure: String? = nil
  ) -> CheckObservations {
    let open = findings.filter { $0.suppression == nil }
    return CheckObservations(
      observations: open.map(observation), lookedFor: "keys and other secrets",
      filesExamined: filesSearched, failure: failure)
  }

  private static func observation(_ finding: Finding) -> Observation {
    Observation(
      .contradicts,
      Evidence(
        location: finding.location, excerpt: finding.excerpt, note: "\(finding.title) found"),
      facts: [mark: .flag(finding.cannotBeSuppressed)])
  }

  static func forbidsWaiver(_ observation: Observation) -> Bool {
    observation.facts[mark] == .flag(true)
  }
}
