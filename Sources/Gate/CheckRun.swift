internal import GateChecks
internal import GateManifest
package import GateModel
internal import GateRepository
internal import GateRules

/// One run of the whole gate, from the settings to the report.
package struct CheckRun {
  let settings: CheckSettings
  let rules: GateRuleSet
  let selection: CheckSelection
  let known: KnownFindings

  package static func report(_ settings: CheckSettings) async -> Report {
    let clock = ContinuousClock()
    let start = clock.now
    var report = Report(
      scope: .check, toolVersion: settings.scan.toolVersion, root: settings.scan.root,
      folder: FolderName.of(settings.scan.root))
    do {
      // Git is asked while the rules are decoded.
      async let opened = Tree.result(at: settings.scan.root)
      let run = try CheckRun(settings)
      let tree = try await opened.get()
      report.prefix = tree.repository.git?.prefix ?? RepositoryPath("")
      let judged = try await run.judged(tree)
      judged.fill(&report)
      if let against = settings.against {
        try await BaseComparison(run: run, revision: against).apply(to: &report, of: tree)
      }
    } catch {
      report.diagnostics += error.diagnostics
      report.exitStatus = error.status
    }
    report.exitStatus = ExitStatus.worst([report.exitStatus, ExitDecision.status(of: report)])
    report.milliseconds = Int(start.duration(to: clock.now) / .milliseconds(1))
    return report
  }

  init(_ settings: CheckSettings) throws(GateError) {
    self.settings = settings.withRulesOfManifest()
    rules = try GateRuleSet()
    known = try KnownFindings(of: settings.scan.root)
    selection = try CheckSelection(
      only: settings.only, skip: settings.skip, registry: rules.checks)
  }

  /// Judges the files on the disk.
  func judged(_ tree: Tree) async throws(GateError) -> Judged {
    let loaded = ManifestLoader(registry: rules.checks, today: settings.scan.today)
      .load(from: tree.files, policyPath: settings.policyPath)
    async let ignoreRules = tree.ignoreObservations()
    var swept = try await tree.swept(rules.engine(settings.scan, salt: known.salt))
    known.apply(to: &swept, isWhole: true)
    var judged = await judged(
      swept, files: tree.files, coverageReports: tree.coverageReports, loaded,
      ignoreRules: await ignoreRules)
    judged.commit = tree.repository.git?.head?.text
    known.apply(to: &judged, hasPolicy: settings.policyPath != nil)
    return judged
  }

  /// Judges what a sweep found and the files it swept.
  func judged(
    _ swept: SweepResult, files: any FileSource, coverageReports: any FileSource,
    _ loaded: ManifestLoader.Loaded, ignoreRules: CheckObservations
  ) async -> Judged {
    let manifest = loaded.manifest
    let findings = swept.findings.map {
      Exclusions.applied(manifest?.exclusions ?? [], to: $0)
    }
    var evidence = await rules.evidence(
      in: EvidenceSubject(
        files: files, anchors: swept.anchors, claims: manifest?.claims ?? [:],
        clientPaths: manifest?.maintainx.client ?? [], coverageReports: coverageReports,
        serviceKind: manifest?.service.runs))
    evidence.observations[IgnoreObservations.check] = ignoreRules
    evidence.observations[HardcodedKeys.check] = HardcodedKeys.observations(
      from: findings.filter(\.fails), filesSearched: swept.counts.files,
      failure: swept.diagnostics.first.map(\.message))
    var judged = Judged(
      loaded: loaded, swept: swept, findings: findings, evidence: evidence,
      failOn: failOn(loaded.policy))
    judge(&judged, paths: files.paths)
    return judged
  }

  private func judge(_ judged: inout Judged, paths: [RepositoryPath]) {
    let (loaded, evidence) = (judged.loaded, judged.evidence)
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
    judged.isPartial = chosen.count < rules.checks.definitions.count
    judged.results = chosen.map { check in
      // What the manifest says of a check is unknown while the manifest has errors.
      if loaded.isBroken, check.takesClaim {
        return CheckResult(
          id: check.id, priority: check.priority, verdict: .couldNotCheck, title: check.title,
          reason: "the manifest has errors", fix: "Mend the manifest first.")
      }
      return judge.result(
        for: check, claim: manifest?.claims[check.id],
        observations: evidence.observations[check.id] ?? CheckObservations(hasDetector: false),
        waiver: waivers[check.id], live: settings.live[check.id].flatMap(Judge.LiveAnswer.init))
    }
    if settings.requiresLive { judged.results = judged.results.map(failingWhereNotRun) }
    judged.waiverDiagnostics = WaiverState.diagnostics(
      for: manifest?.waivers ?? [], results: judged.results, today: settings.scan.today)
  }

  /// `--require-live`: a live check that was not run is a failure.
  private func failingWhereNotRun(_ result: CheckResult) -> CheckResult {
    guard result.verdict == .notRun else { return result }
    var result = result
    result.verdict = .missing
    result.reason = "a live check that was not run, and this run requires it"
    return result
  }

  /// A flag may loosen a repository's own policy, never an organisation's.
  private func failOn(_ policy: Policy) -> Priority {
    guard let asked = settings.failOn else { return policy.failOn }
    return settings.policyPath == nil ? asked : max(asked, policy.failOn)
  }
}

/// What a run found out about one state of the files.
struct Judged {
  var loaded: ManifestLoader.Loaded
  var swept: SweepResult
  var findings: [Finding]
  var evidence: GatheredEvidence
  var failOn: Priority
  var commit: String?
  var isPartial = false
  var results: [CheckResult] = []
  var waiverDiagnostics: [Diagnostic] = []

  func fill(_ report: inout Report) {
    let service = loaded.manifest?.service
    report.service = service?.name
    report.owner = service?.owner
    report.runbook = service?.runbook
    report.commit = commit
    report.manifest = loaded.path
    report.checks = results
    report.findings = findings
    report.diagnostics += loaded.diagnostics + swept.diagnostics + waiverDiagnostics
    report.facts = evidence.facts
    report.counts = swept.counts
    report.failOn = failOn
    report.isPartial = isPartial
    if loaded.isBroken { report.exitStatus = .usage }
  }
}
