package import GateModel
internal import GateYAML

/// Reads `rules/http-clients.yaml`. Reports every mistake in it, each with its place.
package struct HTTPClientDecoder {
  private var reader: DiagnosingReader
  package private(set) var clients: [HTTPClientDefinition] = []
  private let builtIn: [HTTPClientDefinition]

  /// Every mistake found so far.
  package var diagnostics: [Diagnostic] { reader.diagnostics }

  /// - Parameter builtIn: clients whose names are taken; for a team's own.
  package init(path: RepositoryPath, bytes: [UInt8], builtIn: [HTTPClientDefinition] = []) {
    reader = DiagnosingReader(path: path, bytes: bytes)
    self.builtIn = builtIn
    decode(bytes)
  }

  /// The clients that are built in.
  package static func embedded() throws(RuleFileError) -> [HTTPClientDefinition] {
    let name = "http-clients.yaml"
    let decoder = HTTPClientDecoder(
      path: RepositoryPath(name), bytes: EmbeddedFiles.content(of: name) ?? [])
    guard decoder.diagnostics.isEmpty else {
      throw RuleFileError(diagnostics: decoder.diagnostics)
    }
    return decoder.clients
  }

  private mutating func decode(_ bytes: [UInt8]) {
    do throws(YAMLError) {
      guard let document = try YAMLParser.firstDocument(bytes, limits: .generated) else { return }
      let values = reader.values(of: document, keys: ["clients"], in: "the list of HTTP clients")
      for node in values["clients"].map({ reader.list($0, "clients") }) ?? [] {
        guard let client = client(node) else { continue }
        refuseTakenNames(client, at: node)
        clients.append(client)
      }
    } catch {
      reader.error(error.message, at: error.mark)
    }
  }

  /// A team's client may not be called like one that is built in, of which more is known.
  private mutating func refuseTakenNames(_ client: HTTPClientDefinition, at node: YAMLNode) {
    for known in builtIn where !known.languages.isDisjoint(with: client.languages) {
      let taken = Set(known.sends + known.creates + known.types)
      for name in client.sends + client.creates + client.types where taken.contains(name) {
        reader.error("'\(name)' is '\(known.name)' already, which is built in", at: node)
      }
    }
  }

  private static let keys = [
    "name", "languages", "sends", "creates", "types", "methods", "addressArgument", "timeouts",
    "timeoutUnit", "defaultTimeout", "raises", "retries", "pools", "source",
  ]

  private mutating func client(_ node: YAMLNode) -> HTTPClientDefinition? {
    let values = reader.values(of: node, keys: Self.keys, in: "an HTTP client")
    guard let name = values["name"].flatMap({ reader.text($0, "name") }) else {
      reader.error("an HTTP client has no 'name'", at: node)
      return nil
    }
    let unit = values["timeoutUnit"].flatMap {
      reader.choice($0, "unit", among: ["s", "ms"])
    }
    var methods = Set(words(values["methods"]))
    if methods.remove("*") != nil { methods.formUnion(HTTPClientDefinition.verbs) }
    return HTTPClientDefinition(
      name: name, languages: Set(words(values["languages"])), sends: words(values["sends"]),
      creates: words(values["creates"]), types: words(values["types"]), methods: methods,
      addressArgument: Int(number(values["addressArgument"]) ?? 0),
      timeouts: Set(words(values["timeouts"])), timeoutUnit: unit == "ms" ? 0.001 : 1,
      defaultTimeout: number(values["defaultTimeout"]),
      raises: values["raises"].flatMap { reader.flag($0, "raises") } ?? false,
      retries: values["retries"].flatMap { reader.text($0, "retries") } ?? "",
      pools: values["pools"].flatMap { reader.flag($0, "pools") } ?? false)
  }

  private mutating func words(_ node: YAMLNode?) -> [String] {
    guard let node else { return [] }
    return reader.list(node, "the value").compactMap { reader.text($0, "a name") }
  }

  private mutating func number(_ node: YAMLNode?) -> Double? {
    node.flatMap { reader.wholeNumber($0, "the value") }
  }
}
