internal import GateModel
internal import GateRules

/// Which checks a run judges: `--only` and `--skip` take ids, categories and priorities.
struct CheckSelection {
  private let only: [String]
  private let skip: [String]

  /// - Throws: a name that fits no check.
  init(only: [String], skip: [String], registry: CheckRegistry) throws(GateError) {
    for name in only + skip
    where !registry.definitions.contains(where: { Self.matches(name, $0) }) {
      throw GateError(
        "'\(name)' is no check, no category and no priority",
        help: Spelling.nearest(to: name, among: registry.definitions.map(\.id.rawValue))
          .map { "did you mean '\($0)'?" } ?? "mxgate rules list shows them all", status: .usage)
    }
    self.only = only
    self.skip = skip
  }

  func includes(_ check: CheckDefinition) -> Bool {
    let isMeant = only.isEmpty || only.contains { Self.matches($0, check) }
    return isMeant && !skip.contains { Self.matches($0, check) }
  }

  private static func matches(_ name: String, _ check: CheckDefinition) -> Bool {
    name == check.id.rawValue || name == check.id.category
      || name.uppercased() == check.priority.rawValue
  }
}
