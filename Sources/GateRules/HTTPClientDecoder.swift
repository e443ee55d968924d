package import GateModel
internal import GateYAML

/// Reads `rules/http-clients.yaml`. Reports every mistake in it, each with its place.
package struct HTTPClientDecoder {
  package private(set) var clients: [HTTPClientDefinition] = []
  package private(set) var diagnostics: [Diagnostic] = []

  private let path: RepositoryPath

  package init(path: RepositoryPath) { self.path = path }

  /// The embedded list.
  package static func embedded() -> HTTPClientDecoder {
    let name = "http-clients.yaml"
    var decoder = HTTPClientDecoder(path: RepositoryPath("rules/" + name))
    decoder.decode(EmbeddedFiles.content(of: name) ?? [])
    return decoder
  }

  package mutating func decode(_ bytes: [UInt8]) {
    do throws(YAMLError) {
      let document = try YAMLParser.firstDocument(bytes, limits: .generated)
      guard let nodes = document?["clients"]?.sequence else {
        report("needs a list 'clients'", YAMLMark(line: 1, column: 1))
        return
      }
      for node in nodes { clients += client(node).map { [$0] } ?? [] }
    } catch {
      report(error.message, error.mark)
    }
  }

  private static let keys: Set<String> = [
    "name", "languages", "sends", "creates", "types", "methods", "addressArgument", "timeouts",
    "timeoutUnit", "defaultTimeout", "raises", "retries", "pools", "source",
  ]

  private mutating func client(_ node: YAMLNode) -> HTTPClientDefinition? {
    for entry in node.mapping ?? [] where !Self.keys.contains(entry.key.scalar ?? "") {
      report("unknown key '\(entry.key.scalar ?? "")'", entry.key.start)
    }
    guard let name = node["name"]?.scalar else {
      report("a client needs a name", node.start)
      return nil
    }
    let isMilliseconds = node["timeoutUnit"]?.scalar == "ms"
    var methods = Set(list(node, "methods"))
    if methods.remove("*") != nil { methods.formUnion(HTTPClientDefinition.verbs) }
    return HTTPClientDefinition(
      name: name, languages: Set(list(node, "languages")), sends: list(node, "sends"),
      creates: list(node, "creates"), types: list(node, "types"), methods: methods,
      addressArgument: number(node, "addressArgument").map { Int($0) } ?? 0,
      timeouts: Set(list(node, "timeouts")), timeoutUnit: isMilliseconds ? 0.001 : 1,
      defaultTimeout: number(node, "defaultTimeout"), raises: node["raises"]?.scalar == "true",
      retries: node["retries"]?.scalar ?? "", pools: node["pools"]?.scalar == "true")
  }

  private func list(_ node: YAMLNode, _ key: String) -> [String] {
    (node[key]?.sequence ?? []).compactMap(\.scalar)
  }

  private mutating func number(_ node: YAMLNode, _ key: String) -> Double? {
    guard let value = node[key] else { return nil }
    if let number = value.scalar.flatMap(Double.init) { return number }
    report("'\(key)' must be a number", value.start)
    return nil
  }

  private mutating func report(_ message: String, _ mark: YAMLMark) {
    diagnostics.append(
      Diagnostic(.error, message, at: Location(path: path, line: mark.line, column: mark.column)))
  }
}
