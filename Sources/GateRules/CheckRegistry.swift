package import GateModel
internal import GateYAML

/// All checks, in the order in which they are reported.
package struct CheckRegistry: Sendable {
  package let definitions: [CheckDefinition]
  private let positions: [CheckID: Int]

  /// Categories in the order of the published checklist; a category that is new comes last.
  private static let order = [
    "auth", "errors", "data", "observability", "performance", "security", "deployment", "recovery",
    "quality",
  ]
  /// The categories that have checks, in order.
  package var categories: [String] {
    definitions.reduce(into: []) { all, check in
      if all.last != check.id.category { all.append(check.id.category) }
    }
  }
  /// The newest ruleset that this build knows.
  package var ruleset: Int { definitions.map(\.since).max() ?? 1 }

  package init(_ definitions: [CheckDefinition]) {
    let ranks = Dictionary(
      Self.order.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    let ranked = definitions.map { check in
      (category: ranks[check.id.category] ?? Self.order.count, check: check)
    }
    self.definitions = ranked.sorted { left, right in
      (left.category, left.check.priority, left.check.id)
        < (right.category, right.check.priority, right.check.id)
    }.map(\.check)
    positions = Dictionary(
      self.definitions.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  package subscript(id: CheckID) -> CheckDefinition? {
    positions[id].map { definitions[$0] }
  }

  /// The checks that are built in. Reads the first document of each file, which is all that a run
  /// needs; the second holds the examples.
  package static func embedded() throws(RuleFileError) -> CheckRegistry {
    var definitions: [CheckDefinition] = []
    var diagnostics: [Diagnostic] = []
    for path in EmbeddedFiles.paths where path.hasPrefix("checks/") {
      let bytes = EmbeddedFiles.content(of: path) ?? []
      let file = RepositoryPath("rules/" + path)
      var decoder = CheckDefinitionDecoder(path: file, bytes: bytes)
      do {
        let document = try YAMLParser.firstDocument(bytes)
        if let definition = document.flatMap({ decoder.decode($0) }) {
          definitions.append(definition)
        } else if decoder.diagnostics.isEmpty {
          diagnostics.append(
            Diagnostic(.error, "the file is empty", at: Location(path: file, line: 1)))
        }
        diagnostics += decoder.diagnostics
      } catch {
        let place = Location(path: file, line: error.mark.line, column: error.mark.column)
        diagnostics.append(Diagnostic(.error, error.message, at: place))
      }
    }
    guard diagnostics.isEmpty else { throw RuleFileError(diagnostics: diagnostics) }
    return CheckRegistry(definitions)
  }
}
