internal import GateChecks
internal import GateManifest
internal import GateMatching
package import GateModel
internal import GateRepository
internal import GateRules
internal import GateScan

#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

/// One run of the whole gate, from the settings to the report.
package struct CheckRun {
  private let settings: CheckSettings

  package static func report(_ settings: CheckSettings) async -> Report {
    let clock = ContinuousClock()
    let start = clock.now
    let run = CheckRun(settings: settings)
    var report = Report(
      scope: .check, toolVersion: settings.scan.toolVersion, root: settings.scan.root,
      folder: FolderName.of(settings.scan.root))
    do {
      try await run.fill(&report)
    } catch {
      report.diagnostics.append(error.diagnostic)
      report.exitStatus = error.status
    }
    report.exitStatus = ExitStatus.worst([report.exitStatus, ExitDecision.status(of: report)])
    report.milliseconds = Int(start.duration(to: clock.now) / .milliseconds(1))
    return report
  }

  private func fill(_ report: inout Report) async throws(GateError) {
    let rules = try GateRuleSet()
    let selection = try CheckSelection(
      only: settings.only, skip: settings.skip, registry: rules.checks)
    let tree = try await Tree.opened(at: settings.scan.root)
    report.commit = tree.repository.git?.head?.text
    let loaded = ManifestLoader(registry: rules.checks, today: settings.scan.today)
      .load(from: tree.files, policyPath: settings.policyPath)
    report.manifest = loaded.path
    report.diagnostics += loaded.diagnostics

    async let ignoreRules = tree.ignoreObservations()
    let swept = try await tree.swept(rules.engine(settings.scan))
    report.findings = swept.findings.map {
      Exclusions.applied(loaded.manifest?.exclusions ?? [], to: $0)
    }
    report.diagnostics += swept.diagnostics
    report.counts = swept.counts

    var evidence = rules.evidence(in: tree, anchors: swept.anchors, manifest: loaded.manifest)
    evidence.observations[IgnoreObservations.check] = await ignoreRules
    evidence.observations[HardcodedKeys.check] = HardcodedKeys.observations(
      from: report.findings.filter(\.fails), filesSearched: swept.counts.files,
      failure: swept.diagnostics.first.map(\.message))
    report.facts = evidence.facts
    judge(&report, rules, selection, loaded, evidence, paths: tree.files.paths)
  }

  private func judge(
    _ report: inout Report, _ rules: GateRuleSet, _ selection: CheckSelection,
    _ loaded: ManifestLoader.Loaded, _ evidence: GatheredEvidence, paths: [RepositoryPath]
  ) {
    let manifest = loaded.manifest
    let judge = Judge(
      hasManifest: loaded.path != nil,
      service: ServiceProfile(
        declared: manifest?.service.does, derived: evidence.facts, kind: manifest?.service.runs),
      policy: loaded.policy, ruleset: manifest?.ruleset, today: settings.scan.today,
      language: DominantLanguage.of(paths))
    let waivers = Dictionary(
      (manifest?.waivers ?? []).map { ($0.check, $0) }, uniquingKeysWith: { first, _ in first })
    let chosen = rules.checks.definitions.filter(selection.includes)
    report.isPartial = chosen.count < rules.checks.definitions.count
    report.checks = chosen.map { check in
      // What the manifest says of a check is unknown while the manifest has errors.
      if loaded.isBroken, check.takesClaim {
        return CheckResult(
          id: check.id, priority: check.priority, verdict: .couldNotCheck, title: check.title,
          reason: "the manifest has errors", fix: "Mend the manifest first.")
      }
      return judge.result(
        for: check, claim: manifest?.claims[check.id],
        observations: evidence.observations[check.id] ?? CheckObservations(hasDetector: false),
        waiver: waivers[check.id])
    }
    report.diagnostics += WaiverState.diagnostics(
      for: manifest?.waivers ?? [], results: report.checks, today: settings.scan.today)
    report.failOn = failOn(loaded.policy)
    report.service = manifest?.service.name
    report.owner = manifest?.service.owner
    report.runbook = manifest?.service.runbook
    if loaded.isBroken { report.exitStatus = .usage }
  }

  /// A flag may loosen a repository's own policy, never an organisation's.
  private func failOn(_ policy: Policy) -> Priority {
    guard let asked = settings.failOn else { return policy.failOn }
    return settings.policyPath == nil ? asked : max(asked, policy.failOn)
  }
}
