package import GateModel

/// SARIF 2.1.0, with what GitHub code scanning reads: rule help, `security-severity`, line hashes,
/// relative URIs, suppressions, and at most 5,000 results.
package enum SARIFReport {
  /// GitHub rejects a run with more results: "SARIF support for code scanning", GitHub Docs.
  static let mostResults = 5_000

  package static func render(_ report: Report) -> String {
    let all = report.all.flatMap(results)
    let open = all.filter { $0.suppression == nil }
    let kept = (open + all.filter { $0.suppression != nil }).prefix(mostResults)
    let rules = rules(of: kept)
    let indices = Dictionary(uniqueKeysWithValues: rules.enumerated().map { ($1.id, $0) })
    let notes = RunNotes(report).all.map {
      Diagnostic($0.level == .note ? .note : .warning, $0.text)
    }
    let cut =
      all.count > kept.count
      ? [Diagnostic(.warning, "\(all.count - kept.count) more results are left out")] : []
    let notifications = (notes + report.all.flatMap(\.diagnostics) + cut).map(notification)
    return JSONValue.object([
      ("$schema", .string("https://json.schemastore.org/sarif-2.1.0.json")),
      ("version", .string("2.1.0")),
      (
        "runs",
        .array([
          .object([
            ("tool", .object([("driver", driver(report, rules))])),
            (
              "automationDetails",
              .object([("id", .string("mxgate/\(report.service ?? report.scope.rawValue)/"))])
            ),
            ("columnKind", .string("utf16CodeUnits")),
            (
              "invocations",
              .array([
                .object([
                  // False only where the tool itself could not finish its work.
                  (
                    "executionSuccessful",
                    .bool(report.exitStatus == .passed || report.exitStatus == .failed)
                  ),
                  ("exitCode", .int(Int(report.exitStatus.rawValue))),
                  ("toolExecutionNotifications", .array(notifications)),
                ])
              ])
            ),
            (
              "results",
              .array(kept.map { $0.json(ruleIndex: indices[$0.rule.id] ?? -1) })
            ),
          ])
        ])
      ),
    ]).serialized()
  }

  private static func driver(_ report: Report, _ rules: [SARIFRule]) -> JSONValue {
    .object([
      ("name", .string("mxgate")),
      ("version", .string(report.toolVersion)),
      ("rules", .array(rules.map(\.json))),
    ])
  }

  /// Failures first, then findings by severity, each in the report's order.
  private static func results(of report: Report) -> [SARIFResult] {
    let checks = report.checks.filter { !$0.verdict.isSettled || $0.verdict == .waived }.map {
      SARIFResult(check: $0, in: report)
    }
    let order = Severity.allCases
    let findings = order.flatMap { severity in report.findings.filter { $0.severity == severity } }
    return checks + findings.map(SARIFResult.init(finding:))
  }

  private static func rules(of results: some Sequence<SARIFResult>) -> [SARIFRule] {
    var seen: Set<String> = []
    return results.map(\.rule).filter { seen.insert($0.id).inserted }
  }

  private static func notification(_ diagnostic: Diagnostic) -> JSONValue {
    let level =
      switch diagnostic.severity {
      case .error: "error"
      case .warning: "warning"
      case .note: "note"
      }
    var members: [(key: String, value: JSONValue)] = [
      ("level", .string(level)),
      ("message", .object([("text", .string(diagnostic.message))])),
    ]
    if let location = diagnostic.location {
      members.append(("locations", .array([SARIFResult.json(of: location)])))
    }
    return .object(members)
  }
}

/// A reporting descriptor: one check or one secret rule.
private struct SARIFRule {
  var id: String
  var title: String
  var help: String
  /// 0.1 to 10.0 as GitHub ranks it: over 9.0 critical, over 7.0 high, over 4.0 medium.
  var securitySeverity: String
  var tags: [String]

  /// The first line in words, what follows as code.
  private var markdown: String {
    let lines = help.split(separator: "\n", maxSplits: 1)
    let words = MarkdownText.escaped(lines.first.map(String.init) ?? title)
    let code = lines.dropFirst().first.map { "\n\n```\n\($0.replacing("```", with: "`` `"))\n```" }
    return words + (code ?? "") + "\n\n`mxgate explain \(id)`"
  }

  var json: JSONValue {
    .object([
      ("id", .string(id)),
      ("name", .string(id)),
      ("shortDescription", .object([("text", .string(title))])),
      ("fullDescription", .object([("text", .string(title))])),
      (
        "help",
        .object([
          ("text", .string(help)),
          ("markdown", .string(markdown)),
        ])
      ),
      (
        "properties",
        .object([
          ("security-severity", .string(securitySeverity)),
          ("tags", .array(tags.map { .string($0) })),
        ])
      ),
    ])
  }
}

private struct SARIFResult {
  var rule: SARIFRule
  var level: String
  var message: String
  var location: Location
  var fingerprint: String
  var suppression: JSONValue?

  init(check: CheckResult, in report: Report) {
    self.init(Problem(check: check, in: report), tags: ["readiness", check.priority.rawValue])
    suppression = check.waiver.map {
      Self.suppression(
        kind: "external", reason: "\($0.reason) (\($0.owner), until \($0.expires))")
    }
  }

  init(finding: Finding) {
    self.init(Problem(finding: finding), tags: ["security", "secret"])
    suppression = finding.suppression.map {
      Self.suppression(kind: $0.kind == .inline ? "inSource" : "external", reason: $0.reason)
    }
  }

  private init(_ problem: Problem, tags: [String]) {
    rule = SARIFRule(
      id: problem.id, title: problem.title, help: problem.fix.isEmpty ? problem.title : problem.fix,
      securitySeverity: Self.securitySeverity(problem.severity), tags: tags)
    level =
      switch problem.level {
      case .error: "error"
      case .warning: "warning"
      case .note: "note"
      }
    message = "\(problem.title): \(problem.detail)"
    location = problem.location
    fingerprint = problem.fingerprint
  }

  private static func securitySeverity(_ severity: Severity) -> String {
    switch severity {
    case .critical: "9.5"
    case .high: "8.0"
    case .medium: "5.5"
    case .low: "3.0"
    }
  }

  func json(ruleIndex: Int) -> JSONValue {
    .object([
      ("ruleId", .string(rule.id)),
      ("ruleIndex", .int(ruleIndex)),
      ("level", .string(level)),
      ("message", .object([("text", .string(message))])),
      ("locations", .array([Self.json(of: location)])),
      (
        "partialFingerprints",
        .object([("primaryLocationLineHash", .string("\(fingerprint):1"))])
      ),
      ("suppressions", .array(suppression.map { [$0] } ?? [])),
    ])
  }

  static func json(of location: Location) -> JSONValue {
    .object([
      (
        "physicalLocation",
        .object([
          (
            "artifactLocation",
            .object([
              ("uri", .string(PercentEncoding.path(location.path))),
              ("uriBaseId", .string("%SRCROOT%")),
            ])
          ),
          (
            "region",
            .object([
              ("startLine", .int(location.line)),
              ("startColumn", .int(location.column)),
              ("endLine", .int(location.endLine)),
              ("endColumn", .int(max(location.endColumn, 1))),
            ])
          ),
        ])
      )
    ])
  }

  private static func suppression(kind: String, reason: String) -> JSONValue {
    .object([
      ("kind", .string(kind)), ("status", .string("accepted")), ("justification", .string(reason)),
    ])
  }
}
