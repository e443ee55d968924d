package import GateModel

extension CheckDefinition {
  /// The check's page.
  /// - Parameters:
  ///   - language: the one whose fix is shown; all of them, where none is given.
  ///   - policy: for the longest life of a waiver.
  package func page(language: FixLanguage? = nil, policy: Policy = .standard) -> Page {
    Page(
      id: id.rawValue, title: title, facts: facts(policy),
      sections: [
        Page.Section("Why", [.paragraph(why)]),
        Page.Section("How it is judged", [.paragraph(judged)] + proofWords + addedWords),
        Page.Section("In the manifest", manifestWords(policy)),
        Page.Section("What to do", fixWords(language)),
      ])
  }

  private func facts(_ policy: Policy) -> [Page.Fact] {
    let priority = policy.priority(of: id, default: priority)
    let raised = raise.map { ", \($0.priority.rawValue) when \($0.when)" } ?? ""
    return [
      Page.Fact("Priority", priority.rawValue + raised),
      Page.Fact("Row of the checklist", row),
      Page.Fact("Applies", applicability),
      origin == .team
        ? Page.Fact("Described in", "\(file)") : Page.Fact("Since ruleset", "\(since)"),
    ]
  }

  private var applicability: String {
    let facts = facts.map { "`\($0.rawValue)`" }.joined(separator: ", ")
    let kinds = kinds.map { "`\($0.rawValue)`" }.joined(separator: ", ")
    switch (self.facts.isEmpty, self.kinds.isEmpty) {
    case (true, true): return "to every service"
    case (false, true): return "where the service does one of \(facts)"
    case (true, false): return "where the service runs as \(kinds)"
    case (false, false): return "where the service does one of \(facts), and runs as \(kinds)"
    }
  }

  private var proofWords: [Page.Block] {
    switch decider {
    case .repository:
      return [.paragraph("The repository alone decides; there is nothing to claim.")]
    case .live:
      return [.paragraph("A request decides; there is nothing to claim and nothing to attest.")]
    case .claim: break
    }
    var words = ["A claim passes with evidence in the repository."]
    if proof.contains(.live) { words.append("`mxgate verify` asks the running service as well.") }
    if let days = attestationDays {
      words.append(
        "Where the proof lies elsewhere, an attestation stands in for it for \(days) days: "
          + "`mxgate attest \(id) --by WHO --url LINK`.")
    }
    return [.paragraph(words.joined(separator: " "))]
  }

  /// What a team adds to the evidence, pattern by pattern.
  private var addedWords: [Page.Block] {
    let notes = addedEvidence.flatMap(\.patterns).map { "\($0.stance.rawValue): \($0.note)" }
    return notes.isEmpty ? [] : [.paragraph("The team's own files add:"), .list(notes)]
  }

  // MARK: The manifest

  private func manifestWords(_ policy: Policy) -> [Page.Block] {
    let life = policy.longestWaiver(for: id, priority: priority, hasLink: true)
    let unlinked = policy.longestWaiver(for: id, priority: priority, hasLink: false)
    let condition = unlinked < life ? ", \(unlinked) days without a link" : ""
    let waiver = Page.Block.paragraph(
      "A waiver lives for \(life) days at most\(condition): "
        + "`mxgate waive \(id) --reason WHY --owner WHO --until DATE`.")
    guard takesClaim else { return [waiver] }
    let example = "\(id.category):\n  \(id.name): \(claim.example)"
    let fields = claim.fields.map(fieldWords)
    return [.code(example, language: "yaml")] + (fields.isEmpty ? [] : [.list(fields)])
      + [
        .paragraph("Where it does not apply: `\(id.name): { notApplicable: \"why\" }`."), waiver,
      ]
  }

  private func fieldWords(_ field: ClaimField) -> String {
    var bounds: [String] = []
    if !field.allowed.isEmpty {
      bounds.append("one of " + field.allowed.map { "`\($0)`" }.joined(separator: ", "))
    }
    if let minimum = field.minimum, let maximum = field.maximum {
      bounds.append("from \(FactValue.number(minimum)) to \(FactValue.number(maximum))")
    }
    if let limit = field.limit { bounds.append("\(limit.phrase) is required") }
    let words = bounds.isEmpty ? "" : " \(bounds.joined(separator: "; ").sentence)"
    return "`\(field.name)` (\(field.type.rawValue)): \(field.summary)\(words)"
  }

  // MARK: The fix

  private func fixWords(_ language: FixLanguage?) -> [Page.Block] {
    if let language { return blocks(of: fix(for: language), language: language.rawValue) }
    return blocks(of: fix, language: "")
      + FixLanguage.allCases.flatMap { language in
        fixes[language].map { fix in
          blocks(
            of: CheckFix(text: "\(language.title): \(fix.text)", code: fix.code),
            language: language.rawValue)
        } ?? []
      }
  }

  private func blocks(of fix: CheckFix, language: String) -> [Page.Block] {
    guard !fix.code.isEmpty else { return [.paragraph(fix.text)] }
    let lines = fix.code.split(separator: "\n", omittingEmptySubsequences: false)
    let code = lines.last == "" ? lines.dropLast() : lines[...]
    return [.paragraph(fix.text), .code(code.joined(separator: "\n"), language: language)]
  }
}

extension String {
  /// With a capital letter and a full stop.
  fileprivate var sentence: String { prefix(1).uppercased() + dropFirst() + "." }
}
