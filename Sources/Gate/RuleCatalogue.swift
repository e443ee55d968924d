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
    let checks = try GateRuleSet.registry().definitions.map {
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
    try GateRuleSet.registry().definitions.map(\.id.rawValue)
      + secretRules(withExamples: false, ownRules: nil).rules.map(\.id)
  }

  /// Every rule held against its examples; a mistake is a diagnostic, and the run fails.
  package static func report(ownRules: String?, toolVersion: String) -> Report {
    var report = Report(scope: .scan, toolVersion: toolVersion, root: "rules", folder: "rules")
    do {
      let secrets = try secretRules(withExamples: true, ownRules: ownRules)
      let checks = try CheckRegistry.embedded()
      report.counts.files = checks.definitions.count + secrets.rules.count
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
  private static func failedExamples(
    of checks: CheckRegistry
  ) throws(RuleFileError) -> [Diagnostic] {
    let runner = try CheckExampleRunner(checks: checks)
    var failed: [Diagnostic] = []
    for check in checks.definitions {
      let file = "checks/\(check.id).yaml"
      let examples = try CheckExampleRunner.examples(
        in: EmbeddedFiles.content(of: file) ?? [], path: RepositoryPath("rules/" + file))
      failed += examples.compactMap { runner.failure(of: $0, for: check.id) }
    }
    return failed
  }
}
