import GateRules

/// The HTTP clients that the files of a call path make and keep.
struct ClientInstances: Sendable {
  private var byName: [String: [ClientInstance]] = [:]

  init(_ sources: [SourceFile], clients: [Language: HTTPClientIndex]) {
    for source in sources {
      guard let index = clients[source.language] else { continue }
      for call in source.calls {
        guard let client = index.makers[call.dotted] else { continue }
        add(made(by: call.nameTokens.lowerBound, until: call.whole.upperBound, source, client))
      }
      if source.language == .go || source.language == .csharp {
        for (start, client) in literals(in: source, index) {
          add(made(by: start, until: start + 1, source, client))
        }
      }
      for (name, client) in declared(in: source, index) {
        add(
          ClientInstance(
            source: source, client: client, name: Definitions.plain(source.tokens[name].text),
            creation: 0..<0, nameToken: name))
      }
      if !byName.isEmpty { addAliases(in: source) }
    }
    addReturned(in: sources)
  }

  /// `return session`, and `api = client()` for a function that returns an instance.
  private mutating func addReturned(in sources: [SourceFile]) {
    for source in sources where !byName.isEmpty {
      for index in source.words["return"] ?? [] where index + 1 < source.tokens.count {
        guard source.tokens[index + 1].kind == .word,
          index + 2 >= source.tokens.count || source.tokens[index + 2].startsLine
            || [";", "}"].contains(source.tokens[index + 2].text),
          let function = source.function(around: index), !function.name.isEmpty,
          let made = byName[Definitions.plain(source.tokens[index + 1].text)]?.last(where: {
            $0.source === source && function.whole.contains($0.nameToken) && !$0.creation.isEmpty
          })
        else { continue }
        add(made, named: function.name, at: made.nameToken)
      }
    }
    for source in sources where !byName.isEmpty {
      for call in source.calls {
        guard let made = byName[call.last]?.first(where: { !$0.creation.isEmpty }),
          made.source.function(around: made.creation.lowerBound)?.name == call.last,
          let name = assigned(call.nameTokens.lowerBound, in: source)
        else { continue }
        add(made, named: Definitions.plain(source.tokens[name].text), at: made.nameToken)
      }
    }
  }

  /// The name that is given what a call returns: `api = await client()`.
  private func assigned(_ start: Int, in source: SourceFile) -> Int? {
    var index = start - 1
    while index > 0, source.tokens[index].isWord("await") { index -= 1 }
    guard index > 0, ["=", ":="].contains(source.tokens[index].text),
      source.tokens[index - 1].kind == .word
    else { return nil }
    return index - 1
  }

  private mutating func add(_ made: ClientInstance, named name: String, at token: Int) {
    guard name != made.name else { return }
    add(
      ClientInstance(
        source: made.source, client: made.client, name: name, creation: made.creation,
        nameToken: token))
  }

  /// `self._session = session`: the same instance by another name.
  private mutating func addAliases(in source: SourceFile) {
    for index in source.tokens.indices.dropFirst().dropLast()
    where source.tokens[index].isSign("=") && source.tokens[index - 1].kind == .word {
      let next = source.tokens[index + 1]
      let ends =
        index + 2 >= source.tokens.count || source.tokens[index + 2].startsLine
        || [";", ")", "}"].contains(source.tokens[index + 2].text)
      guard next.kind == .word, ends,
        let instance = byName[Definitions.plain(next.text)]?.first(where: { $0.source === source })
      else { continue }
      add(instance, named: Definitions.plain(source.tokens[index - 1].text), at: index - 1)
    }
  }

  private mutating func add(_ instance: ClientInstance) {
    byName[instance.name, default: []].append(instance)
  }

  /// The instance of a name that a call uses: made before it in the same function, else in the
  /// same file, else anywhere, else only declared.
  func instance(named name: String, at use: Int, in source: SourceFile) -> ClientInstance? {
    guard let all = byName[Definitions.plain(name)] else { return nil }
    let made = all.filter { !$0.creation.isEmpty }
    let own = made.filter { $0.source === source }
    let function = source.function(around: use)
    let near = own.last { instance in
      instance.nameToken < use && function?.whole.contains(instance.nameToken) ?? false
    }
    if let instance = near ?? own.first ?? made.first { return instance }
    let declared = all.first { $0.source === source } ?? all.first
    return declared.flatMap { injected(for: $0) } ?? declared
  }

  /// The one instance of a declared type that is made anywhere: what a container injects.
  private func injected(for declared: ClientInstance) -> ClientInstance? {
    guard [.java, .kotlin, .csharp, .go, .python].contains(declared.source.language) else {
      return nil
    }
    let made = byName.values.joined().filter {
      !$0.creation.isEmpty && $0.client.name == declared.client.name
    }
    let places = Set(made.map { ObjectIdentifier($0.source) })
    return places.count == 1 ? made.min { $0.nameToken < $1.nameToken } : nil
  }

  /// The instance that is made by an expression, and the name it is given.
  private func made(
    by start: Int, until end: Int, _ source: SourceFile, _ client: HTTPClientDefinition
  ) -> ClientInstance {
    let tokens = source.tokens
    var index = start - 1
    while index >= 0, ["new", "await", "&", "*", "(", "async", "with"].contains(tokens[index].text)
    {
      index -= 1
    }
    var name = ""
    var nameToken = start
    if index > 0, ["=", ":=", ":", "||=", "=>", "??="].contains(tokens[index].text) {
      var before = index - 1
      // const api: AxiosInstance = ..., private readonly HttpClient client = ...
      if before > 1, tokens[before - 1].isSign(":"), tokens[index].text != ":",
        !tokens[before].startsLine
      {
        before -= 2
      }
      if tokens[before].kind == .word || tokens[before].kind == .string {
        name = Definitions.plain(String(tokens[before].content))
        nameToken = before
      }
    } else if index > 0, tokens[index].isWord("return"),
      let function = source.function(around: start)
    {
      name = function.name
    }
    let stop = Definitions.expressionEnd(from: start, in: source)
    if name.isEmpty, stop + 1 < tokens.count, tokens[stop].isWord("as") {
      name = tokens[stop + 1].text
    }
    if let alias = (start..<min(stop, tokens.count)).first(where: { tokens[$0].isWord("as") }),
      alias + 1 < tokens.count
    {
      name = tokens[alias + 1].text
    }
    return ClientInstance(
      source: source, client: client, name: name, creation: start..<max(stop, end),
      nameToken: nameToken)
  }

  /// Go's `http.Client{...}` and C#'s `new HttpClient { ... }`.
  private func literals(
    in source: SourceFile, _ index: HTTPClientIndex
  ) -> [(start: Int, client: HTTPClientDefinition)] {
    let tokens = source.tokens
    return tokens.indices.compactMap { brace in
      guard tokens[brace].isSign("{"), brace > 0, tokens[brace - 1].kind == .word else {
        return nil
      }
      let isQualified = brace > 2 && tokens[brace - 2].isSign(".")
      let name =
        isQualified
        ? tokens[brace - 3].text + "." + tokens[brace - 1].text : tokens[brace - 1].text
      return index.makers[name].map { (brace - (isQualified ? 3 : 1), $0) }
    }
  }

  /// Names that are declared with a client's type: `HttpClient client`, `http: HttpService`.
  private func declared(
    in source: SourceFile, _ index: HTTPClientIndex
  ) -> [(name: Int, client: HTTPClientDefinition)] {
    index.types.flatMap { type, client in
      (source.words[type] ?? []).compactMap { place in
        declaredName(ofType: place, in: source).map { ($0, client) }
      }
    }
  }

  /// The name that is declared with the type at a token.
  private func declaredName(ofType index: Int, in source: SourceFile) -> Int? {
    let tokens = source.tokens
    // session: aiohttp.ClientSession
    if source.language == .python, index > 3, tokens[index - 1].isSign("."),
      tokens[index - 3].isSign(":"), tokens[index - 4].kind == .word
    {
      return index - 4
    }
    if index > 1, tokens[index - 1].isSign(":"), tokens[index - 2].kind == .word {
      return index - 2
    }
    switch source.language {
    case .go:
      // client *http.Client
      guard index > 2, tokens[index - 1].isSign("."), tokens[index - 2].isWord("http") else {
        return nil
      }
      let before = tokens[index - 3].isSign("*") ? index - 4 : index - 3
      return before >= 0 && tokens[before].kind == .word && !tokens[before].isWord("func")
        ? before : nil
    case .java, .kotlin, .csharp, .php:
      guard index + 1 < tokens.count, tokens[index + 1].kind == .word,
        !tokens[index + 1].startsLine
      else { return nil }
      return index + 1
    default: return nil
    }
  }
}
