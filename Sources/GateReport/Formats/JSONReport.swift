package import GateModel

/// The JSON report, version 1. Keys are only ever added within a version.
package enum JSONReport {
  static let schemaVersion = 1

  package static func render(_ report: Report) -> String { value(of: report).serialized() }

  /// A service of several is a report of its own inside the whole one.
  private static func value(of report: Report) -> JSONValue {
    .object([
      ("schemaVersion", .int(schemaVersion)),
      ("tool", .object([("name", .string("mxgate")), ("version", .string(report.toolVersion))])),
      ("scope", .string(report.scope.rawValue)),
      ("rules", .string(report.rules)),
      ("day", .optional(report.day?.description)),
      ("root", .string(report.root)),
      ("folder", .string(report.folder)),
      ("prefix", .object(path(report.prefix))),
      ("sourceURL", .optional(report.sourceURL)),
      ("service", .optional(report.service)),
      ("owner", .optional(report.owner)),
      ("runbook", .optional(report.runbook)),
      ("commit", .optional(report.commit)),
      ("manifest", report.manifest.map { .object(path($0)) } ?? .null),
      ("passed", .bool(report.exitStatus == .passed)),
      ("partial", .bool(report.isPartial)),
      ("failOn", .string(report.failOn.rawValue)),
      ("exitCode", .int(Int(report.exitStatus.rawValue))),
      ("against", .optional(report.against)),
      ("policyFrom", report.policySource.map(policySource) ?? .null),
      ("acceptedReport", report.accepted.map(accepted) ?? .null),
      ("override", report.override.map(override) ?? .null),
      ("checks", .array(report.checks.map { check($0, failOn: report.failOn) })),
      ("findings", .array(report.findings.map(finding))),
      ("diagnostics", .array(report.diagnostics.map(diagnostic))),
      ("facts", .array(report.facts.map(fact))),
      ("summary", summary(report)),
      ("place", .object(path(report.place))),
      ("services", .array(report.services.map(value))),
    ])
  }

  private static func policySource(_ source: PolicySource) -> JSONValue {
    .object([("revision", .string(source.revision)), ("commit", .string(source.commit))])
  }

  private static func accepted(_ accepted: AcceptedReport) -> JSONValue {
    .object([
      ("path", .string(accepted.path)), ("day", .string(accepted.day.description)),
      ("checks", .array(accepted.checks.map { .string($0.rawValue) })),
    ])
  }

  private static func override(_ override: Override) -> JSONValue {
    .object([
      ("reason", .string(override.reason)), ("actor", .string(override.actor)),
      ("passedOver", .array(override.passedOver.map { .string($0) })),
    ])
  }

  private static func check(_ result: CheckResult, failOn: Priority) -> JSONValue {
    .object([
      ("id", .string(result.id.rawValue)),
      ("category", .string(CategoryName.of(result.id))),
      ("priority", .string(result.priority.rawValue)),
      ("verdict", .string(result.verdict.rawValue)),
      ("fails", .bool(result.fails(at: failOn))),
      ("title", .string(result.title)),
      ("reason", .string(result.reason)),
      ("fix", .string(result.fix)),
      ("command", .optional(result.command)),
      ("claim", result.claim.map { .object(place($0)) } ?? .null),
      ("evidence", .array(result.evidence.map(evidence))),
      ("nearest", .array(result.nearest.map(evidence))),
      ("sites", result.sites.map(sites) ?? .null),
      ("waiver", result.waiver.map(waiver) ?? .null),
      ("attestation", result.attestation.map(attestation) ?? .null),
      ("lookedFor", .string(result.lookedFor)),
      ("filesExamined", .int(result.filesExamined)),
      ("warnsOnly", .bool(result.warnsOnly)),
    ])
  }

  private static func sites(_ sites: SiteCoverage) -> JSONValue {
    .object([
      ("covered", .int(sites.covered)), ("total", .int(sites.total)),
      ("bare", .array(sites.bare.map(evidence))),
    ])
  }

  private static func waiver(_ waiver: Waiver) -> JSONValue {
    .object(
      [
        ("reason", .string(waiver.reason)), ("owner", .string(waiver.owner)),
        ("expires", .string(waiver.expires.description)), ("link", .optional(waiver.link)),
      ] + place(waiver.location))
  }

  private static func attestation(_ attestation: Attestation) -> JSONValue {
    .object(
      [
        ("by", .string(attestation.by)), ("date", .string(attestation.date.description)),
        ("url", .string(attestation.url)),
      ] + place(attestation.location))
  }

  private static func evidence(_ evidence: Evidence) -> JSONValue {
    .object(
      place(evidence.location) + [
        ("endLine", .int(evidence.location.endLine)),
        ("endColumn", .int(evidence.location.endColumn)),
        ("excerpt", .string(evidence.excerpt)),
        ("excerptColumn", .optional(evidence.excerptColumn)),
        ("note", .optional(evidence.note)),
      ])
  }

  private static func finding(_ finding: Finding) -> JSONValue {
    .object(
      [
        ("rule", .string(finding.rule)), ("title", .string(finding.title)),
        ("severity", .string(finding.severity.rawValue)),
        ("confidence", .string(finding.confidence.rawValue)),
      ] + place(finding.location) + [
        ("endLine", .int(finding.location.endLine)),
        ("endColumn", .int(finding.location.endColumn)),
        ("commit", .optional(finding.commit)),
        ("redacted", .string(finding.display)),
        ("excerpt", .string(finding.excerpt)),
        ("fingerprint", .string(finding.fingerprint)),
        ("reason", .string(finding.reason)),
        ("fix", .string(finding.fix)),
        ("suppressed", finding.suppression.map(suppression) ?? .null),
      ])
  }

  private static func suppression(_ suppression: Suppression) -> JSONValue {
    .object(
      [
        ("kind", .string(suppression.kind.rawValue)), ("reason", .string(suppression.reason)),
      ] + (suppression.location.map(place) ?? []))
  }

  private static func diagnostic(_ diagnostic: Diagnostic) -> JSONValue {
    .object(
      [("severity", .string(diagnostic.severity.rawValue))]
        + (diagnostic.location.map(place) ?? []) + [
          ("message", .string(diagnostic.message)), ("help", .optional(diagnostic.help)),
        ])
  }

  private static func fact(_ fact: DerivedFact) -> JSONValue {
    return .object([
      ("fact", .string(fact.fact.rawValue)), ("answer", .string(fact.answer.rawValue)),
      ("evidence", .array(fact.evidence.map(evidence))),
    ])
  }

  private static func summary(_ report: Report) -> JSONValue {
    let byPriority = Priority.allCases.map { priority in
      let results = report.checks.filter { $0.priority == priority }
      let counts = Verdict.allCases.map { verdict in
        (key: verdict.rawValue, value: JSONValue.int(results.count { $0.verdict == verdict }))
      }
      return (key: priority.rawValue, value: JSONValue.object(counts))
    }
    return .object([
      ("checks", .object(byPriority)),
      ("findings", .int(report.findings.count { $0.suppression == nil })),
      ("suppressed", .int(report.findings.count { $0.suppression != nil })),
      ("waived", .int(report.checks.count { $0.verdict == .waived })),
      ("files", .int(report.counts.files)),
      ("bytes", .int(report.counts.bytes)),
      (
        "skipped",
        .object(report.counts.skipped.sorted { $0.key < $1.key }.map { ($0.key, .int($0.value)) })
      ),
    ])
  }

  private static func place(_ location: Location) -> [(key: String, value: JSONValue)] {
    path(location.path) + [("line", .int(location.line)), ("column", .int(location.column))]
  }

  /// A path that is not UTF-8 carries its bytes beside the readable form.
  static func path(_ path: RepositoryPath) -> [(key: String, value: JSONValue)] {
    let text: [(key: String, value: JSONValue)] = [("path", .string(path.text))]
    return path.utf8 == nil ? text + [("pathBase64", .string(Base64.encode(path.bytes)))] : text
  }
}
