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

  /// An archive that was not searched: a note where it is excluded, else an error, since nobody knows
  /// what is in it.
  static func applied(
    _ exclusions: [Manifest.Exclusion], toUnsearched archive: Diagnostic
  ) -> Diagnostic {
    var archive = archive
    let exclusion = archive.location.flatMap { place in
      exclusions.first { $0.covers(place.path.outermostArchive) }
    }
    archive.severity = exclusion == nil ? .error : .note
    archive.help =
      exclusion.map { "excluded: \($0.reason)" }
      ?? "unpack it, take it out, or name it under scan.exclude with a reason"
    return archive
  }
}
