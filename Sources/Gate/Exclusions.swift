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

extension Manifest.Exclusion {
  /// The path itself, or everything below it.
  func covers(_ file: RepositoryPath) -> Bool {
    var folder = path.bytes
    if folder.last == UInt8(ascii: "/") { folder.removeLast() }
    return file.bytes == folder
      || (file.bytes.starts(with: folder) && file.bytes.count > folder.count
        && file.bytes[folder.count] == UInt8(ascii: "/"))
  }
}
