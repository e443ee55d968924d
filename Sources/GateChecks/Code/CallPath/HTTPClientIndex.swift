import GateRules

/// The HTTP clients of one language, by the names that the code calls them by.
struct HTTPClientIndex {
  /// By the dotted name of a call that sends a request.
  private(set) var senders: [String: HTTPClientDefinition] = [:]
  /// By the dotted name of a call, or of a type, that makes an instance.
  private(set) var makers: [String: HTTPClientDefinition] = [:]
  /// By the type that a variable is declared with.
  private(set) var types: [String: HTTPClientDefinition] = [:]

  /// The first client that claims a name has it.
  init(_ clients: [HTTPClientDefinition], language: Language) {
    for client in clients where client.languages.contains(language.rawValue) {
      for name in client.sends.flatMap(Self.expanded) where senders[name] == nil {
        senders[name] = client
      }
      for name in client.creates where makers[name] == nil { makers[name] = client }
      for name in client.types where types[name] == nil { types[name] = client }
    }
  }

  /// `axios.*` stands for `axios.get`, `axios.post` and their like.
  private static func expanded(_ name: String) -> [String] {
    guard name.hasSuffix(".*") else { return [name] }
    return HTTPClientDefinition.verbs.map { name.dropLast() + $0 }
  }
}

extension [HTTPClientDefinition] {
  /// An index for each language that occurs.
  func indices(for languages: Set<Language>) -> [Language: HTTPClientIndex] {
    Dictionary(
      languages.map { ($0, HTTPClientIndex(self, language: $0)) },
      uniquingKeysWith: { first, _ in first })
  }
}
