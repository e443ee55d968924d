package import GateModel

/// Which steps are left out, and why.
package enum StepSelection {
  private static let needsCreate: [LiveStep] = [.retrieve, .cleanup, .gone]

  /// - Parameters:
  ///   - only: the steps wanted; all, where empty.
  ///   - skip: the steps not wanted.
  ///   - readOnly: why nothing may be written; `nil` where it may.
  package static func skipped(
    only: [LiveStep], skip: [LiveStep], readOnly: String?
  ) throws(VerifyError) -> [LiveStep: String] {
    let creates =
      readOnly == nil && (only.isEmpty || only.contains(.create)) && !skip.contains(.create)
    for step in [LiveStep.cleanup, .gone] where creates && skip.contains(step) {
      throw VerifyError(
        "'\(step.rawValue)' can't be left out of a run that creates a work order",
        help: "skip 'create' as well, or use --read-only")
    }
    var reasons: [LiveStep: String] = [:]
    for step in LiveStep.allCases {
      // A work order that was created is always removed.
      let isForced = creates && [.cleanup, .gone].contains(step)
      if step.writes, let readOnly {
        reasons[step] = readOnly
      } else if skip.contains(step) {
        reasons[step] = "left out by --skip"
      } else if !only.isEmpty, !only.contains(step), !isForced {
        reasons[step] = "left out by --only"
      } else if !creates, needsCreate.contains(step) {
        reasons[step] = "'create' is left out"
      }
    }
    return reasons
  }
}
