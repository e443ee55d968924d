extension Report {
  /// The same with all places counted from the top of the repository, as a host of sources reads
  /// them: `services/sync/src/a.ts` for the `src/a.ts` of a folder `services/sync`.
  package var fromRepositoryTop: Report {
    if prefix.bytes.isEmpty { return self }
    let prefix = prefix
    var report = mapPlaces { $0.resolved(in: prefix) }
    report.prefix = RepositoryPath("")
    report.services = services.map(\.fromRepositoryTop)
    return report
  }

  /// The report of a service in a folder below a scanned root, with its places counted from there.
  package func moved(into folder: RepositoryPath, of root: Report) -> Report {
    var report = mapPlaces { $0.resolved(in: folder) }
    report.place = folder
    report.root = root.root
    report.prefix = root.prefix
    return report
  }

  /// The same with another path at every place.
  private func mapPlaces(_ move: (RepositoryPath) -> RepositoryPath) -> Report {
    func moved(_ location: Location) -> Location {
      var location = location
      location.path = move(location.path)
      return location
    }
    var report = self
    report.manifest = manifest.map(move)
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
      result.evidence = result.evidence.map { $0.mapPath(move) }
      result.nearest = result.nearest.map { $0.mapPath(move) }
      result.sites = result.sites?.mapPaths(move)
      if let waiver = result.waiver { result.waiver?.location = moved(waiver.location) }
      if let place = result.attestation?.location { result.attestation?.location = moved(place) }
      return result
    }
    report.facts = facts.map { $0.mapPaths(move) }
    return report
  }
}

extension Evidence {
  /// The same at another path.
  package func mapPath(_ move: (RepositoryPath) -> RepositoryPath) -> Evidence {
    var evidence = self
    evidence.location.path = move(location.path)
    return evidence
  }
}

extension SiteCoverage {
  package func mapPaths(_ move: (RepositoryPath) -> RepositoryPath) -> SiteCoverage {
    SiteCoverage(covered: covered, total: total, bare: bare.map { $0.mapPath(move) })
  }
}

extension DerivedFact {
  package func mapPaths(_ move: (RepositoryPath) -> RepositoryPath) -> DerivedFact {
    DerivedFact(fact, answer, evidence: evidence.map { $0.mapPath(move) })
  }
}

extension CheckObservations {
  /// The same with another path at every place.
  package func mapPaths(_ move: (RepositoryPath) -> RepositoryPath) -> CheckObservations {
    var seen = self
    seen.observations = observations.map { observation in
      var observation = observation
      observation.evidence = observation.evidence.mapPath(move)
      return observation
    }
    seen.sites = sites?.mapPaths(move)
    seen.notApplicable = notApplicable.map {
      Inapplicability(reason: $0.reason, evidence: $0.evidence.map { $0.mapPath(move) })
    }
    return seen
  }
}
