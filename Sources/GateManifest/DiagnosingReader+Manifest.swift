internal import GateModel
internal import GateRules
internal import GateYAML

extension DiagnosingReader {
  /// The one document of a file; notes why there is none.
  mutating func onlyDocument(_ bytes: [UInt8], of what: String) -> YAMLNode? {
    do {
      let documents = try YAMLParser.documents(bytes)
      guard let document = documents.first else {
        error("\(what) is empty", at: YAMLMark(line: 1, column: 1), help: "run 'mxgate init'")
        return nil
      }
      for extra in documents.dropFirst() {
        self.error(
          "a second document", at: extra.start, help: "\(what) is a single one; remove '---'")
      }
      return document
    } catch {
      self.error(error.message, at: error.mark, help: advice(for: error))
      return nil
    }
  }

  private mutating func advice(for error: YAMLError) -> String? {
    let indentation = line(error.mark.line)?.prefix { $0 == " " || $0 == "\t" } ?? ""
    return indentation.contains("\t") ? "YAML allows no tabs in front of a line; use spaces" : nil
  }

  /// Notes the keys that are missing.
  mutating func requireKeys(
    _ keys: [String], of values: [String: YAMLNode], in what: String, at node: YAMLNode
  ) {
    guard node.mapping != nil else { return }
    let missing = keys.filter { values[$0] == nil }.map { "'\($0)'" }
    guard !missing.isEmpty else { return }
    error("\(what) needs \(missing.joined(separator: ", "))", at: node)
  }

  /// One path, or a list of them.
  mutating func paths(_ node: YAMLNode, _ what: String) -> [RepositoryPath] {
    var paths: [RepositoryPath] = []
    for item in node.sequence ?? [node] {
      if let path = path(item, what) { paths.append(path) }
    }
    if node.sequence?.isEmpty == true { error("\(what) is empty", at: node) }
    return paths
  }
}

extension Diagnostic {
  static func standsBefore(_ left: Diagnostic, _ right: Diagnostic) -> Bool {
    guard let left = left.location, let right = right.location else { return right.location != nil }
    return left < right
  }
}
