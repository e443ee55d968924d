internal import GateManifest
internal import GateModel

/// Where the service tells its health, that it is ready, and its metrics; by flags and manifest.
struct ServiceRoutes {
  let target: VerifyTarget
  let manifest: Manifest?

  private static let steps: [LiveStep] = [.health, .ready, .metrics]

  func path(of step: LiveStep) -> String {
    flag(step) ?? claimedPath(of: step) ?? Self.usualPath(of: step)
  }

  /// The metrics that the manifest names.
  var requiredMetrics: [String] {
    guard case .list(let names)? = fields(of: .metrics)?["names"] else { return [] }
    return names
  }

  /// Why steps are left out by the manifest; a flag that names a route overrules it.
  var reasonsToSkip: [LiveStep: String] {
    guard let manifest else { return [:] }
    var reasons: [LiveStep: String] = [:]
    for step in Self.steps where flag(step) == nil {
      reasons[step] = reasonToSkip(step, in: manifest)
    }
    return reasons
  }

  private func reasonToSkip(_ step: LiveStep, in manifest: Manifest) -> String? {
    if case .notApplicable(let reason)? = claim(of: step)?.statement {
      return "the manifest: does not apply, \(reason)"
    }
    if claimedPath(of: step) != nil { return nil }
    if let kind = manifest.service.runs, kind != .container {
      return "a \(kind.rawValue) has no route for it, and the manifest names none"
    }
    // Health and metrics are asked of every service; readiness of one that says it has it.
    return step == .ready && claim(of: .ready) == nil ? "the manifest claims no readiness" : nil
  }

  private func claimedPath(of step: LiveStep) -> String? {
    guard case .text(let path)? = fields(of: step)?["path"] else { return nil }
    return path
  }

  private func fields(of step: LiveStep) -> [String: FactValue]? {
    switch claim(of: step)?.statement {
    case .claimed(let fields), .providedBy(_, let fields): fields
    case .notApplicable, nil: nil
    }
  }

  private func claim(of step: LiveStep) -> Claim? {
    manifest?.claims[CheckID("observability.\(step == .ready ? "readiness" : step.rawValue)")]
  }

  private func flag(_ step: LiveStep) -> String? {
    switch step {
    case .health: target.healthPath
    case .ready: target.readyPath
    default: target.metricsPath
    }
  }

  private static func usualPath(of step: LiveStep) -> String { "/\(step.rawValue)" }
}
