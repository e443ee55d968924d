package import GateModel
package import GateYAML

/// Reads `rules/gitignore.yaml`.
package enum IgnoreEntries {
  /// What git must or should ignore, required entries first, as built into the binary.
  package static func embedded() throws(YAMLError) -> [IgnoreEntry] {
    guard let bytes = EmbeddedFiles.content(of: "gitignore.yaml") else {
      throw YAMLError("gitignore.yaml is not built in", at: YAMLMark(line: 1, column: 1))
    }
    return try decode(bytes)
  }

  package static func decode(_ bytes: [UInt8]) throws(YAMLError) -> [IgnoreEntry] {
    guard let document = try YAMLParser.firstDocument(bytes) else {
      throw YAMLError("the file is empty", at: YAMLMark(line: 1, column: 1))
    }
    return try entries(in: document, under: "required") + entries(in: document, under: "advised")
  }

  private static func entries(
    in document: YAMLNode, under key: String
  ) throws(YAMLError) -> [IgnoreEntry] {
    guard let nodes = document[key]?.sequence else {
      throw YAMLError("'\(key)' must be a list of entries", at: document.start)
    }
    var entries: [IgnoreEntry] = []
    for node in nodes { entries.append(try entry(node, isRequired: key == "required")) }
    return entries
  }

  private static func entry(_ node: YAMLNode, isRequired: Bool) throws(YAMLError) -> IgnoreEntry {
    guard let pattern = node["pattern"]?.scalar, let why = node["why"]?.scalar,
      let probes = node["probes"]?.sequence?.compactMap(\.scalar), !probes.isEmpty
    else {
      throw YAMLError("an entry has 'pattern', 'probes' and 'why'", at: node.start)
    }
    guard !pattern.contains(where: { "/!?[]\\# ".contains($0) }) else {
      throw YAMLError("'\(pattern)' may hold no slash and no wildcard but '*'", at: node.start)
    }
    let entry = IgnoreEntry(pattern: pattern, probes: probes, why: why, isRequired: isRequired)
    for probe in probes where !entry.covers(RepositoryPath(probe)) {
      throw YAMLError("'\(probe)' is no example of '\(pattern)'", at: node.start)
    }
    return entry
  }
}
