package import GateModel

/// SARIF 2.1.0, with what GitHub code scanning reads: rule help, `security-severity`, line hashes,
/// relative URIs, suppressions, and at most 5,000 results.
package enum SARIFReport {
  /// GitHub rejects a run with more results: "SARIF support for code scanning", GitHub Docs.
  static let mostResults = 5_000

  package static func render(_ report: Report) -> String {
    let all = results(of: report)
    let kept = all.prefix(mostResults)
    let rules = rules(of: kept)
    let indices = Dictionary(uniqueKeysWithValues: rules.enumerated().map { ($1.id, $0) })
    let notifications =
      report.diagnostics.map(notification)
      + (all.count > kept.count
        ? [notification(.init(.warning, "\(all.count - kept.count) more results are left out"))]
        : [])
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
            ("results", .array(kept.map { $0.json(ruleIndex: indices[$0.rule.id] ?? -1) })),
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
      SARIFResult(check: $0, manifest: report.manifest, failOn: report.failOn)
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
          ("markdown", .string(MarkdownText.escaped(help) + "\n\n`mxgate explain \(id)`")),
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

  init(check: CheckResult, manifest: RepositoryPath?, failOn: Priority) {
    rule = SARIFRule(
      id: check.id.rawValue, title: check.title, help: check.fix.isEmpty ? check.title : check.fix,
      securitySeverity: ["P0": "8.0", "P1": "5.0", "P2": "2.0"][check.priority.rawValue] ?? "2.0",
      tags: ["readiness", check.priority.rawValue])
    level = check.fails(at: failOn) ? "error" : check.priority == .p2 ? "note" : "warning"
    message = "\(check.priority.rawValue) \(check.title): \(check.reason)"
    // Without a claim the failure stands at the manifest's first line, where the claim belongs.
    let fallback = Location(path: manifest ?? RepositoryPath("mxgate.yaml"), line: 1)
    location = check.claim ?? check.evidence.first?.location ?? fallback
    fingerprint = "check:\(check.id.rawValue)"
    suppression = check.waiver.map {
      SARIFResult.suppression(
        kind: "external", reason: "\($0.reason) (\($0.owner), until \($0.expires))")
    }
  }

  init(finding: Finding) {
    let severities: [Severity: String] = [
      .critical: "9.5", .high: "8.0", .medium: "5.5", .low: "3.0",
    ]
    rule = SARIFRule(
      id: finding.rule, title: finding.title,
      help: finding.fix.isEmpty ? "Remove the secret and rotate it." : finding.fix,
      securitySeverity: severities[finding.severity] ?? "5.5", tags: ["security", "secret"])
    level =
      finding.severity == .low || finding.confidence == .low
      ? "warning" : "error"
    message = "\(finding.title): \(finding.reason)"
    if let commit = finding.commit { message += " (commit \(commit.prefix(12)))" }
    location = finding.location
    fingerprint = finding.fingerprint
    suppression = finding.suppression.map {
      SARIFResult.suppression(
        kind: $0.kind == .inline ? "inSource" : "external", reason: $0.reason)
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
          ("artifactLocation", .object([("uri", .string(uri(of: location.path)))])),
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

  /// A relative URI: every byte but unreserved characters and `/` is percent-encoded.
  private static func uri(of path: RepositoryPath) -> String {
    var text = ""
    for byte in path.bytes {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
        text.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let hex = String(byte, radix: 16, uppercase: true)
        text += "%" + (hex.count == 1 ? "0" : "") + hex
      }
    }
    return text
  }
}
