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
  /// Without what the manifest adds.
  let asked: CheckSettings
  private(set) var known: KnownFindings
  /// Where policy and exceptions come from, if not from the files that are judged.
  private(set) var base: BasePolicy?
  /// What of the files' own exceptions does not count.
  private(set) var differences: [Diagnostic] = []
  private var quality = QualityRun()
  /// Begun with the run: compiling takes about as long as git's list of the files.
  private var compiling: Task<Result<SecretEngine, GateError>, Never>
  private let findsSecrets: Bool
  /// What the run over a larger tree has found already.
  var part: ServicePart?
  /// The repository from its top, where the files are only a part of it and it has been opened.
  var repository: Tree?
  /// Whether the files are a service's although no manifest says so yet.
  var treatsAsService = false

  package static func report(_ settings: CheckSettings) async -> Report {
    await report(settings) { report throws(GateError) in
      // Git is asked while the rules are decoded.
      async let opened = Tree.result(at: settings.scan.root)
      var run = try CheckRun(settings)
      let tree = try await opened.get()
      let services = ServiceFolders(in: tree.files.paths, manifests: ManifestLoader.names)
      report.diagnostics += services.notes
      if services.judged.isEmpty {
        try await run.judge(tree, into: &report)
      } else {
        run.repository = tree.isWhole ? tree : nil
        try await ServicesRun(run, tree, services.judged).judge(into: &report)
      }
      if let against = settings.against {
        try await BaseComparison(run: run, revision: against)
          .tellGoneServices(in: &report, of: tree, having: services.judged)
      }
    }
  }

  /// The report that a run fills, with how it ended and how long it took.
  static func report(
    _ settings: CheckSettings, _ run: (inout Report) async throws(GateError) -> Void
  ) async -> Report {
    let clock = ContinuousClock()
    let start = clock.now
    var report = Report(
      scope: .check, toolVersion: settings.scan.toolVersion, root: settings.scan.root,
      folder: FolderName.of(settings.scan.root))
    report.day = settings.scan.today
    report.against = settings.against
    report.rules = EmbeddedFiles.digest
    do {
      try await run(&report)
    } catch {
      report.diagnostics += error.diagnostics
      report.exitStatus = error.status
    }
    report.exitStatus = ExitStatus.worst(
      [report.exitStatus, ExitDecision.status(of: report)] + report.services.map(\.exitStatus))
    report.milliseconds = Int(start.duration(to: clock.now) / .milliseconds(1))
    return report
  }

  /// Judges a tree as one service.
  mutating func judge(_ tree: Tree, into report: inout Report) async throws(GateError) {
    var tree = tree
    report.prefix = tree.repository.git?.prefix ?? report.prefix
    try await takePolicies(of: tree)
    report.policySource = base?.source
    if let limit = settings.qualityTimeLimit {
      try await runQuality(of: tree, limit: limit)
      // With what the commands have written.
      tree = try await tree.openedAgain()
    }
    let judged = try await judged(tree)
    judged.fill(&report)
    if let against = settings.against {
      try await BaseComparison(run: self, revision: against).apply(to: &report, of: tree)
    }
    try await applyExceptions(to: &report, of: tree)
  }

  /// - Parameters:
  ///   - findsSecrets: whether the sweep looks for them, and not for evidence alone; what is said of
  ///     hardcoded keys is true only then.
  ///   - whole: the run over a larger tree, whose sweep this one goes by.
  init(
    _ settings: CheckSettings, findsSecrets: Bool = true, partOf whole: CheckRun? = nil
  ) throws(GateError) {
    asked = settings
    self.findsSecrets = findsSecrets
    self.settings = settings.withRulesOfManifest()
    rules = try GateRuleSet(ownRules: self.settings.scan.ownRules)
    // Which of its checks a baseline excuses, it says for its own folder alone.
    if let whole {
      known = whole.known.withoutChecks
    } else {
      known = try KnownFindings(of: settings.scan)
    }
    selection = try CheckSelection(
      only: settings.only, skip: settings.skip, registry: rules.checks)
    compiling =
      whole?.compiling ?? rules.compiling(self.settings.scan, known, findsSecrets: findsSecrets)
  }

  /// The secret rules, and the literals that lead to evidence, compiled.
  func engine() async throws(GateError) -> SecretEngine { try await compiling.value.get() }

  /// From here on exceptions count only where the revision that policy comes from has them too.
  mutating func takePolicies(of tree: Tree) async throws(GateError) {
    guard base == nil, let revision = settings.policyFrom else { return }
    if asked.scan.rulesFolder == nil { try await takeRules(from: revision, of: tree) }
    let policy = try await BasePolicy(of: revision, in: tree, registry: rules.checks, settings)
    if part?.swept == nil { (known, differences) = policy.restricted(known, settings.scan) }
    base = policy
    compiling = rules.compiling(settings.scan, known, findsSecrets: findsSecrets)
  }

  var isPartial: Bool { !rules.checks.definitions.allSatisfy(selection.includes) }

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
    var loaded = loaded(from: tree)
    loaded.diagnostics += differences + quality.diagnostics
    async let ignoreRules = tree.ignoreObservations()
    let surroundings = try await surroundings(of: tree)
    var found: SweepResult
    if let part = part?.swept { found = part } else { found = try await sweptWhole(tree) }
    if part?.swept != nil { found.counts.files = tree.list.readable.count }
    var judged = try await judged(
      found, files: tree.files, coverageReports: tree.coverageReports, in: surroundings, loaded,
      ignoreRules: await ignoreRules)
    judged.commit = tree.repository.git?.head?.text
    known.apply(to: &judged, hasPolicy: settings.policyPath != nil)
    return judged
  }

  private func loaded(from tree: Tree) -> ManifestLoader.Loaded {
    let own = loader.load(from: tree.files, policyPath: settings.policyPath)
    return base?.restricted(own) ?? own
  }

  /// What one pass over a tree finds, with what its manifest excludes.
  func swept(_ tree: Tree) async throws(GateError) -> SweepResult {
    var swept = try await sweptWhole(tree)
    let exclusions = loaded(from: tree).manifest?.exclusions ?? []
    swept.findings = swept.findings.map { Exclusions.applied(exclusions, to: $0) }
    let excluded = swept.unsearched.map { Exclusions.applied(exclusions, toUnsearched: $0) }
      .filter { $0.severity == .note }
    let names = Set(excluded.compactMap(\.location))
    swept.diagnostics += excluded
    swept.unsearched.removeAll { $0.location.map(names.contains) ?? false }
    return swept
  }

  private func sweptWhole(_ tree: Tree) async throws(GateError) -> SweepResult {
    let engine = try await engine()
    var swept = try await tree.swept(engine)
    if let base { swept = try await base.withoutNewComments(swept, engine: engine) }
    known.apply(to: &swept, isWhole: true)
    return swept
  }

  /// What else the repository has; `nil` where the tree is the whole of it, or no service.
  private func surroundings(of tree: Tree) async throws(GateError) -> Surroundings? {
    guard !tree.isWhole, let git = tree.repository.git,
      treatsAsService || ManifestLoader.hasManifest(tree.files)
    else { return nil }
    let whole: Tree
    if let repository { whole = repository } else { whole = try await Tree.opened(at: tree.top) }
    return Surroundings(folder: git.prefix, repository: whole.files)
  }

  /// Judges what a sweep found and the files it swept.
  func judged(
    _ swept: SweepResult, files: any FileSource, coverageReports: any FileSource,
    in surroundings: Surroundings?, _ loaded: ManifestLoader.Loaded, ignoreRules: CheckObservations
  ) async throws(GateError) -> Judged {
    let manifest = loaded.manifest
    let findings = swept.findings.map {
      Exclusions.applied(manifest?.exclusions ?? [], to: $0)
    }
    var evidence = try await evidence(
      EvidenceSubject(
        files: files, anchors: swept.anchors, claims: manifest?.claims ?? [:],
        clientPaths: manifest?.maintainx.client ?? [], coverageReports: coverageReports,
        serviceKind: manifest?.service.runs, ranCommands: quality.passed),
      in: surroundings)
    evidence.observations.merge(quality.observations) {
      $1.failure == nil ? $0.combined(with: $1) : $1
    }
    evidence.observations[IgnoreObservations.check] = ignoreRules
    evidence.observations[HardcodedKeys.check] = HardcodedKeys.observations(
      from: findings.filter(\.fails), filesSearched: swept.counts.files,
      failure: swept.diagnostics.first { $0.severity == .error }?.message)
    var judged = Judged(
      loaded: loaded, swept: swept,
      unsearched: swept.unsearched.map {
        Exclusions.applied(manifest?.exclusions ?? [], toUnsearched: $0)
      },
      findings: findings, evidence: evidence,
      failOn: failOn(loaded.policy))
    judge(&judged, paths: files.paths)
    return judged
  }

  private func evidence(
    _ subject: EvidenceSubject, in surroundings: Surroundings?
  ) async throws(GateError) -> GatheredEvidence {
    guard let surroundings else { return await rules.evidence(in: subject) }
    let view = surroundings.view(of: subject.files)
    var subject = subject
    subject.files = view
    subject.folder = surroundings.folder
    subject.hasOtherPipelines = view.hasOtherPipelines
    let shared = try await Sweep(engine()).searched(ChosenFiles(view.sharedPaths, of: view))
    subject.anchors.merge(shared.anchors) { $0.union($1) }
    return await rules.evidence(in: subject).mapPaths(view.seenFromFolder)
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
  /// Archives that were not searched: errors, or notes where the manifest excludes them.
  var unsearched: [Diagnostic]
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
    report.diagnostics += loaded.diagnostics + swept.diagnostics + unsearched + judgeDiagnostics
    report.facts = evidence.facts
    report.counts = swept.counts
    report.failOn = failOn
    report.isPartial = isPartial
    if loaded.isBroken { report.exitStatus = .usage }
  }
}
