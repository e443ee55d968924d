internal import GateChecks
internal import GateManifest
package import GateModel
internal import GateRepository
internal import GateRules
internal import GateScan

/// One run of the whole gate, from the settings to the report.
package struct CheckRun {
  private(set) var settings: CheckSettings
  private(set) var rules: GateRuleSet
  let selection: CheckSelection
  private(set) var known: KnownFindings
  /// Where policy and exceptions come from, if not from the files that are judged.
  private var base: BasePolicy?
  /// What of the files' own exceptions does not count.
  private var differences: [Diagnostic] = []
  private var quality = QualityRun()
  /// Begun with the run: compiling takes about as long as git's list of the files.
  private var compiling: Task<Result<SecretEngine, GateError>, Never>
  private let findsSecrets: Bool

  package static func report(_ settings: CheckSettings) async -> Report {
    let clock = ContinuousClock()
    let start = clock.now
    var report = Report(
      scope: .check, toolVersion: settings.scan.toolVersion, root: settings.scan.root,
      folder: FolderName.of(settings.scan.root))
    report.day = settings.scan.today
    report.against = settings.against
    report.rules = EmbeddedFiles.digest
    do {
      // Git is asked while the rules are decoded.
      async let opened = Tree.result(at: settings.scan.root)
      var run = try CheckRun(settings)
      var tree = try await opened.get()
      report.prefix = tree.repository.git?.prefix ?? report.prefix
      if let revision = settings.policyFrom {
        if settings.scan.rulesFolder == nil { try await run.takeRules(from: revision, of: tree) }
        try await run.takePolicy(from: revision, of: tree)
      }
      report.policySource = run.base?.source
      if let limit = settings.qualityTimeLimit {
        try await run.runQuality(of: tree, limit: limit)
        // With what the commands have written.
        tree = try await Tree.opened(at: settings.scan.root)
      }
      let judged = try await run.judged(tree)
      judged.fill(&report)
      if let against = settings.against {
        try await BaseComparison(run: run, revision: against).apply(to: &report, of: tree)
      }
      try await run.applyExceptions(to: &report, of: tree)
    } catch {
      report.diagnostics += error.diagnostics
      report.exitStatus = error.status
    }
    report.exitStatus = ExitStatus.worst([report.exitStatus, ExitDecision.status(of: report)])
    report.milliseconds = Int(start.duration(to: clock.now) / .milliseconds(1))
    return report
  }

  /// - Parameter findsSecrets: whether the sweep looks for them, and not for evidence alone; what is
  ///   said of hardcoded keys is true only then.
  init(_ settings: CheckSettings, findsSecrets: Bool = true) throws(GateError) {
    self.findsSecrets = findsSecrets
    self.settings = settings.withRulesOfManifest()
    rules = try GateRuleSet(ownRules: self.settings.scan.ownRules)
    known = try KnownFindings(of: settings.scan)
    selection = try CheckSelection(
      only: settings.only, skip: settings.skip, registry: rules.checks)
    compiling = rules.compiling(self.settings.scan, known, findsSecrets: findsSecrets)
  }

  /// The secret rules, and the literals that lead to evidence, compiled.
  func engine() async throws(GateError) -> SecretEngine { try await compiling.value.get() }

  /// From here on exceptions count only where the revision has them too.
  private mutating func takePolicy(
    from revision: String, of tree: Tree
  ) async throws(GateError) {
    let policy = try await BasePolicy(of: revision, in: tree, registry: rules.checks, settings)
    (known, differences) = policy.restricted(known, settings.scan)
    base = policy
    compiling = rules.compiling(settings.scan, known, findsSecrets: findsSecrets)
  }

  /// The team's own rules are those of that revision, and what the files add to them.
  private mutating func takeRules(
    from revision: String, of tree: Tree
  ) async throws(GateError) {
    guard let known = try await BasePolicy.ownRules(of: revision, in: tree) else { return }
    settings.scan.rulesFolder = known.folder
    settings.scan.storedRules = known.stored
    rules = try GateRuleSet(ownRules: settings.scan.ownRules)
    compiling = rules.compiling(settings.scan, self.known, findsSecrets: findsSecrets)
  }

  /// Runs the commands of the manifest: of the revision that the policy comes from, where there is one.
  private mutating func runQuality(
    of tree: Tree, limit: Duration
  ) async throws(GateError) {
    let own = loader.load(from: tree.files, policyPath: settings.policyPath).manifest
    let manifest = base == nil ? own : base?.manifest
    let commands = QualityRun.commands(of: manifest)
    try await quality.run(
      commands, of: manifest, in: settings.scan.root, limit: limit,
      engine: engine())
  }

  /// What lets a failing gate pass: the report of a rollback, an override.
  private func applyExceptions(
    to report: inout Report, of tree: Tree
  ) async throws(GateError) {
    if let acceptance = settings.acceptance {
      acceptance.apply(
        to: &report, live: Set(settings.live.keys), isChanged: try await tree.isChanged())
    }
    settings.override?.apply(to: &report)
  }

  private var loader: ManifestLoader {
    ManifestLoader(registry: rules.checks, today: settings.scan.today)
  }

  /// Judges the files on the disk.
  func judged(_ tree: Tree) async throws(GateError) -> Judged {
    var loaded = loader.load(from: tree.files, policyPath: settings.policyPath)
    if let base { loaded = base.restricted(loaded) }
    loaded.diagnostics += differences + quality.diagnostics
    async let ignoreRules = tree.ignoreObservations()
    let engine = try await engine()
    var swept = try await tree.swept(engine)
    if let base { swept = try await base.withoutNewComments(swept, engine: engine) }
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
        serviceKind: manifest?.service.runs, ranCommands: quality.passed))
    evidence.observations.merge(quality.observations) {
      $1.failure == nil ? $0.combined(with: $1) : $1
    }
    evidence.observations[IgnoreObservations.check] = ignoreRules
    evidence.observations[HardcodedKeys.check] = HardcodedKeys.observations(
      from: findings.filter(\.fails), filesSearched: swept.counts.files,
      failure: swept.diagnostics.first { $0.severity == .error }?.message)
    var judged = Judged(
      loaded: loaded, swept: swept, findings: findings, evidence: evidence,
      failOn: failOn(loaded.policy))
    judge(&judged, paths: files.paths)
    return judged
  }

  private func judge(_ judged: inout Judged, paths: [RepositoryPath]) {
    let (loaded, evidence) = (judged.loaded, judged.evidence)
    let manifest = loaded.manifest
    let service = ServiceProfile(
      declared: manifest?.service.does, derived: evidence.facts, kind: manifest?.service.runs)
    let judge = Judge(
      hasManifest: loaded.path != nil, service: service,
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
    for (index, result) in judged.results.enumerated() {
      if let fix = quality.fixes[result.id] { judged.results[index].fix = fix }
    }
    if settings.requiresLive { judged.results = judged.results.map(failingWhereNotRun) }
    judged.judgeDiagnostics =
      service.disagreements()
      + WaiverState.diagnostics(
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
  var judgeDiagnostics: [Diagnostic] = []

  func fill(_ report: inout Report) {
    let service = loaded.manifest?.service
    report.service = service?.name
    report.owner = service?.owner
    report.runbook = service?.runbook
    report.commit = commit
    report.manifest = loaded.path
    report.checks = results
    report.findings = findings
    report.diagnostics += loaded.diagnostics + swept.diagnostics + judgeDiagnostics
    report.facts = evidence.facts
    report.counts = swept.counts
    report.failOn = failOn
    report.isPartial = isPartial
    if loaded.isBroken { report.exitStatus = .usage }
  }
}
