internal import GateChecks
internal import GateModel

/// `check --override-reason TEXT`: somebody decides to deploy although the gate fails.
///
/// Everything stays in the report, and the decision with it. A secret that is live, a MaintainX key,
/// what could not be checked and a broken manifest fail all the same.
package struct GateOverride: Sendable {
  package var reason: String
  package var actor: String

  /// - Throws: where it does not say who or why.
  package init(reason: String, actor: String) throws(GateError) {
    guard reason.contains(where: \.isLetter), actor.contains(where: { !$0.isWhitespace }) else {
      throw GateError(
        "an override says why and who decides",
        help: "--override-reason TEXT --override-actor NAME", status: .usage)
    }
    self.reason = reason
    self.actor = actor
  }

  func apply(to report: inout Report) {
    var passedOver: Set<String> = []
    for (index, finding) in report.findings.enumerated()
    where finding.fails && !finding.cannotBeSuppressed {
      passedOver.insert(finding.rule)
      report.findings[index].suppression = Suppression(
        kind: .override, reason: "\(reason) (\(actor))")
    }
    let keepsSecrets = report.findings.contains(where: \.fails)
    for (index, result) in report.checks.enumerated()
    where result.fails(at: report.failOn) && result.verdict != .couldNotCheck
      && !(result.id == HardcodedKeys.check && keepsSecrets)
    {
      passedOver.insert(result.id.rawValue)
      report.checks[index].warnsOnly = true
      report.checks[index].reason += "; passed over by \(actor)"
    }
    report.override = Override(reason: reason, actor: actor, passedOver: passedOver.sorted())
  }
}
