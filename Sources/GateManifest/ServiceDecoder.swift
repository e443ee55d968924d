internal import GateModel
internal import GateRules
internal import GateYAML

/// Reads `service:` and `maintainx:`.
struct ServiceDecoder {
  static let serviceKeys = ["name", "owner", "runs", "does", "url", "links"]
  static let connectionKeys = ["baseURL", "access", "apiKeyEnv", "client"]
  static let linkKeys = ["type", "url"]

  func service(_ node: YAMLNode, _ reader: inout DiagnosingReader) -> Manifest.Service {
    let values = reader.values(of: node, keys: Self.serviceKeys, in: "'service'")
    var service = Manifest.Service()
    service.name = values["name"].flatMap { reader.text($0, "name") }
    service.owner = values["owner"].flatMap { reader.text($0, "owner") }
    service.runs = values["runs"].flatMap {
      reader.choice($0, "way to run", among: ServiceKind.self)
    }
    service.does = values["does"].map { facts($0, &reader) }
    service.url = values["url"].flatMap { reader.url($0, "url") }
    for item in values["links"].map({ reader.list($0, "links") }) ?? [] {
      if let link = link(item, &reader) { service.links.append(link) }
    }
    return service
  }

  func connection(_ node: YAMLNode, _ reader: inout DiagnosingReader) -> Manifest.Connection {
    let values = reader.values(of: node, keys: Self.connectionKeys, in: "'maintainx'")
    var connection = Manifest.Connection()
    connection.baseURL = values["baseURL"].flatMap { reader.url($0, "baseURL") }
    connection.access = values["access"].flatMap {
      reader.choice($0, "access", among: Manifest.Connection.Access.self)
    }
    connection.apiKeyEnv = values["apiKeyEnv"].flatMap { variable($0, &reader) }
    connection.client = values["client"].map { reader.paths($0, "client") } ?? []
    return connection
  }

  private func facts(
    _ node: YAMLNode, _ reader: inout DiagnosingReader
  ) -> [DeclaredFact] {
    var facts: [DeclaredFact] = []
    for item in reader.list(node, "does") {
      guard let fact = reader.choice(item, "fact", among: ServiceFact.self) else { continue }
      facts.append(DeclaredFact(fact, location: reader.location(of: item)))
    }
    return facts
  }

  private func link(_ node: YAMLNode, _ reader: inout DiagnosingReader) -> Manifest.Link? {
    let values = reader.values(of: node, keys: Self.linkKeys, in: "a link")
    reader.requireKeys(Self.linkKeys, of: values, in: "a link", at: node)
    let type = values["type"].flatMap { reader.text($0, "type") }
    let url = values["url"].flatMap { reader.url($0, "url") }
    guard let type, let url else { return nil }
    return Manifest.Link(type: type, url: url)
  }

  /// The same as `isVariable` as a regular expression.
  static let variablePattern = "^[A-Za-z_][A-Za-z0-9_]*$"

  /// The name of an environment variable. What stands there is never shown: it may be the key.
  private func variable(_ node: YAMLNode, _ reader: inout DiagnosingReader) -> String? {
    guard let name = node.scalar, PlainScalar.reading(of: name) == nil || !node.isPlain,
      isVariable(name)
    else {
      reader.error(
        "apiKeyEnv must be the name of an environment variable", at: node,
        help: "write the variable's name, such as MAINTAINX_API_KEY, never the key")
      return nil
    }
    return name
  }

  private func isVariable(_ name: String) -> Bool {
    let isLetter: (UInt8) -> Bool = {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20) || $0 == UInt8(ascii: "_")
    }
    let isDigit: (UInt8) -> Bool = { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard let first = name.utf8.first, isLetter(first) else { return false }
    return name.utf8.allSatisfy { isLetter($0) || isDigit($0) }
  }
}
