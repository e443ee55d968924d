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
      report.counts.files = try CheckRegistry.embedded().definitions.count + secrets.rules.count
    } catch {
      report.diagnostics += error.diagnostics
    }
    report.exitStatus = report.diagnostics.isEmpty ? .passed : .failed
    return report
  }
}
