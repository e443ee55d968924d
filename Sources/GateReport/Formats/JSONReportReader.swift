internal import FoundationEssentials
package import GateModel

/// Why a saved report cannot be used.
package struct ReportError: Error, Hashable, Sendable {
  package var message: String
  package init(message: String) { self.message = message }
}

/// Reads what `JSONReport` wrote, of this version.
package enum JSONReportReader {
  package static func read(_ bytes: [UInt8]) throws(ReportError) -> Report {
    let saved: SavedReport
    do {
      saved = try JSONDecoder().decode(SavedReport.self, from: Data(bytes))
    } catch let error as DecodingError {
      throw ReportError(message: "not a JSON report of mxgate: \(words(of: error))")
    } catch {
      throw ReportError(message: "not a JSON report of mxgate: \(error)")
    }
    guard saved.schemaVersion == JSONReport.schemaVersion else {
      throw ReportError(
        message: "the report has version \(saved.schemaVersion); "
          + "this mxgate reads version \(JSONReport.schemaVersion)")
    }
    return try saved.report()
  }

  private static func words(of error: DecodingError) -> String {
    switch error {
    case .keyNotFound(let key, let context): "\(place(context)) has no '\(key.stringValue)'"
    case .typeMismatch(_, let context), .valueNotFound(_, let context),
      .dataCorrupted(let context):
      "\(place(context)): \(context.debugDescription)"
    @unknown default: "unreadable"
    }
  }

  private static func place(_ context: DecodingError.Context) -> String {
    let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }
    return path.isEmpty ? "the text" : "the value at \(path.joined())"
  }
}

// MARK: The shape of a saved report

private struct SavedReport: Decodable {
  struct Tool: Decodable { var version: String }
  struct Summary: Decodable {
    var files: Int
    var bytes: Int
    var skipped: [String: Int]
  }
  var schemaVersion: Int
  var tool: Tool
  var scope: String
  var root: String
  var folder: String
  var rules: String?
  var day: String?
  var against: String?
  var policyFrom: SavedPolicySource?
  var acceptedReport: SavedAcceptance?
  var override: SavedOverride?
  var prefix: SavedPath?
  var sourceURL: String?
  var service: String?
  var owner: String?
  var runbook: String?
  var commit: String?
  var manifest: SavedPath?
  var partial: Bool
  var failOn: String
  var exitCode: Int32
  var checks: [SavedCheck]
  var findings: [SavedFinding]
  var diagnostics: [SavedDiagnostic]
  var facts: [SavedFact]
  var summary: Summary
  var place: SavedPath?
  var services: [SavedReport]?

  func report() throws(ReportError) -> Report {
    var counts = SweepCounts()
    counts.files = summary.files
    counts.bytes = summary.bytes
    counts.skipped = summary.skipped
    guard let status = ExitStatus(rawValue: exitCode) else { throw unknown("exitCode", exitCode) }
    var report = Report(
      scope: try known(scope, "scope"), toolVersion: tool.version, root: root, folder: folder,
      prefix: try prefix?.repositoryPath() ?? RepositoryPath(""), sourceURL: sourceURL,
      service: service, owner: owner, runbook: runbook, commit: commit,
      manifest: try manifest?.repositoryPath(),
      checks: try all(checks) { check throws(ReportError) in try check.result() },
      findings: try all(findings) { finding throws(ReportError) in try finding.finding() },
      diagnostics: try all(diagnostics) { diagnostic throws(ReportError) in
        try diagnostic.diagnostic()
      },
      facts: try all(facts) { fact throws(ReportError) in try fact.derivedFact() },
      counts: counts, failOn: try known(failOn, "failOn"), isPartial: partial, exitStatus: status)
    report.rules = rules ?? ""
    report.day = try day.map { text throws(ReportError) in try savedDay(text, "day") }
    report.place = try place?.repositoryPath() ?? RepositoryPath("")
    report.services = try all(services ?? []) { service throws(ReportError) in
      try service.report()
    }
    report.against = against
    report.policySource = policyFrom.map { PolicySource(revision: $0.revision, commit: $0.commit) }
    report.accepted = try acceptedReport?.accepted()
    report.override = override.map {
      Override(reason: $0.reason, actor: $0.actor, passedOver: $0.passedOver)
    }
    return report
  }
}

private struct SavedPolicySource: Decodable {
  var revision: String
  var commit: String
}

private struct SavedOverride: Decodable {
  var reason: String
  var actor: String
  var passedOver: [String]
}

private struct SavedAcceptance: Decodable {
  var path: String
  var day: String
  var checks: [String]

  func accepted() throws(ReportError) -> AcceptedReport {
    AcceptedReport(
      path: path, day: try savedDay(day, "acceptedReport.day"), checks: checks.map { CheckID($0) })
  }
}

/// A path, with a line and a column where there are some.
private struct SavedPath: Decodable {
  var path: String
  var pathBase64: String?
  var line: Int?
  var column: Int?

  func repositoryPath() throws(ReportError) -> RepositoryPath {
    guard let pathBase64 else { return RepositoryPath(path) }
    guard let bytes = Data(base64Encoded: pathBase64) else {
      throw unknown("pathBase64", pathBase64)
    }
    return RepositoryPath(bytes: bytes)
  }

  func location(endLine: Int? = nil, endColumn: Int? = nil) throws(ReportError) -> Location {
    Location(
      path: try repositoryPath(), line: line ?? 1, column: column ?? 1, endLine: endLine,
      endColumn: endColumn)
  }
}

private struct SavedEvidence: Decodable {
  var place: SavedPath
  var endLine: Int?
  var endColumn: Int?
  var excerpt: String
  var excerptColumn: Int?
  var note: String?

  enum CodingKeys: CodingKey { case endLine, endColumn, excerpt, excerptColumn, note }

  init(from decoder: any Decoder) throws {
    place = try SavedPath(from: decoder)
    let values = try decoder.container(keyedBy: CodingKeys.self)
    endLine = try values.decodeIfPresent(Int.self, forKey: .endLine)
    endColumn = try values.decodeIfPresent(Int.self, forKey: .endColumn)
    excerpt = try values.decode(String.self, forKey: .excerpt)
    excerptColumn = try values.decodeIfPresent(Int.self, forKey: .excerptColumn)
    note = try values.decodeIfPresent(String.self, forKey: .note)
  }

  func evidence() throws(ReportError) -> Evidence {
    Evidence(
      location: try place.location(endLine: endLine, endColumn: endColumn), excerpt: excerpt,
      excerptColumn: excerptColumn, note: note)
  }
}

private struct SavedCheck: Decodable {
  struct Sites: Decodable {
    var covered: Int
    var total: Int
    var bare: [SavedEvidence]
  }
  struct Exception: Decodable {
    var place: SavedPath
    var reason: String?
    var owner: String?
    var expires: String?
    var link: String?
    var by: String?
    var date: String?
    var url: String?

    enum CodingKeys: CodingKey { case reason, owner, expires, link, by, date, url }

    init(from decoder: any Decoder) throws {
      place = try SavedPath(from: decoder)
      let values = try decoder.container(keyedBy: CodingKeys.self)
      reason = try values.decodeIfPresent(String.self, forKey: .reason)
      owner = try values.decodeIfPresent(String.self, forKey: .owner)
      expires = try values.decodeIfPresent(String.self, forKey: .expires)
      link = try values.decodeIfPresent(String.self, forKey: .link)
      by = try values.decodeIfPresent(String.self, forKey: .by)
      date = try values.decodeIfPresent(String.self, forKey: .date)
      url = try values.decodeIfPresent(String.self, forKey: .url)
    }
  }
  var id: String
  var priority: String
  var verdict: String
  var title: String
  var reason: String
  var fix: String
  var command: String?
  var claim: SavedPath?
  var evidence: [SavedEvidence]
  var nearest: [SavedEvidence]
  var sites: Sites?
  var waiver: Exception?
  var attestation: Exception?
  var lookedFor: String
  var filesExamined: Int
  var warnsOnly: Bool

  func result() throws(ReportError) -> CheckResult {
    let check = CheckID(id)
    let toEvidence = { (saved: SavedEvidence) throws(ReportError) in try saved.evidence() }
    var coverage: SiteCoverage?
    if let sites {
      coverage = SiteCoverage(
        covered: sites.covered, total: sites.total, bare: try all(sites.bare, toEvidence))
    }
    return CheckResult(
      id: check, priority: try known(priority, "priority"), verdict: try known(verdict, "verdict"),
      title: title, reason: reason, fix: fix, claim: try claim?.location(),
      evidence: try all(evidence, toEvidence), nearest: try all(nearest, toEvidence),
      sites: coverage, waiver: try waiver.map(readWaiver),
      attestation: try attestation.map(readAttestation),
      lookedFor: lookedFor, filesExamined: filesExamined, warnsOnly: warnsOnly, command: command)
  }

  private func readWaiver(_ saved: Exception) throws(ReportError) -> Waiver {
    Waiver(
      check: CheckID(id), reason: saved.reason ?? "", owner: saved.owner ?? "",
      expires: try savedDay(saved.expires, "expires"), link: saved.link,
      location: try saved.place.location())
  }

  private func readAttestation(_ saved: Exception) throws(ReportError) -> Attestation {
    Attestation(
      by: saved.by ?? "", date: try savedDay(saved.date, "date"), url: saved.url ?? "",
      location: try saved.place.location())
  }
}

private struct SavedFinding: Decodable {
  struct Suppressed: Decodable {
    var kind: String
    var reason: String
    var path: String?
    var line: Int?
    var column: Int?
  }
  var place: SavedPath
  var rule: String
  var title: String
  var severity: String
  var confidence: String
  var endLine: Int
  var endColumn: Int
  var commit: String?
  var redacted: String
  var excerpt: String
  var fingerprint: String
  var reason: String
  var fix: String
  var suppressed: Suppressed?

  enum CodingKeys: CodingKey {
    case rule, title, severity, confidence, endLine, endColumn, commit, redacted, excerpt,
      fingerprint, reason, fix, suppressed
  }

  init(from decoder: any Decoder) throws {
    place = try SavedPath(from: decoder)
    let values = try decoder.container(keyedBy: CodingKeys.self)
    rule = try values.decode(String.self, forKey: .rule)
    title = try values.decode(String.self, forKey: .title)
    severity = try values.decode(String.self, forKey: .severity)
    confidence = try values.decode(String.self, forKey: .confidence)
    endLine = try values.decode(Int.self, forKey: .endLine)
    endColumn = try values.decode(Int.self, forKey: .endColumn)
    commit = try values.decodeIfPresent(String.self, forKey: .commit)
    redacted = try values.decode(String.self, forKey: .redacted)
    excerpt = try values.decode(String.self, forKey: .excerpt)
    fingerprint = try values.decode(String.self, forKey: .fingerprint)
    reason = try values.decode(String.self, forKey: .reason)
    fix = try values.decode(String.self, forKey: .fix)
    suppressed = try values.decodeIfPresent(Suppressed.self, forKey: .suppressed)
  }

  func finding() throws(ReportError) -> Finding {
    var suppression: Suppression?
    if let suppressed {
      suppression = Suppression(
        kind: try known(suppressed.kind, "kind"), reason: suppressed.reason,
        location: suppressed.path.map {
          Location(
            path: RepositoryPath($0), line: suppressed.line ?? 1, column: suppressed.column ?? 1)
        })
    }
    return Finding(
      rule: rule, title: title, severity: try known(severity, "severity"),
      confidence: try known(confidence, "confidence"),
      location: try place.location(endLine: endLine, endColumn: endColumn), commit: commit,
      display: redacted, excerpt: excerpt, fingerprint: fingerprint, reason: reason, fix: fix,
      suppression: suppression)
  }
}

private struct SavedDiagnostic: Decodable {
  var severity: String
  var message: String
  var help: String?
  var path: String?
  var line: Int?
  var column: Int?

  func diagnostic() throws(ReportError) -> Diagnostic {
    Diagnostic(
      try known(severity, "severity"), message,
      at: path.map { Location(path: RepositoryPath($0), line: line ?? 1, column: column ?? 1) },
      help: help)
  }
}

private struct SavedFact: Decodable {
  var fact: String
  var answer: String
  var evidence: [SavedEvidence]

  func derivedFact() throws(ReportError) -> DerivedFact {
    DerivedFact(
      try known(fact, "fact"), try known(answer, "answer"),
      evidence: try all(evidence) { saved throws(ReportError) in try saved.evidence() })
  }
}

private func savedDay(_ text: String?, _ key: String) throws(ReportError) -> CalendarDay {
  guard let day = CalendarDay(text ?? "") else { throw unknown(key, text ?? "nothing") }
  return day
}

private func known<Value: RawRepresentable<String>>(
  _ text: String, _ key: String
) throws(ReportError) -> Value {
  guard let value = Value(rawValue: text) else { throw unknown(key, text) }
  return value
}

private func unknown(_ key: String, _ value: some CustomStringConvertible) -> ReportError {
  ReportError(message: "'\(value)' is no \(key) that this mxgate knows")
}

private func all<Saved, Value>(
  _ saved: [Saved], _ convert: (Saved) throws(ReportError) -> Value
) throws(ReportError) -> [Value] {
  var values: [Value] = []
  for item in saved { values.append(try convert(item)) }
  return values
}
