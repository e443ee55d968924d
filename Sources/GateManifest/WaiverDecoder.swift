internal import GateModel
internal import GateRules
internal import GateYAML

/// Reads the list of waivers, and holds their lives against the policy.
struct WaiverDecoder {
  let registry: CheckRegistry
  let policy: Policy
  let today: CalendarDay

  static let required = ["check", "reason", "owner", "expires"]
  static let keys = required + ["link"]

  func decode(_ node: YAMLNode, _ reader: inout DiagnosingReader) -> [Waiver] {
    var waivers: [Waiver] = []
    for item in reader.list(node, "waivers") {
      guard let waiver = waiver(item, &reader) else { continue }
      if let earlier = waivers.first(where: { $0.check == waiver.check }) {
        reader.error(
          "\(waiver.check) is waived already in line \(earlier.location.line)", at: item,
          help: "keep one waiver for each check")
      } else {
        waivers.append(waiver)
      }
    }
    return waivers
  }

  private func waiver(_ node: YAMLNode, _ reader: inout DiagnosingReader) -> Waiver? {
    let values = reader.values(of: node, keys: Self.keys, in: "a waiver")
    reader.requireKeys(Self.required, of: values, in: "a waiver", at: node)
    let check = values["check"].flatMap { self.check($0, &reader) }
    let reason = values["reason"].flatMap { reader.text($0, "reason") }
    let owner = values["owner"].flatMap { reader.text($0, "owner") }
    let expires = values["expires"].flatMap { reader.day($0, "expires") }
    let link = values["link"].flatMap { reader.url($0, "link") }
    guard let check, let expires else { return nil }
    holdLife(of: check, expires: expires, hasLink: values["link"] != nil, values, node, &reader)
    guard let reason, let owner else { return nil }
    return Waiver(
      check: check.id, reason: reason, owner: owner, expires: expires, link: link,
      location: reader.location(of: node))
  }

  private func check(_ node: YAMLNode, _ reader: inout DiagnosingReader) -> CheckDefinition? {
    guard
      let id = reader.choice(node, "check", among: registry.definitions.map(\.id.rawValue))
    else { return nil }
    return registry[CheckID(id)]
  }

  private func holdLife(
    of check: CheckDefinition, expires: CalendarDay, hasLink: Bool, _ values: [String: YAMLNode],
    _ node: YAMLNode, _ reader: inout DiagnosingReader
  ) {
    let priority = policy.priority(of: check.id, default: check.priority)
    let longest = policy.longestWaiver(for: check.id, priority: priority, hasLink: hasLink)
    let last = today.adding(days: longest)
    guard expires > last else { return }
    let linked = policy.longestWaiver(for: check.id, priority: priority, hasLink: true)
    let advice = "let it expire on \(last) or sooner"
    reader.error(
      "a waiver of \(check.id)\(longest < linked ? " without a link" : "") lives for "
        + "\(longest) days at most",
      at: values["expires"] ?? node,
      help: longest < linked
        ? advice + ", or add 'link: https://...' to where the work is tracked" : advice)
  }
}
