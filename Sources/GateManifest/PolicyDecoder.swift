package import GateModel
package import GateRules
internal import GateYAML

/// Reads a policy, and refuses what would loosen the one that it lies over.
package struct PolicyDecoder {
  private let registry: CheckRegistry

  package init(_ registry: CheckRegistry) { self.registry = registry }

  static let keys = ["failOn", "waivers", "priorities", "branches"]
  static let waiverKeys = ["auth", "P0", "P1", "P2"]

  /// An organisation's policy from a file of its own: the keys of `policy:` at the top level. It
  /// may be looser than the standard.
  package func decodeFile(
    _ bytes: [UInt8], path: RepositoryPath
  ) -> (policy: Policy?, diagnostics: [Diagnostic]) {
    var reader = DiagnosingReader(path: path, bytes: bytes)
    guard let document = reader.onlyDocument(bytes, of: "the policy") else {
      return (nil, reader.diagnostics)
    }
    let policy = read(document, over: .standard, isLimit: false, &reader)
    return (
      reader.hasErrors ? nil : policy, reader.diagnostics.sorted(by: Diagnostic.standsBefore)
    )
  }

  /// A repository's `policy:`, which may only tighten `base`.
  func decode(
    _ node: YAMLNode, over base: Policy, _ reader: inout DiagnosingReader
  ) -> Policy {
    read(node, over: base, isLimit: true, &reader)
  }

  private func read(
    _ node: YAMLNode, over base: Policy, isLimit: Bool, _ reader: inout DiagnosingReader
  ) -> Policy {
    var policy = base
    let values = reader.values(of: node, keys: Self.keys, in: "'policy'")
    if let node = values["failOn"],
      let failOn = reader.choice(node, "failOn", among: Priority.self)
    {
      if isLimit, failOn < base.failOn {
        loosens("failOn", than: "\(base.failOn.rawValue)", node, &reader)
      }
      policy.failOn = failOn
    }
    if let node = values["waivers"] {
      policy.waiverDays = waiverDays(node, over: base.waiverDays, isLimit: isLimit, &reader)
    }
    if let node = values["priorities"] {
      priorities(node, into: &policy, base: base, isLimit: isLimit, &reader)
    }
    if let node = values["branches"] {
      policy.branches = branches(node, over: base.branches, isLimit: isLimit, &reader)
    }
    return policy
  }

  /// Names of branches, each with one `*` at most.
  private func branches(
    _ node: YAMLNode, over base: [String]?, isLimit: Bool, _ reader: inout DiagnosingReader
  ) -> [String]? {
    var branches: [String] = []
    for item in reader.list(node, "branches") {
      guard let name = reader.text(item, "branch") else { continue }
      if name.count(where: { $0 == "*" }) > 1 {
        reader.error("\(reader.shown(item)) has more than one '*'", at: item)
      }
      if name.hasPrefix("refs/") {
        reader.error(
          "\(reader.shown(item)) is a ref", at: item, help: "write the branch's name, such as main")
      }
      branches.append(name)
    }
    if node.sequence?.isEmpty == true {
      reader.error(
        "branches is empty", at: node, help: "remove the line for \(Policy.usualBranches)")
    }
    let missing = (base ?? []).filter { !branches.contains($0) }
    if isLimit, let first = missing.first {
      reader.error(
        "branches leaves out '\(first)', which holds here", at: node,
        help: "a repository may only tighten the policy; add '\(first)'")
    }
    return branches
  }

  private func waiverDays(
    _ node: YAMLNode, over base: Policy.WaiverDays, isLimit: Bool, _ reader: inout DiagnosingReader
  ) -> Policy.WaiverDays {
    let values = reader.values(of: node, keys: Self.waiverKeys, in: "'policy.waivers'")
    var days = base
    let fields: [(String, WritableKeyPath<Policy.WaiverDays, Int>)] = [
      ("auth", \.auth), ("P0", \.p0), ("P1", \.p1), ("P2", \.p2),
    ]
    for (key, field) in fields {
      guard let node = values[key], let life = self.days(node, key, &reader) else { continue }
      if isLimit, life > base[keyPath: field] {
        loosens(key, than: "\(base[keyPath: field])d", node, &reader)
      }
      days[keyPath: field] = life
    }
    return days
  }

  /// Whole days: `30d`.
  private func days(
    _ node: YAMLNode, _ what: String, _ reader: inout DiagnosingReader
  ) -> Int? {
    let secondsPerDay = 86_400.0
    guard let text = node.scalar, text.hasSuffix("d"), let seconds = DurationText.seconds(text)
    else {
      reader.error(
        "\(what) must be a number of days, not \(reader.shown(node))", at: node,
        help: "write it as 30d")
      return nil
    }
    return Int(seconds / secondsPerDay)
  }

  private func priorities(
    _ node: YAMLNode, into policy: inout Policy, base: Policy, isLimit: Bool,
    _ reader: inout DiagnosingReader
  ) {
    let ids = registry.definitions.map(\.id.rawValue)
    let values = reader.values(of: node, keys: ids, in: "'policy.priorities'")
    for check in registry.definitions {
      guard let node = values[check.id.rawValue],
        let priority = reader.choice(node, "priority", among: Priority.self)
      else { continue }
      let current = base.priority(of: check.id, default: check.priority)
      if isLimit, priority > current {
        loosens(check.id.rawValue, than: current.rawValue, node, &reader)
      }
      policy.priorities[check.id] = priority
    }
  }

  private func loosens(
    _ key: String, than base: String, _ node: YAMLNode, _ reader: inout DiagnosingReader
  ) {
    reader.error(
      "\(key) \(reader.shown(node)) is looser than \(base), which holds here", at: node,
      help: "a repository may only tighten the policy; remove the line or write \(base)")
  }
}
