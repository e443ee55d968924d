internal import GateModel
internal import GateRepository
internal import GateScan

/// What the run over a whole tree knows of one of its services already: the tree is swept once, with
/// the baseline and the rules of its top.
struct ServicePart: Sendable {
  /// Below the root of the whole run; empty for what belongs to no service.
  let folder: RepositoryPath
  /// Folders in it that are judged apart.
  let others: [RepositoryPath]
  /// What was found there, counted from the folder; `nil` where it goes by files of its own.
  let swept: SweepResult?
}

extension SweepResult {
  /// What was found below a folder and in none of the others, counted from the folder.
  func part(
    in folder: RepositoryPath, outsideOf others: [RepositoryPath] = []
  ) -> SweepResult {
    func isMeant(_ path: RepositoryPath) -> Bool {
      path.isBelow(folder) && !others.contains { path.isBelow($0) }
    }
    var part = SweepResult()
    part.findings = findings.filter { isMeant($0.location.path) }.map { finding in
      var finding = finding
      finding.location.path = finding.location.path.below(folder)
      if let place = finding.suppression?.location?.path {
        finding.suppression?.location?.path = place.relative(to: folder)
      }
      return finding
    }
    for (path, tags) in anchors where isMeant(path) { part.anchors[path.below(folder)] = tags }
    func moved(_ diagnostic: Diagnostic) -> Diagnostic? {
      // What has no place is said of the whole.
      guard let path = diagnostic.location?.path else {
        return folder.bytes.isEmpty ? diagnostic : nil
      }
      guard isMeant(path) else { return nil }
      var diagnostic = diagnostic
      diagnostic.location?.path = path.below(folder)
      return diagnostic
    }
    part.diagnostics = diagnostics.compactMap(moved)
    part.unsearched = unsearched.compactMap(moved)
    return part
  }
}
