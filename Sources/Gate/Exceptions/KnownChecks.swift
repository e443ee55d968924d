internal import GateModel
internal import GateScan

extension KnownFindings {
  /// Checks that the baseline knows as unmet warn. What could not be judged is not what was known.
  ///
  /// - Parameter hasPolicy: whether an organisation's policy lies over the repository, which may
  ///   tighten it alone: then the baseline excuses no check.
  func apply(to judged: inout Judged, hasPolicy: Bool) {
    guard let known = baseline?.checks, !known.isEmpty else { return }
    guard !hasPolicy else {
      judged.swept.diagnostics.append(
        warning("the checks in the baseline count for nothing under an organisation's policy"))
      return
    }
    for check in known {
      guard let index = judged.results.firstIndex(where: { $0.id == check.id }) else { continue }
      let verdict = judged.results[index].verdict
      if verdict.isSettled {
        judged.swept.diagnostics.append(
          warning(
            "\(check.id) is in the baseline and needs it no more",
            help: "drop what is gone with mxgate baseline"))
      } else if verdict != .couldNotCheck {
        judged.results[index].warnsOnly = true
        judged.results[index].reason += "; in the baseline: \(check.reason)"
      }
    }
  }

  private func warning(_ message: String, help: String? = nil) -> Diagnostic {
    Diagnostic(.warning, message, at: Location(path: Baseline.path, line: 1), help: help)
  }
}
