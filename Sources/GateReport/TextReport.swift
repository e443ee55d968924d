internal import GateModel

/// The report for a person at a terminal: what stops the gate, why, and the fix beside it.
struct TextReport {
  let report: Report
  let options: ReportAppearance
  let style: TerminalStyle

  init(_ report: Report, options: ReportAppearance) {
    self.report = report
    self.options = options
    style = TerminalStyle(isColored: options.isColored)
  }

  func render() -> String {
    let blocks: [[String]] =
      [header] + diagnostics + [facts, scoreboard] + findings + checks + [
        plan, settled, waived, suppressed, later, closing,
      ]
    return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
      .joined(separator: "\n\n") + "\n"
  }

  // MARK: The top

  private var header: [String] {
    let name = report.name
    let files = "\(report.counts.files) \(report.counts.files == 1 ? "file" : "files")"
    var parts = [style.bold(TerminalText.escaped(name)), "\(files), \(report.milliseconds) ms"]
    if report.scope == .check {
      parts.append(report.manifest.map { TerminalText.escaped($0.text) } ?? "no mxgate.yaml yet")
    }
    if report.isPartial { parts.append(style.yellow("PARTIAL: some checks were left out")) }
    let notes = RunNotes(report).all.map { note in
      let text = TerminalText.escaped(note.text)
      return note.level == .note ? text : style.yellow(text)
    }
    return [parts.joined(separator: " · ")] + notes
  }

  private var diagnostics: [[String]] {
    let order: [Diagnostic.Severity] = [.error, .warning, .note]
    return order.flatMap { severity in report.diagnostics.filter { $0.severity == severity } }
      .map { diagnostic in
        let label = self.label(diagnostic.severity)
        let notes = diagnostic.help.map { ["help: \(TerminalText.escaped($0))"] } ?? []
        let title = "\(label): \(TerminalText.escaped(diagnostic.message))"
        guard let location = diagnostic.location else {
          return [title] + notes.map { "  = \($0)" }
        }
        return [title]
          + SourceExcerpt(
            location: location, line: diagnostic.sourceLine, notes: notes, style: style
          ).render()
      }
  }

  private func label(_ severity: Diagnostic.Severity) -> String {
    switch severity {
    case .error: style.red("error")
    case .warning: style.yellow("warning")
    case .note: style.bold("note")
    }
  }

  /// What the code says of the service; shown while no manifest says it.
  private var facts: [String] {
    guard report.manifest == nil, report.scope == .check else { return [] }
    let seen = report.facts.filter { $0.answer == .yes }.map { fact in
      let place = fact.evidence.first.map { " (\(short($0.location)))" } ?? ""
      return "\(FactWords.phrase(fact.fact))\(place)"
    }
    guard !seen.isEmpty else { return [] }
    return ["Looks like  a service that \(FactWords.list(seen))"]
  }

  private var scoreboard: [String] {
    Priority.allCases.compactMap { priority in
      let results = report.checks.filter { $0.priority == priority }
      guard !results.isEmpty else { return nil }
      func count(_ verdicts: Verdict...) -> Int { results.count { verdicts.contains($0.verdict) } }
      let open = count(.missing, .unproven, .contradicted)
      let parts = [
        (count(.corroborated), "proved"), (count(.attested), "attested"),
        (count(.waived), "waived"), (count(.undeclared), "found, not claimed"),
        (count(.notRun), "not run"),
        (count(.notApplicable), count(.notApplicable) == 1 ? "does not apply" : "do not apply"),
        (count(.couldNotCheck), "not judged"), (open, "to do"),
      ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
      return "\(style.bold(priority.rawValue))   \(parts.joined(separator: " · "))"
    }
  }

  // MARK: What is wrong

  private var findings: [[String]] {
    report.findings.filter { $0.suppression == nil }.map { finding in
      let label = finding.fails ? style.red("error") : style.yellow("warning")
      var notes = ["why: \(TerminalText.escaped(finding.reason))"]
      if let commit = finding.commit { notes.append("commit: \(commit)") }
      if !finding.fix.isEmpty { notes.append("fix: \(TerminalText.escaped(finding.fix))") }
      return ["\(label)[\(finding.rule)]: \(TerminalText.escaped(finding.title))"]
        + SourceExcerpt(finding: finding, notes: notes, style: style).render()
    }
  }

  /// Unmet checks in full. Without a manifest most are unmet, and the plan below lists them.
  private var checks: [[String]] {
    report.checks.filter(isExplained).map { result in
      let fails = result.fails(at: report.failOn)
      let label = fails ? style.red("error") : style.yellow("warning")
      let title = "\(label)[\(result.id)]: \(TerminalText.escaped(result.reason))"
      let evidence = result.evidence.first
      guard let location = result.claim ?? evidence?.location else {
        return [title] + notes(of: result, beside: nil).map { "  = \($0)" }
      }
      let shown = result.claim == nil ? evidence : nil
      let line = result.claimSource ?? shown?.excerpt
      let excerpt =
        result.claim == nil
        ? SourceExcerpt(
          location: location, source: line.map(TerminalText.escaped), caret: nil,
          notes: notes(of: result, beside: shown), style: style)
        : SourceExcerpt(
          location: location, line: line, notes: notes(of: result, beside: nil), style: style)
      return [title] + excerpt.render()
    }
  }

  private func isExplained(_ result: CheckResult) -> Bool {
    switch result.verdict {
    case .contradicted: !isShownAsFindings(result)
    case .unproven: true
    // With a broken manifest nothing that it claims can be judged, and its mistakes say so.
    case .couldNotCheck: report.exitStatus != .usage
    case .missing, .undeclared:
      options.showsAll || (report.manifest != nil && result.fails(at: report.failOn))
    case .corroborated, .attested, .notApplicable, .waived, .notRun: false
    }
  }

  /// Whether each place that decides is a secret shown above.
  private func isShownAsFindings(_ result: CheckResult) -> Bool {
    let places = Set(report.findings.filter(\.fails).map(\.location))
    return !result.evidence.isEmpty && result.evidence.allSatisfy { places.contains($0.location) }
  }

  private func notes(of result: CheckResult, beside shown: Evidence?) -> [String] {
    var notes: [String] = ["\(result.priority.rawValue): \(TerminalText.escaped(result.title))"]
    for evidence in result.evidence.prefix(3) where evidence != shown {
      notes.append("found: \(described(evidence))")
    }
    if let sites = result.sites, sites.covered < sites.total {
      notes.append("covers \(sites.covered) of \(sites.total) calls; bare:")
      notes += sites.bare.prefix(5).map { "  \(described($0))" }
      if sites.bare.count > 5 { notes.append("  and \(sites.bare.count - 5) more") }
    }
    if !result.lookedFor.isEmpty {
      let files = result.filesExamined == 1 ? "1 file" : "\(result.filesExamined) files"
      notes.append("looked for: \(TerminalText.escaped(result.lookedFor)), in \(files)")
    }
    notes += result.nearest.prefix(2).map { "nearest: \(described($0))" }
    if !result.fix.isEmpty {
      let fix = result.fix.split(separator: "\n", omittingEmptySubsequences: false)
      notes.append("fix: \(TerminalText.escaped(String(fix[0])))")
      notes += fix.dropFirst().map { "     \(TerminalText.escaped(String($0)))" }
    }
    if let command = result.command { notes.append("run: \(command)") }
    notes.append("more: mxgate explain \(result.id)")
    return notes
  }

  // MARK: What to do

  /// The first run's plan of work: what a command does, what has to be written, what needs a key.
  private var plan: [String] {
    guard report.manifest == nil, report.scope == .check else { return [] }
    let open = report.checks.filter {
      ($0.fails(at: report.failOn) || $0.verdict == .notRun) && !isExplained($0)
    }
    let byCommand = open.filter { $0.command != nil && $0.verdict != .notRun }
    let byHand = open.filter { $0.command == nil && $0.verdict != .notRun }
    let live = open.filter { $0.verdict == .notRun }
    var lines: [String] = []
    var number = 0
    func section(_ title: String, _ results: [CheckResult]) {
      guard !results.isEmpty else { return }
      lines.append(style.bold(title))
      for result in results {
        number += 1
        lines += step(number, result)
      }
    }
    section("Let mxgate do it", byCommand)
    section("Write it", byHand)
    section("With the key, in the deploy job", live)
    return lines
  }

  private func step(_ number: Int, _ result: CheckResult) -> [String] {
    let action = result.command.map { padded($0, 14) + " " } ?? ""
    let place =
      result.verdict == .undeclared
      ? result.evidence.first.map { "found at \(short($0.location))" } : nil
    let what = place ?? TerminalText.escaped(result.title)
    var lines = ["\(leading(number, 3))  \(action)\(padded(result.id.rawValue, 26)) \(what)"]
    if let nearest = result.nearest.first {
      lines.append("       nearest: \(described(nearest))")
    }
    return lines
  }

  // MARK: The rest

  private var settled: [String] {
    guard options.showsAll else { return [] }
    let results = report.checks.filter { $0.verdict.isSettled && $0.verdict != .waived }
    guard !results.isEmpty else { return [] }
    return [style.bold("Settled")]
      + results.map { result in
        let evidence = result.evidence.first.map { "  \(described($0))" } ?? ""
        return "  \(result.priority.rawValue) \(padded(result.id.rawValue, 32)) "
          + "\(result.verdict.rawValue): \(TerminalText.escaped(result.reason))\(evidence)"
      }
  }

  private var waived: [String] {
    let results = report.checks.filter { $0.verdict == .waived }
    guard !results.isEmpty else { return [] }
    return [style.bold("Waived")]
      + results.map { result in
        guard let waiver = result.waiver else { return "  \(result.id)" }
        return "  \(result.priority.rawValue) \(result.id), until \(waiver.expires) by "
          + "\(TerminalText.escaped(waiver.owner)): \(TerminalText.escaped(waiver.reason))"
      }
  }

  private var suppressed: [String] {
    let findings = report.findings.filter { $0.suppression != nil }
    guard !findings.isEmpty else { return [] }
    let kinds = Dictionary(grouping: findings) { $0.suppression?.kind.rawValue ?? "" }
    let counts = kinds.sorted { $0.key < $1.key }.map { "\($0.value.count) \($0.key)" }
    var lines = ["Suppressed findings: \(counts.joined(separator: ", "))"]
    if options.showsAll {
      lines += findings.map { finding in
        let reason = TerminalText.escaped(finding.suppression?.reason ?? "")
        return "  \(finding.rule) at \(short(finding.location)): \(reason)"
      }
    }
    return lines
  }

  private var later: [String] {
    guard !options.showsAll, report.scope == .check else { return [] }
    let open = report.checks.filter {
      !$0.verdict.isSettled && !$0.fails(at: report.failOn) && !isExplained($0)
    }
    let counts = Priority.allCases.compactMap { priority -> String? in
      let count = open.count { $0.priority == priority }
      return count > 0 ? "\(count) \(priority.rawValue)" : nil
    }
    let inapplicable = report.checks.count { $0.verdict == .notApplicable }
    var parts: [String] = []
    if !counts.isEmpty { parts.append("Later: \(counts.joined(separator: ", "))") }
    if inapplicable > 0 { parts.append("Does not apply: \(inapplicable), with reasons") }
    return parts.isEmpty ? [] : ["\(parts.joined(separator: " · ")): mxgate check --all"]
  }

  private var closing: [String] {
    var lines: [String] = []
    if report.scope == .check, report.exitStatus == .failed, report.manifest == nil {
      lines.append("Next: mxgate init writes mxgate.yaml, claiming only what was found")
    }
    if report.exitStatus == .failed, let runbook = report.runbook {
      lines.append("Runbook: \(TerminalText.escaped(runbook))")
    }
    if report.exitStatus == .failed, let owner = report.owner {
      lines.append("Owner: \(TerminalText.escaped(owner))")
    }
    return lines + [verdict]
  }

  private var verdict: String {
    let findings = report.findings.count(where: \.fails)
    let secrets = findings == 1 ? "1 secret" : "\(findings) secrets"
    let weak = report.findings.count { $0.suppression == nil } - findings
    let code = report.exitStatus.rawValue
    switch report.exitStatus {
    case .passed where report.scope == .scan:
      return style.green(
        weak == 0
          ? "passed: no secrets found"
          : "passed: \(weak) weak \(weak == 1 ? "finding" : "findings"), which stop nobody")
    case .passed:
      let gated = report.checks.filter { $0.priority <= report.failOn }
      let notRun = gated.count { $0.verdict == .notRun }
      let more = notRun > 0 ? ", \(notRun) live \(notRun == 1 ? "check" : "checks") not run" : ""
      return style.green(
        "passed: \(gated.count) \(gatedPriorities) requirements hold\(more)")
    case .failed where report.scope == .scan:
      let worse = report.checks.count { $0.fails(at: report.failOn) }
      let parts = [
        findings > 0 ? "\(secrets) found" : nil,
        worse > 0 ? "\(worse) \(worse == 1 ? "requirement" : "requirements") got worse" : nil,
      ].compactMap { $0 }
      let reason = parts.isEmpty ? "see above" : parts.joined(separator: ", ")
      return style.red("exit \(code): \(reason)")
    case .failed:
      let gated = report.checks.filter { $0.priority <= report.failOn }
      let open = gated.count { $0.fails(at: report.failOn) }
      let found = findings > 0 ? ", \(secrets) found" : ""
      return style.red(
        "exit \(code): not ready to deploy, "
          + "\(open) of \(gated.count) \(gatedPriorities) to do\(found)")
    case .usage: return style.red("exit \(code): the configuration has errors, see above")
    case .couldNotCheck:
      return style.red("exit \(code): something could not be checked, see above")
    case .leftBehind: return style.red("exit \(code): test data was left behind, see above")
    }
  }

  private var gatedPriorities: String {
    Priority.allCases.filter { $0 <= report.failOn }.map(\.rawValue).joined(separator: "/")
  }

  // MARK: Words

  private func short(_ location: Location) -> String {
    "\(TerminalText.escaped(location.path.text)):\(location.line)"
  }

  private func described(_ evidence: Evidence) -> String {
    let what = evidence.note ?? evidence.excerpt
    return "\(short(evidence.location)) \(TerminalText.escaped(what))"
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private func leading(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: " ", count: max(0, width - digits.count)) + digits
  }
}
