internal import GateModel

extension Report {
  /// The same with all places counted from the top of the repository, as a host of sources reads
  /// them: `services/sync/src/a.ts` for the `src/a.ts` of a folder `services/sync`.
  var fromRepositoryTop: Report {
    if prefix.bytes.isEmpty { return self }
    var report = self
    report.prefix = RepositoryPath("")
    report.manifest = manifest.map { prefix.appending($0.bytes) }
    report.findings = findings.map { finding in
      var finding = finding
      finding.location = moved(finding.location)
      let place = finding.suppression?.location.map(moved)
      finding.suppression?.location = place
      return finding
    }
    report.diagnostics = diagnostics.map { diagnostic in
      var diagnostic = diagnostic
      diagnostic.location = diagnostic.location.map(moved)
      return diagnostic
    }
    report.checks = checks.map { result in
      var result = result
      result.claim = result.claim.map(moved)
      result.evidence = result.evidence.map(moved)
      result.nearest = result.nearest.map(moved)
      let bare = result.sites?.bare.map(moved) ?? []
      result.sites?.bare = bare
      if let waiver = result.waiver { result.waiver?.location = moved(waiver.location) }
      return result
    }
    return report
  }

  private func moved(_ location: Location) -> Location {
    var location = location
    location.path = prefix.appending(location.path.bytes)
    return location
  }

  private func moved(_ evidence: Evidence) -> Evidence {
    var evidence = evidence
    evidence.location = moved(evidence.location)
    return evidence
  }
}
