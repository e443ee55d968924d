package import GateModel
package import GateYAML

/// A mini-repository, and what a check must see in it. Stands in the second document of a check's
/// file, where it is the check's test and its documentation.
package struct CheckExample: Sendable {
  package enum Outcome: String, CaseIterable, Sendable {
    /// The requirement is met.
    case proved
    /// The repository shows the opposite.
    case contradicted
    /// Not met; something comes close.
    case near
    /// Not met, and nothing comes close.
    case nothing
    /// The requirement does not apply.
    case notApplicable
  }
  package var name: String
  package var outcome: Outcome
  /// Where it must be seen.
  package var place: Place?
  /// Facts that must be seen there, as text: `timeout: 30`.
  package var facts: [String: String]
  package var files: [RepositoryPath: [UInt8]]
  /// Where the example stands in its file.
  package var location: Location

  package struct Place: Hashable, Sendable {
    package var path: RepositoryPath
    package var line: Int
  }
}

/// Reads the examples of a check. Reports every mistake in them, each with its place.
package struct CheckExampleDecoder {
  private var reader: DiagnosingReader

  /// Every mistake found so far.
  package var diagnostics: [Diagnostic] { reader.diagnostics }

  /// - Parameter path: the file's path below `rules/`, for the diagnostics.
  package init(path: RepositoryPath, bytes: [UInt8] = []) {
    reader = DiagnosingReader(path: path, bytes: bytes)
  }

  /// - Parameter document: the second document of a check's file.
  package mutating func decode(_ document: YAMLNode) -> [CheckExample] {
    let values = reader.values(of: document, keys: ["examples"], in: "the examples")
    guard let nodes = values["examples"] else {
      reader.error("the second document holds 'examples'", at: document)
      return []
    }
    var examples: [CheckExample] = []
    for node in reader.list(nodes, "examples") {
      if let example = example(node) { examples.append(example) }
    }
    return examples
  }

  private mutating func example(_ node: YAMLNode) -> CheckExample? {
    let keys = ["name", "expect", "at", "facts", "files"]
    let values = reader.values(of: node, keys: keys, in: "an example")
    guard let name = values["name"].flatMap({ reader.text($0, "name") }),
      let outcome = values["expect"].flatMap({
        reader.choice($0, "outcome", among: CheckExample.Outcome.self)
      }), let filesNode = values["files"]
    else {
      reader.error("an example needs 'name', 'expect' and 'files'", at: node)
      return nil
    }
    var files: [RepositoryPath: [UInt8]] = [:]
    for entry in filesNode.mapping ?? [] {
      guard let path = entry.key.scalar, let text = entry.value.scalar else { continue }
      files[RepositoryPath(path)] = Array(text.utf8)
    }
    var facts: [String: String] = [:]
    for entry in values["facts"]?.mapping ?? [] {
      if let key = entry.key.scalar, let value = entry.value.scalar { facts[key] = value }
    }
    let place = values["at"].flatMap { self.place($0) }
    if place == nil, [.proved, .contradicted, .near].contains(outcome) {
      reader.error("an example that sees something says 'at: path:line'", at: node)
    }
    return CheckExample(
      name: name, outcome: outcome, place: place, facts: facts, files: files,
      location: reader.location(of: node))
  }

  private mutating func place(_ node: YAMLNode) -> CheckExample.Place? {
    guard let text = node.scalar, let colon = text.lastIndex(of: ":"),
      let line = Int(text[text.index(after: colon)...])
    else {
      reader.error("a place is written path:line", at: node)
      return nil
    }
    return CheckExample.Place(path: RepositoryPath(String(text[..<colon])), line: line)
  }
}
