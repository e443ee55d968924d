package import GateModel
package import GateYAML

/// Reads a file of `rules/checks/`, or a team's own in the same format. Reports every mistake in it, each with its place.
package struct CheckDefinitionDecoder {
  private var reader: DiagnosingReader
  private let origin: CheckDefinition.Origin

  /// Every mistake found so far.
  package var diagnostics: [Diagnostic] { reader.diagnostics }

  /// - Parameter path: the file's path, for the diagnostics.
  package init(
    path: RepositoryPath, bytes: [UInt8], origin: CheckDefinition.Origin = .builtIn
  ) {
    reader = DiagnosingReader(path: path, bytes: bytes)
    self.origin = origin
  }

  private static let keys = [
    "id", "title", "row", "priority", "raised", "since", "why", "judged", "fix", "applies", "proof",
    "decidedBy", "metWhen", "attestation", "claim", "command", "evidence",
  ]

  /// The definition; `nil` where there is a mistake.
  package mutating func decode(_ document: YAMLNode) -> CheckDefinition? {
    let values = reader.values(of: document, keys: Self.keys, in: "a check")
    for key in required where values[key] == nil {
      reader.error("the check has no '\(key)'", at: document)
    }
    let fixes = values["fix"].map { self.fixes($0) }
    let applies = values["applies"].map { self.applies($0) }
    let decider = values["decidedBy"].flatMap {
      reader.choice($0, "decider", among: CheckDefinition.Decider.self)
    }
    let condition = values["metWhen"].flatMap {
      reader.choice($0, "condition", among: CheckDefinition.Condition.self)
    }
    let raise = values["raised"].flatMap { self.raise($0) }
    let attestationDays = values["attestation"].flatMap { self.attestationDays($0) }
    let claim = claim(values["claim"])
    if decider ?? .claim == .claim, claim.example.isEmpty {
      reader.error("a check that takes a claim needs 'claim' with an 'example'", at: document)
    }
    let id = text(values["id"], "id")
    let title = text(values["title"], "title")
    let row = text(values["row"], "row") ?? (origin == .team ? "the team's own" : nil)
    let priority = values["priority"].flatMap { self.priority($0) }
    let since =
      values["since"].flatMap { reader.wholeNumber($0, "since") } ?? (origin == .team ? 1 : nil)
    let why = text(values["why"], "why")
    let judged = text(values["judged"], "judged")
    let command = text(values["command"], "command")
    let proof = values["proof"].map { self.proof($0) }
    if origin == .team { refuse(values, decider ?? .claim, proof ?? [], document) }
    guard !reader.hasErrors, let id, let title, let row, let priority, let since, let why,
      let judged, let fix = fixes?.general, let proof
    else { return nil }
    return CheckDefinition(
      id: CheckID(id), file: reader.path, origin: origin, title: title, row: row,
      priority: priority, raise: raise, since: Int(since),
      why: why, judged: judged, fix: fix, fixes: fixes?.byLanguage ?? [:],
      facts: applies?.facts ?? [], kinds: applies?.kinds ?? [], proof: proof,
      decider: decider ?? .claim, condition: condition ?? .proved,
      attestationDays: attestationDays, claim: claim, command: command,
      evidence: values["evidence"])
  }

  private var required: [String] {
    let all = ["id", "title", "row", "priority", "since", "why", "judged", "fix", "proof"]
    // The checklist's rows and rulesets are those of the built-in checks.
    return origin == .builtIn ? all : all.filter { $0 != "row" && $0 != "since" }
  }

  /// What only a built-in check may be or say.
  private mutating func refuse(
    _ values: [String: YAMLNode], _ decider: CheckDefinition.Decider, _ proof: Set<ProofKind>,
    _ document: YAMLNode
  ) {
    for key in ["row", "since", "command", "raised"] {
      if let node = values[key] { reader.error("'\(key)' is for built-in checks alone", at: node) }
    }
    if let id = values["id"], let text = id.scalar, !Self.isID(text) {
      reader.error(
        "'\(text)' is no id of a check", at: id,
        help: "write category.name, as in compliance.dataRegion")
    }
    if decider == .live || proof.contains(.live) {
      reader.error(
        "mxgate verify knows no request for it, so there is no live proof",
        at: values["decidedBy"] ?? values["proof"] ?? document)
    }
    if decider == .repository, values["evidence"] == nil {
      reader.error("the repository decides, but no 'evidence' says what to look for", at: document)
    }
  }

  /// Two words of letters and digits, the first none of the manifest's own sections.
  private static func isID(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let areWords = parts.allSatisfy { part in
      part.first.map { ("a"..."z").contains($0) } ?? false
        && part.utf8.allSatisfy { byte in
          (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte)
            || (0x30...0x39).contains(byte)
        }
    }
    return parts.count == 2 && areWords && !manifestSections.contains(String(parts[0]))
  }

  /// The sections of a manifest that hold no claims.
  package static let manifestSections = [
    "apiVersion", "ruleset", "service", "maintainx", "waivers", "policy", "scan",
  ]

  private mutating func text(_ node: YAMLNode?, _ what: String) -> String? {
    node.flatMap { reader.text($0, what) }
  }

  private mutating func priority(_ node: YAMLNode) -> Priority? {
    reader.choice(node, "priority", among: Priority.self)
  }

  private mutating func raise(_ node: YAMLNode) -> CheckDefinition.Raise? {
    let values = reader.values(of: node, keys: ["fact", "to", "when"], in: "'raised'")
    guard let fact = text(values["fact"], "fact"), let when = text(values["when"], "when"),
      let priority = values["to"].flatMap({ self.priority($0) })
    else {
      reader.error("'raised' needs 'fact', 'to' and 'when'", at: node)
      return nil
    }
    return CheckDefinition.Raise(fact: fact, priority: priority, when: when)
  }

  private mutating func fixes(
    _ node: YAMLNode
  ) -> (general: CheckFix?, byLanguage: [FixLanguage: CheckFix]) {
    let languages = FixLanguage.allCases.map(\.rawValue)
    let values = reader.values(of: node, keys: ["default"] + languages, in: "'fix'")
    var byLanguage: [FixLanguage: CheckFix] = [:]
    for language in FixLanguage.allCases {
      byLanguage[language] = values[language.rawValue].flatMap { fix($0) }
    }
    if values["default"] == nil { reader.error("'fix' has no 'default'", at: node) }
    return (values["default"].flatMap { fix($0) }, byLanguage)
  }

  private mutating func fix(_ node: YAMLNode) -> CheckFix? {
    let values = reader.values(of: node, keys: ["text", "code"], in: "a fix")
    guard let words = text(values["text"], "text") else {
      reader.error("a fix needs a 'text'", at: node)
      return nil
    }
    return CheckFix(text: words, code: text(values["code"], "code") ?? "")
  }

  private mutating func applies(
    _ node: YAMLNode
  ) -> (facts: [ServiceFact], kinds: [ServiceKind]) {
    let values = reader.values(of: node, keys: ["facts", "kinds"], in: "'applies'")
    return (
      choices(values["facts"], "fact", among: ServiceFact.self),
      choices(values["kinds"], "kind", among: ServiceKind.self)
    )
  }

  private mutating func choices<Choice: CaseIterable & RawRepresentable<String>>(
    _ node: YAMLNode?, _ what: String, among type: Choice.Type
  ) -> [Choice] {
    guard let node else { return [] }
    var choices: [Choice] = []
    for item in reader.list(node, what) {
      if let choice = reader.choice(item, what, among: type) { choices.append(choice) }
    }
    return choices
  }

  private mutating func proof(_ node: YAMLNode) -> Set<ProofKind> {
    Set(choices(node, "proof", among: ProofKind.self))
  }

  private mutating func attestationDays(_ node: YAMLNode) -> Int? {
    let values = reader.values(of: node, keys: ["maxAge"], in: "'attestation'")
    let secondsPerDay = 86_400.0
    return values["maxAge"].flatMap { reader.duration($0, "maxAge") }.map {
      Int($0 / secondsPerDay)
    }
  }

  // MARK: Claims

  private mutating func claim(_ node: YAMLNode?) -> ClaimForm {
    guard let node else { return ClaimForm(main: nil, fields: [], example: "") }
    let values = reader.values(of: node, keys: ["main", "fields", "example"], in: "'claim'")
    var fields: [ClaimField] = []
    for entry in values["fields"]?.mapping ?? [] {
      if let name = text(entry.key, "a field's name"), let field = field(entry.value, name) {
        fields.append(field)
      }
    }
    let main = text(values["main"], "main")
    if let main, !fields.contains(where: { $0.name == main }) {
      reader.error("the main field '\(main)' is none of the fields", at: values["main"] ?? node)
    }
    return ClaimForm(
      main: fields.first { $0.name == main }, fields: fields,
      example: text(values["example"], "example") ?? "")
  }

  private mutating func field(_ node: YAMLNode, _ name: String) -> ClaimField? {
    let keys = ["type", "summary", "min", "max", "allowed", "compare", "limit"]
    let values = reader.values(of: node, keys: keys, in: "the field '\(name)'")
    guard let type = values["type"].flatMap({ reader.choice($0, "type", among: FieldType.self) }),
      let summary = text(values["summary"], "summary")
    else {
      reader.error("the field '\(name)' needs 'type' and 'summary'", at: node)
      return nil
    }
    var field = ClaimField(name: name, type: type, summary: summary, allowed: [])
    field.minimum = values["min"].flatMap { reader.wholeNumber($0, "min") }
    field.maximum = values["max"].flatMap { reader.wholeNumber($0, "max") }
    for word in values["allowed"].map({ reader.list($0, "allowed") }) ?? [] {
      if let word = reader.text(word, "an allowed word") { field.allowed.append(word) }
    }
    field.comparison = values["compare"].flatMap {
      reader.choice($0, "comparison", among: ClaimField.Comparison.self)
    }
    field.limit = values["limit"].flatMap { limit($0, of: field) }
    return field
  }

  private mutating func limit(_ node: YAMLNode, of field: ClaimField) -> ClaimField.Limit? {
    let names = ClaimField.Comparison.allCases.map(\.rawValue)
    let values = reader.values(of: node, keys: names, in: "'limit'")
    guard values.count == 1, let entry = values.first,
      let comparison = ClaimField.Comparison(rawValue: entry.key),
      let value = reader.value(entry.value, of: field)
    else {
      reader.error("'limit' needs exactly one comparison and its value", at: node)
      return nil
    }
    return ClaimField.Limit(comparison: comparison, value: value)
  }
}
