import GateModel

/// Reports that together show every part of every format.
enum SampleReports {
  static let all: [(name: String, report: Report)] = [
    ("failing", failing), ("firstRun", firstRun), ("passing", passing), ("hostile", hostile),
    ("overridden", overridden), ("several", several),
  ]

  /// Two services in one repository, and a secret in neither.
  static let several = {
    var whole = failing
    (whole.prefix, whole.service, whole.manifest, whole.checks) = (RepositoryPath(""), nil, nil, [])
    (whole.diagnostics, whole.facts, whole.folder) = ([], [], "monorepo")
    var first = failing
    (first.findings, first.prefix) = ([], RepositoryPath(""))
    var second = passing
    (second.service, second.prefix) = ("exporter", RepositoryPath(""))
    whole.services = [
      first.moved(into: RepositoryPath("services/cmms sync"), of: whole),
      second.moved(into: RepositoryPath("services/exporter"), of: whole),
    ]
    return whole
  }()

  static let failing = Report(
    scope: .check, toolVersion: "1.2.3", root: ".", prefix: "services/cmms sync",
    sourceURL: "https://github.com/example/repo/blob/ab12", service: "cmms-sync",
    owner: "team-maintenance", runbook: "https://wiki.example.com/cmms-sync",
    commit: String(repeating: "ab12", count: 10),
    manifest: RepositoryPath("mxgate.yaml"),
    checks: [
      CheckResult(
        id: CheckID("errors.retry"), priority: .p0, verdict: .unproven,
        title: "Retry with exponential backoff on 429 and 5xx",
        reason: "a retry is claimed, and 4 of 5 calls have none",
        fix: "Send every call through one client that retries.\nconst client = withRetry(fetch)",
        claim: Location(path: "mxgate.yaml", line: 18, column: 3, endColumn: 8),
        claimSource: "  retry: { statuses: [429, 5xx] }",
        nearest: [
          evidence("src/client.ts", 77, "if (status === 500) {", "retries on 500, not on 429")
        ],
        sites: SiteCoverage(
          covered: 1, total: 5,
          bare: (1...4).map { evidence("src/call\($0).ts", $0, "await fetch(url)", nil) }),
        lookedFor: "a retry on 429 and 5xx around the API's calls", filesExamined: 5),
      CheckResult(
        id: CheckID("errors.timeout"), priority: .p1, verdict: .contradicted,
        title: "Every request has a timeout", reason: "30 s are claimed, the client waits 300 s",
        fix: "Set the client's timeout to 30 s.",
        claim: Location(path: "mxgate.yaml", line: 20, column: 3, endColumn: 10),
        claimSource: "  timeout: 30s",
        evidence: [evidence("src/client.ts", 12, "timeout: 300_000,", nil)]),
      CheckResult(
        id: CheckID("observability.metrics"), priority: .p0, verdict: .waived,
        title: "Request count, latency and error rate", reason: "neither claimed nor found",
        waiver: Waiver(
          check: CheckID("observability.metrics"), reason: "arrives with the platform upgrade",
          owner: "team-maintenance", expires: CalendarDay(daysSinceEpoch: 20_800),
          location: Location(path: "mxgate.yaml", line: 40, column: 5))),
      CheckResult(
        id: CheckID("auth.gitignore"), priority: .p0, verdict: .corroborated,
        title: ".env and *.key are ignored", reason: "git ignores both",
        evidence: [evidence(".gitignore", 3, ".env", nil)]),
      CheckResult(
        id: CheckID("data.pagination"), priority: .p0, verdict: .notApplicable,
        title: "Cursor pagination", reason: "the service lists nothing"),
      CheckResult(
        id: CheckID("auth.liveKey"), priority: .p0, verdict: .notRun,
        title: "The production key works", reason: "nobody asked for it",
        command: "mxgate check --live-key"),
      CheckResult(
        id: CheckID("security.noSecretsInLogs"), priority: .p0, verdict: .contradicted,
        title: "No key is logged", reason: "writes apiKey to the log",
        evidence: [
          Evidence(
            location: Location(path: "src/webhook.ts", line: 99, column: 20, endColumn: 26),
            excerpt: "log(\"größer 😀\", apiKey);", excerptColumn: 3)
        ]),
      CheckResult(
        id: CheckID("recovery.rollback"), priority: .p2, verdict: .missing,
        title: "A rollback procedure", reason: "neither claimed nor found"),
    ],
    findings: [
      finding("src/a.ts", line: 3, suppression: nil),
      finding(
        "docs/b.md", line: 9,
        suppression: Suppression(
          kind: .inline, reason: "revoked", location: Location(path: "docs/b.md", line: 9))),
    ],
    diagnostics: [
      Diagnostic(
        .warning, "unknown key 'retires'",
        at: Location(path: "mxgate.yaml", line: 19, column: 3, endColumn: 10),
        sourceLine: "  retires: true", help: "did you mean 'retry'?")
    ],
    counts: counts, exitStatus: .failed, milliseconds: 11)

  static let firstRun = Report(
    scope: .check, toolVersion: "1.2.3", root: "/src/workorder-due-dates",
    checks: [
      CheckResult(
        id: CheckID("auth.gitignore"), priority: .p0, verdict: .missing,
        title: ".env and *.key are ignored", reason: "*.key is not ignored",
        command: "mxgate fix"),
      CheckResult(
        id: CheckID("errors.retryAfter"), priority: .p0, verdict: .missing,
        title: "Retry-After on a 429 is honoured", reason: "neither claimed nor found",
        nearest: [evidence("src/webhook.ts", 141, "log(reset)", "reads the reset, only logs it")]),
      CheckResult(
        id: CheckID("observability.health"), priority: .p0, verdict: .undeclared,
        title: "A health route", reason: "found, not claimed",
        evidence: [evidence("src/index.ts", 71, "app.get('/health')", nil)],
        command: "mxgate init"),
      CheckResult(
        id: CheckID("auth.liveKey"), priority: .p0, verdict: .notRun,
        title: "The production key works", reason: "nobody asked for it",
        command: "mxgate check --live-key"),
      CheckResult(
        id: CheckID("deployment.container"), priority: .p1, verdict: .missing,
        title: "A container image", reason: "neither claimed nor found"),
      CheckResult(
        id: CheckID("performance.caching"), priority: .p1, verdict: .missing,
        title: "Users are cached", reason: "neither claimed nor found"),
    ],
    facts: [
      DerivedFact(
        .receivesWebhooks, .yes, evidence: [evidence("src/index.ts", 38, "app.post(", nil)]),
      DerivedFact(.updates, .yes, evidence: [evidence("src/webhook.ts", 48, "patch(", nil)]),
      DerivedFact(.lists, .no),
    ],
    counts: counts, exitStatus: .failed, milliseconds: 9)

  static let passing = Report(
    scope: .scan, toolVersion: "1.2.3", root: ".", counts: counts, milliseconds: 4)

  /// A service in a subfolder, deployed although a check fails.
  static let overridden: Report = {
    var report = Report(
      scope: .check, toolVersion: "1.2.3", root: "services/sync", service: "sync",
      commit: String(repeating: "cd34", count: 10), manifest: RepositoryPath("mxgate.yaml"),
      checks: [
        CheckResult(
          id: CheckID("errors.retry"), priority: .p0, verdict: .unproven,
          title: "Retry with exponential backoff on 429 and 5xx",
          reason: "claimed, but there is no sign of it; passed over by alice",
          fix: "Retry.\ncall(```x```)", claim: Location(path: "mxgate.yaml", line: 4, column: 3),
          warnsOnly: true)
      ],
      counts: counts)
    report.prefix = "services/sync"
    report.day = CalendarDay("2026-11-24")
    report.rules = "0123456789abcdef"
    report.policySource = PolicySource(
      revision: "origin/main", commit: String(repeating: "ef56", count: 10))
    report.accepted = AcceptedReport(
      path: "report.json", day: CalendarDay(daysSinceEpoch: 20_700),
      checks: [CheckID("auth.keyRotation")])
    report.override = Override(
      reason: "the queue is down ::error:: <b>", actor: "alice", passedOver: ["errors.retry"])
    return report
  }()

  /// Names and contents that try to act on the terminal, the log or the page that shows them.
  static let hostile = Report(
    scope: .scan, toolVersion: "1.2.3", root: ".",
    findings: [
      Finding(
        rule: "generic-password", title: "Password", severity: .high, confidence: .medium,
        location: Location(
          path: RepositoryPath(
            bytes: Array("a\u{1B}[2J\n::error::owned,x:y%".utf8) + [0xFF] + Array("<b>|`.ts".utf8)),
          line: 1, column: 1),
        display: "hu…", excerpt: "x = \u{202E}\"hu…\" <script>alert(1)</script> ::stop::",
        fingerprint: "00ff", reason: "a value assigned to `pwd` ]]> --> </script>")
    ],
    counts: counts, exitStatus: .failed, milliseconds: 4)

  private static var counts: SweepCounts {
    var counts = SweepCounts()
    counts.files = 12
    counts.bytes = 34_567
    counts.skipped = ["binary": 2, "vendored": 340]
    return counts
  }

  private static func evidence(
    _ path: String, _ line: Int, _ excerpt: String, _ note: String?
  ) -> Evidence {
    Evidence(
      location: Location(path: RepositoryPath(path), line: line), excerpt: excerpt, note: note)
  }

  private static func finding(
    _ path: String, line: Int, suppression: Suppression?
  ) -> Finding {
    Finding(
      rule: "maintainx-api-key", title: "MaintainX API key", severity: .critical, confidence: .high,
      location: Location(
        path: RepositoryPath(path), line: line, column: 14, endColumn: 262),
      display: "eyJhb…", excerpt: "const key = \"eyJhb…\";", fingerprint: "5f2c",
      reason: "issued 2025-03-02, 632 days ago", fix: "Delete the key in MaintainX.",
      suppression: suppression, cannotBeSuppressed: true)
  }
}

extension RepositoryPath: ExpressibleByStringLiteral {
  public init(stringLiteral value: String) { self.init(value) }
}
