/// Everything one run found out. Reporters turn it into text; nothing else formats.
package struct Report: Sendable {
  /// What the run was asked to do.
  package enum Scope: String, Sendable { case check, scan }
  package var scope: Scope
  package var toolVersion: String
  /// The scanned root as the user named it.
  package var root: String
  /// The name of the scanned folder, for readers, where the service has none.
  package var folder: String
  /// The scanned folder's path inside the repository; empty at its top.
  package var prefix: RepositoryPath
  /// Where the sources can be read, up to a path inside the repository:
  /// `https://github.com/OWNER/NAME/blob/COMMIT`.
  package var sourceURL: String?
  /// The service's folder below the root, in the report of one of several services.
  package var place = RepositoryPath("")
  /// The services in folders of the root that have a manifest of their own, in the order of their
  /// places. A finding of theirs stands in theirs alone; paths are counted from the root all the same.
  package var services: [Report] = []
  package var service: String?
  package var owner: String?
  package var runbook: String?
  /// The commit at HEAD, in full.
  package var commit: String?
  /// The manifest's path, where one was found.
  package var manifest: RepositoryPath?
  package var checks: [CheckResult]
  package var findings: [Finding]
  package var diagnostics: [Diagnostic]
  package var facts: [DerivedFact]
  package var counts: SweepCounts
  package var failOn: Priority
  /// True where `--only` or `--skip` left checks out: the result says PARTIAL.
  package var isPartial: Bool
  package var exitStatus: ExitStatus
  /// The revision that the run was compared with, so that what failed there already passes.
  package var against: String?
  /// Where policy and exceptions came from, if not from the scanned files.
  package var policySource: PolicySource?
  /// The day that ages and expiries were counted to.
  package var day: CalendarDay?
  /// Names the built-in rules that judged: a report of other rules is no proof for these.
  package var rules = ""
  /// The saved report that stands for what has failed since.
  package var accepted: AcceptedReport?
  /// The decision to go on although the gate fails.
  package var override: Override?
  /// Wall time of the run in milliseconds; shown in text only, so that reports are reproducible.
  package var milliseconds: Int

  package init(
    scope: Scope, toolVersion: String, root: String, folder: String = "",
    prefix: RepositoryPath = RepositoryPath(""), sourceURL: String? = nil,
    service: String? = nil, owner: String? = nil, runbook: String? = nil, commit: String? = nil,
    manifest: RepositoryPath? = nil,
    checks: [CheckResult] = [], findings: [Finding] = [], diagnostics: [Diagnostic] = [],
    facts: [DerivedFact] = [], counts: SweepCounts = SweepCounts(), failOn: Priority = .p0,
    isPartial: Bool = false, exitStatus: ExitStatus = .passed, milliseconds: Int = 0
  ) {
    self.scope = scope
    self.toolVersion = toolVersion
    self.root = root
    self.folder = folder
    self.prefix = prefix
    self.sourceURL = sourceURL
    self.service = service
    self.owner = owner
    self.runbook = runbook
    self.commit = commit
    self.manifest = manifest
    self.checks = checks
    self.findings = findings
    self.diagnostics = diagnostics
    self.facts = facts
    self.counts = counts
    self.failOn = failOn
    self.isPartial = isPartial
    self.exitStatus = exitStatus
    self.milliseconds = milliseconds
  }
}

extension Report {
  /// What to call the scanned repository: its service, else its folder, else the root as named.
  package var name: String { service ?? (folder.isEmpty ? root : folder) }
}

extension Report {
  /// This report and those of its services.
  package var all: [Report] { [self] + services.flatMap(\.all) }
}

/// What the sweep read and what it passed over by rule.
package struct SweepCounts: Hashable, Sendable {
  package var files = 0
  package var bytes = 0
  /// Files left out by rule, by the rule's name: `binary`, `vendored`, `excluded`, `specialFile`.
  package var skipped: [String: Int] = [:]
  package init() {}
}
