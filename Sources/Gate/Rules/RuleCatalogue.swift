internal import GateChecks
internal import GateMatching
package import GateModel
internal import GateRules
internal import GateScan

/// The rules as a whole: their list, and their examples.
package enum RuleCatalogue {
  /// A line for each check and each secret rule.
  ///
  /// - Parameter ownRules: the folder with a team's own.
  package static func lines(ownRules: String?) throws(GateError) -> [String] {
    let own = ownRules.map { OwnRules(folder: $0) }
    let checks = try GateRuleSet.checks(with: own).registry.definitions.map {
      "\($0.priority.rawValue)  \($0.id)  \($0.title)"
    }
    let set = try secretRules(withExamples: false, ownRules: ownRules)
    guard set.diagnostics.isEmpty else { throw GateError(set.diagnostics, status: .usage) }
    let secrets = set.rules.map {
      "\($0.severity.rawValue)  \($0.id)  \($0.title)"
    }
    return checks + secrets
  }

  /// The ids of all checks and built-in secret rules.
  package static func ids() throws(GateError) -> [String] {
    try GateRuleSet.checks(with: nil).registry.definitions.map(\.id.rawValue)
      + secretRules(withExamples: false, ownRules: nil).rules.map(\.id)
  }

  /// Every rule held against its examples; a mistake is a diagnostic, and the run fails.
  package static func report(ownRules: String?, toolVersion: String) -> Report {
    var report = Report(scope: .scan, toolVersion: toolVersion, root: "rules", folder: "rules")
    do {
      let secrets = try secretRules(withExamples: true, ownRules: ownRules)
      let checks = try GateRuleSet.checks(with: ownRules.map { OwnRules(folder: $0) })
      report.counts.files = checks.registry.definitions.count + secrets.rules.count
      report.diagnostics = secrets.diagnostics
      report.diagnostics += try SecretRuleExampleRunner.mistakes(in: secrets)
      report.diagnostics += try failedExamples(of: checks)
      report.exitStatus = report.diagnostics.isEmpty ? .passed : .failed
    } catch let error as GateError {
      report.diagnostics += error.diagnostics
      report.exitStatus = error.status
    } catch let error as RuleFileError {
      report.diagnostics += error.diagnostics
      report.exitStatus = .failed
    } catch {
      report.diagnostics.append(Diagnostic(.error, "\(error)"))
      report.exitStatus = .couldNotCheck
    }
    return report
  }

  /// The built-in secret rules and a team's own; mistakes of the own ones are in `diagnostics`.
  static func secretRules(
    withExamples: Bool, ownRules: String?
  ) throws(GateError) -> SecretRuleSet {
    var set = SecretRuleSet.builtIn(withExamples: withExamples)
    if let ownRules {
      for file in try OwnRules(folder: ownRules).files(in: "secrets") {
        set.add(file.bytes, from: file.path)
      }
    }
    return set
  }

  /// The mini-repositories in the checks' files that do not show what they are said to show.
  private static func failedExamples(of checks: OwnChecks) throws(RuleFileError) -> [Diagnostic] {
    let runner = try CheckExampleRunner(checks: checks.registry, clients: checks.clients)
    var failed: [Diagnostic] = []
    for check in checks.registry.definitions where check.origin == .builtIn {
      let examples = try CheckExampleRunner.examples(
        in: EmbeddedFiles.content(of: "checks/\(check.id).yaml") ?? [], path: check.file)
      failed += examples.compactMap { runner.failure(of: $0, for: check.id) }
    }
    for own in checks.examples {
      failed += own.examples.compactMap { runner.failure(of: $0, for: own.check) }
      if let lacking = own.lacking { failed.append(lacking) }
    }
    return failed
  }
}

extension OwnChecks.OwnExamples {
  /// What recognises something must be seen to do so, and to leave something else alone.
  fileprivate var lacking: Diagnostic? {
    let nothing: Set<CheckExample.Outcome> = [.nothing, .near, .notApplicable]
    let seen = examples.contains { !nothing.contains($0.outcome) }
    let unseen = examples.contains { nothing.contains($0.outcome) }
    guard needsExamples, !seen || !unseen else { return nil }
    return Diagnostic(
      .error, "there is no example of what '\(check)' \(seen ? "passes over" : "sees") here",
      at: Location(path: file, line: 1),
      help: "add one with 'expect: \(seen ? "nothing" : "proved")' behind a line of ---")
  }
}
