package import GateYAML

/// What to do when a step of the live verification fails, from `rules/troubleshooting.yaml`.
package struct Troubleshooting: Sendable {
  package struct Entry: Sendable {
    /// The steps it is for; all, where empty.
    package var steps: [String]
    /// The causes it is for; all, where empty. A status, `5xx`, or a word such as `timeout`.
    package var causes: [String]
    package var advice: String
  }
  package var entries: [Entry]

  package init(entries: [Entry]) { self.entries = entries }

  /// The advice for one failure, in the file's order.
  package func advice(step: String, cause: String) -> [String] {
    entries.filter { entry in
      (entry.steps.isEmpty || entry.steps.contains(step))
        && (entry.causes.isEmpty || entry.causes.contains { Self.covers($0, cause) })
    }.map(\.advice)
  }

  /// `5xx` covers `503`.
  private static func covers(_ pattern: String, _ cause: String) -> Bool {
    pattern == cause
      || pattern.hasSuffix("xx") && cause.count == 3 && Int(cause) != nil
        && cause.first == pattern.first
  }

  /// The file that is built in.
  package static func embedded() throws(YAMLError) -> Troubleshooting {
    guard let bytes = EmbeddedFiles.content(of: "troubleshooting.yaml") else {
      throw YAMLError("troubleshooting.yaml is not built in", at: YAMLMark(line: 1, column: 1))
    }
    return try Troubleshooting(bytes)
  }

  package init(_ bytes: [UInt8]) throws(YAMLError) {
    guard let document = try YAMLParser.firstDocument(bytes),
      let nodes = document["advice"]?.sequence
    else { throw YAMLError("there is no list under 'advice'", at: YAMLMark(line: 1, column: 1)) }
    entries = []
    for node in nodes { entries.append(try Self.entry(node)) }
  }

  private static func entry(_ node: YAMLNode) throws(YAMLError) -> Entry {
    for member in node.mapping ?? [] where !["steps", "causes", "do"].contains(member.key.scalar) {
      throw YAMLError("an entry has 'steps', 'causes' and 'do'", at: member.key.start)
    }
    guard let advice = node["do"]?.scalar else {
      throw YAMLError("'do' is missing", at: node.start)
    }
    return Entry(
      steps: try texts(node["steps"]), causes: try texts(node["causes"]), advice: advice)
  }

  private static func texts(_ node: YAMLNode?) throws(YAMLError) -> [String] {
    guard let node else { return [] }
    guard let items = node.sequence, items.allSatisfy({ $0.scalar != nil }) else {
      throw YAMLError("this must be a list of texts", at: node.start)
    }
    return items.compactMap(\.scalar)
  }
}
