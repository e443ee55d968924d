internal import GateModel
internal import GateRules
internal import GateYAML

/// Reads what a manifest says about one check.
struct ClaimDecoder {
  let check: CheckDefinition
  let today: CalendarDay

  /// `nil` where there is a mistake.
  func decode(_ entry: YAMLEntry, _ reader: inout DiagnosingReader) -> Claim? {
    let node = entry.value
    guard check.takesClaim else {
      reader.error("\(check.id) takes no claim: \(decider)", at: entry.key, help: "remove the line")
      return nil
    }
    guard !node.isNull else {
      reader.error(
        "\(check.id) claims nothing", at: entry.key, help: "write \(check.claim.example)")
      return nil
    }
    let claim = Claim(
      check: check.id, statement: .claimed(fields: [:]), location: reader.location(of: entry.key),
      sourceLine: reader.line(entry.key.start.line))
    if node.mapping != nil { return mapping(node, claim, &reader) }
    return short(node, claim, &reader)
  }

  private var decider: String {
    check.decider == .live ? "a request to the API decides" : "the repository alone decides"
  }

  // MARK: One value

  /// `true`, `false`, or the value of the main field.
  private func short(
    _ node: YAMLNode, _ claim: Claim, _ reader: inout DiagnosingReader
  ) -> Claim? {
    var claim = claim
    let isFlag = node.isPlain && node.scalar.map(PlainScalar.isYAML11Flag) == true
    guard !isFlag, let main = check.claim.main else {
      guard isFlag || check.claim.main != nil || node.scalar == nil else {
        reader.error(
          "\(check.id) takes true, false or a mapping, not \(reader.shown(node))", at: node,
          help: "write \(check.claim.example)")
        return nil
      }
      guard let flag = reader.flag(node, check.id.rawValue) else { return nil }
      claim.statement = .claimed(fields: flag ? [:] : ["": .flag(false)])
      return claim
    }
    guard let value = reader.value(node, of: main) else { return nil }
    claim.statement = .claimed(fields: [main.name: value])
    return claim
  }

  // MARK: A mapping

  static let commonKeys = ["evidence", "notApplicable", "providedBy"]

  private var keys: [String] {
    check.claim.fields.map(\.name) + Self.commonKeys
      + (check.attestationDays == nil ? [] : ["attested"])
  }

  private var hints: [String: String] {
    guard check.attestationDays == nil else { return [:] }
    return ["attested": "\(check.id) is proved by the repository; an attestation does not count"]
  }

  private func mapping(
    _ node: YAMLNode, _ claim: Claim, _ reader: inout DiagnosingReader
  ) -> Claim? {
    var claim = claim
    let entries = reader.entries(of: node, keys: keys, in: check.id.rawValue, hints: hints)
    if node.mapping?.isEmpty == true {
      reader.error("\(check.id) claims nothing", at: node, help: "write \(check.claim.example)")
      return nil
    }
    if let reason = entries["notApplicable"] {
      return notApplicable(reason, others: entries.count - 1, claim, &reader)
    }
    var fields: [String: FactValue] = [:]
    for field in check.claim.fields {
      guard let entry = entries[field.name] else { continue }
      fields[field.name] = reader.value(entry.value, of: field)
    }
    claim.statement = .claimed(fields: fields)
    if let package = entries["providedBy"]?.value, let name = reader.text(package, "providedBy") {
      claim.statement = .providedBy(package: name, fields: fields)
    }
    if let evidence = entries["evidence"]?.value {
      claim.evidencePaths = reader.paths(evidence, "evidence")
    }
    claim.attestation = entries["attested"].flatMap { attestation($0.value, &reader) }
    return claim
  }

  private func notApplicable(
    _ entry: YAMLEntry, others: Int, _ claim: Claim, _ reader: inout DiagnosingReader
  ) -> Claim? {
    guard others == 0 else {
      reader.error(
        "\(check.id) either does not apply or is claimed", at: entry.key,
        help: "keep 'notApplicable' alone, or remove it")
      return nil
    }
    if entry.value.isPlain, entry.value.scalar.map(PlainScalar.isYAML11Flag) == true {
      reader.error(
        "notApplicable needs a reason, not \(reader.shown(entry.value))", at: entry.value,
        help: "write notApplicable: \"why it does not apply\"")
      return nil
    }
    guard let reason = reader.text(entry.value, "the reason of notApplicable") else { return nil }
    var claim = claim
    claim.statement = .notApplicable(reason: reason)
    return claim
  }

  static let attestationKeys = ["by", "date", "url"]

  private func attestation(
    _ node: YAMLNode, _ reader: inout DiagnosingReader
  ) -> Attestation? {
    let values = reader.values(of: node, keys: Self.attestationKeys, in: "'attested'")
    reader.requireKeys(Self.attestationKeys, of: values, in: "'attested'", at: node)
    let by = values["by"].flatMap { reader.text($0, "by") }
    let date = values["date"].flatMap { reader.day($0, "date") }
    let url = values["url"].flatMap { reader.url($0, "url") }
    if let date, date > today, let place = values["date"] {
      reader.error("the attestation's date \(date) is in the future", at: place)
    }
    guard let by, let date, let url else { return nil }
    return Attestation(by: by, date: date, url: url, location: reader.location(of: node))
  }
}
