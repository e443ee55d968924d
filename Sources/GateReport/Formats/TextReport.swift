internal import GateModel

/// The report for a person at a terminal: what stops the gate, why, and the fix beside it.
struct TextReport {
  let report: Report
  let options: ReportAppearance
  private let layout: TextLayout
  private var style: TerminalStyle { layout.style }

  init(_ report: Report, options: ReportAppearance) {
    self.report = report
    self.options = options
    layout = TextLayout(options)
  }

  func render() -> String {
    guard report.services.isEmpty else { return ServicesText(report, options: options).render() }
    let blocks: [[String]] =
      [folded(header)] + diagnostics + [facts, folded(scoreboard)] + findings + checks + [
        plan, settled, waived, folded(suppressed), folded(later), folded(closing),
      ]
    return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
      .joined(separator: "\n\n") + "\n"
  }

  private func folded(_ block: [String]) -> [String] {
    block.flatMap { layout.folded($0, hanging: 5) }
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
        let (label, color) = self.label(diagnostic.severity)
        let notes = diagnostic.help.map { [TextNote("help: \(TerminalText.escaped($0))")] } ?? []
        let title = layout.folded(
          label, in: color, ": \(TerminalText.escaped(diagnostic.message))")
        guard let location = diagnostic.location else {
          return title + SourceExcerpt.render(notes, margin: "  ", layout)
        }
        return title
          + SourceExcerpt(
            location: location, line: diagnostic.sourceLine, notes: notes, layout: layout
          ).render()
      }
  }

  private func label(
    _ severity: Diagnostic.Severity
  ) -> (word: String, color: (String) -> String) {
    switch severity {
    case .error: ("error", style.red)
    case .warning: ("warning", style.yellow)
    case .note: ("note", style.bold)
    }
  }

  /// What the code says of the service; shown while no manifest says it.
  private var facts: [String] {
    guard report.manifest == nil, report.scope == .check else { return [] }
    let seen = report.facts.filter { $0.answer == .yes }.map { fact in
      let place = fact.evidence.first.map { " (\(layout.place($0.location)))" } ?? ""
      return "\(FactWords.phrase(fact.fact))\(place)"
    }
    let absent = report.facts.filter { $0.answer == .no }.compactMap { FactWords.absence($0.fact) }
    var lines: [String] = []
    if !seen.isEmpty {
      let rest = absent.isEmpty ? "" : "; \(FactWords.list(absent))"
      lines.append("Looks like  a service that \(FactWords.list(seen))\(rest)")
    }
    if isHostingUnknown {
      lines.append("Unclear     how it runs: no Dockerfile, and no file of a platform")
    }
    return lines.flatMap { layout.folded($0, hanging: "Looks like  ".count) }
  }

  private var isHostingUnknown: Bool {
    report.checks.contains { $0.id.rawValue == "deployment.container" && $0.verdict == .missing }
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
      var notes = [TextNote(Self.why(finding))]
      if let commit = finding.commit { notes.append(TextNote("commit: \(commit.prefix(12))")) }
      notes += fixNotes(finding.fix)
      return title(finding.rule, finding.title, fails: finding.fails)
        + SourceExcerpt(finding: finding, notes: notes, layout: layout).render()
    }
  }

  private static func why(_ finding: Finding) -> String {
    let reason = TerminalText.escaped(finding.reason)
    return "why: \(reason) (\(finding.confidence.rawValue) confidence)"
  }

  private func title(_ id: String, _ words: String, fails: Bool) -> [String] {
    layout.folded(
      fails ? "error" : "warning", in: fails ? style.red : style.yellow,
      "[\(id)]: \(TerminalText.escaped(words))")
  }

  /// Unmet checks in full. Without a manifest most are unmet, and the plan below lists them.
  private var checks: [[String]] {
    report.checks.filter(isExplained).map { result in
      let fails = result.fails(at: report.failOn)
      let title = title(result.id.rawValue, result.reason, fails: fails)
      let evidence = result.evidence.first
      guard let location = result.claim ?? evidence?.location else {
        return title + SourceExcerpt.render(notes(of: result, beside: nil), margin: "  ", layout)
      }
      let shown = result.claim == nil ? evidence : nil
      let excerpt = SourceExcerpt(
        location: location, line: result.claimSource ?? shown?.excerpt,
        lineColumn: result.claim == nil ? shown?.excerptColumn : 1,
        notes: notes(of: result, beside: shown), layout: layout)
      return title + excerpt.render()
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

  private func notes(of result: CheckResult, beside shown: Evidence?) -> [TextNote] {
    var notes = [TextNote("\(result.priority.rawValue): \(TerminalText.escaped(result.title))")]
    for evidence in result.evidence.prefix(3) where evidence != shown {
      notes.append(note("found: ", evidence))
    }
    if let sites = result.sites, sites.covered < sites.total {
      notes.append(TextNote("covers \(sites.covered) of \(sites.total) calls; bare:"))
      notes += sites.bare.prefix(5).map { note("  ", $0) }
      if sites.bare.count > 5 { notes.append(TextNote("  and \(sites.bare.count - 5) more")) }
    }
    if let search = SearchWords.phrase(result) {
      notes.append(TextNote("\(TerminalText.escaped(search))"))
    }
    notes += result.nearest.prefix(2).map { note("nearest: ", $0) }
    notes += fixNotes(result.fix)
    if let command = result.command { notes.append(TextNote("run: \(command)")) }
    notes.append(TextNote("more: mxgate explain \(result.id)"))
    return notes
  }

  private func note(_ label: String, _ evidence: Evidence) -> TextNote {
    TextNote(label + described(evidence), at: evidence.location)
  }

  /// The first line is a sentence, the others are code or commands.
  private func fixNotes(_ fix: String) -> [TextNote] {
    if fix.isEmpty { return [] }
    return fix.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      .map { index, line in
        let line = TerminalText.escaped(String(line))
        return index == 0 ? TextNote("fix: \(line)") : TextNote(line, isCode: true)
      }
  }

  /// The first run's plan of work; what is explained above is left out.
  private var plan: [String] {
    guard report.manifest == nil, report.scope == .check else { return [] }
    let open = report.checks.filter {
      ($0.fails(at: report.failOn) || $0.verdict == .notRun) && !isExplained($0)
    }
    return WorkPlan(open: open, in: report, layout: layout).lines
  }

  // MARK: The rest

  private var settled: [String] {
    guard options.showsAll else { return [] }
    let results = report.checks.filter { $0.verdict.isSettled && $0.verdict != .waived }
    guard !results.isEmpty else { return [] }
    return [style.bold("Settled")]
      + results.map { result in
        let evidence = result.evidence.first
        let isNamed = evidence.map { result.reason.contains(layout.place($0.location)) } ?? true
        let place = isNamed ? "" : evidence.map { " (\(described($0)))" } ?? ""
        let line =
          "  \(result.priority.rawValue) \(result.id.rawValue.padded(28)) "
          + "\(VerdictWords.phrase(result.verdict)): \(TerminalText.escaped(result.reason))\(place)"
        return layout.linking(evidence?.location, in: layout.folded(line, hanging: 7))
          .joined(separator: "\n")
      }
  }

  private var waived: [String] {
    let results = report.checks.filter { $0.verdict == .waived }
    guard !results.isEmpty else { return [] }
    return [style.bold("Waived")]
      + results.map { result in
        guard let waiver = result.waiver else { return "  \(result.id)" }
        let line =
          "  \(result.priority.rawValue) \(result.id), until \(waiver.expires) by "
          + "\(TerminalText.escaped(waiver.owner)): \(TerminalText.escaped(waiver.reason))"
        return layout.folded(line, hanging: 5).joined(separator: "\n")
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
        return "  \(finding.rule) at \(layout.place(finding.location)): \(reason)"
      }
    }
    return lines
  }

  private var later: [String] {
    // While the manifest is broken, what else is left is not known.
    guard !options.showsAll, report.scope == .check, report.exitStatus != .usage else { return [] }
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
    return parts.isEmpty ? [] : ["\(parts.joined(separator: " · ")): mxgate --all"]
  }

  private var closing: [String] {
    var lines: [String] = []
    if report.scope == .check, report.exitStatus == .failed, report.manifest == nil {
      lines.append("Next: mxgate init writes mxgate.yaml, claiming only what was found")
      if report.commit != nil {
        lines.append("Not today?  mxgate --against origin/main stops only what gets worse")
      }
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

  private func described(_ evidence: Evidence) -> String { layout.described(evidence) }
}
