internal import GateChecks
internal import GateMatching
package import GateModel
internal import GateRules
internal import GateScan

/// The rules as a whole: their list, and their examples.
package enum RuleCatalogue {
  /// A line for each check and each secret rule.
  package static func lines() throws -> [String] {
    let checks = try CheckRegistry.embedded().definitions.map {
      "\($0.priority.rawValue)  \($0.id)  \($0.title)"
    }
    let secrets = SecretRuleSet.builtIn.rules.map {
      "\($0.severity.rawValue)  \($0.id)  \($0.title)"
    }
    return checks + secrets
  }

  /// Every rule held against its examples; a mistake is a diagnostic, and the run fails.
  package static func report(toolVersion: String) -> Report {
    var report = Report(scope: .scan, toolVersion: toolVersion, root: "rules", folder: "rules")
    let secrets = SecretRuleSet.builtIn(withExamples: true)
    report.diagnostics = secrets.diagnostics
    do {
      report.diagnostics += try SecretRuleExampleRunner.mistakes(in: secrets)
    } catch {
      report.diagnostics.append(Diagnostic(.error, error.message))
    }
    do {
      let checks = try CheckRegistry.embedded()
      report.counts.files = checks.definitions.count + secrets.rules.count
      report.diagnostics += try failedExamples(of: checks)
    } catch {
      report.diagnostics += error.diagnostics
    }
    report.exitStatus = report.diagnostics.isEmpty ? .passed : .failed
    return report
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
