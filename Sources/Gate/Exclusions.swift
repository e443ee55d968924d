internal import GateManifest
internal import GateModel

/// `scan.exclude` of the manifest.
enum Exclusions {
  /// The finding, suppressed where its file is excluded and it may be suppressed at all.
  static func applied(_ exclusions: [Manifest.Exclusion], to finding: Finding) -> Finding {
    guard finding.suppression == nil, !finding.cannotBeSuppressed,
      let exclusion = exclusions.first(where: { $0.covers(finding.location.path) })
    else { return finding }
    var finding = finding
    finding.suppression = Suppression(
      kind: .exclusion, reason: exclusion.reason, location: exclusion.location)
    return finding
  }
}
