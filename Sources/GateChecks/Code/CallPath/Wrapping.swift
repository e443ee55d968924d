/// What stands around a call, from the inside out, also through the functions that lead to it.
struct Wrapping {
  enum Kind {
    case block(Block)
    /// A call that is given the request as an argument: `retry(() => fetch(url))`.
    case call(Call)
    /// The decorators or annotations of a function.
    case decorators(Range<Int>)
  }
  let source: SourceFile
  let kind: Kind

  /// Its tokens.
  var tokens: Range<Int> {
    switch kind {
    case .block(let block): block.whole
    case .call(let call): call.whole
    case .decorators(let range): range
    }
  }
}

/// The functions of a call path and who calls them.
struct CallGraph: Sendable {
  let sources: [SourceFile]
  private var functions: [String: [(source: SourceFile, block: Block)]] = [:]
  private var callers: [String: [(source: SourceFile, token: Int)]] = [:]

  /// How many callers are followed, one after the other.
  private static let depth = 4
  /// A name that is called from more places than this says nothing about one of them.
  private static let mostCallers = 40

  /// - Parameter sites: calls of an HTTP client, which call no function of the repository, whatever
  ///   their name.
  init(_ sources: [SourceFile], except sites: [CallSite] = []) {
    self.sources = sources
    let requests = Dictionary(grouping: sites, by: { $0.source.path })
      .mapValues { Set($0.map(\.token)) }
    for source in sources {
      for block in source.blocks where block.kind == .function && !block.name.isEmpty {
        functions[block.name, default: []].append((source, block))
      }
    }
    for source in sources {
      for call in source.calls where functions[call.last] != nil {
        if requests[source.path]?.contains(call.nameTokens.lowerBound) ?? false { continue }
        callers[call.last, default: []].append((source, call.nameTokens.lowerBound))
      }
      // Functions handed on by name: retry(getUsers).
      for call in source.calls {
        for argument in call.argumentList where argument.count <= 3 {
          guard let last = argument.last, source.tokens[last].kind == .word,
            functions[source.tokens[last].text] != nil
          else { continue }
          callers[source.tokens[last].text, default: []].append((source, last))
        }
      }
    }
  }

  /// The functions of a name; those of the same language, the given file's own first.
  func functions(named name: String, from source: SourceFile) -> [(
    source: SourceFile, block: Block
  )] {
    let all = (functions[name] ?? []).filter { $0.source.language == source.language }
    let own = all.filter { $0.source === source }
    return own.isEmpty ? all : own
  }

  /// How many places call a function of this name.
  func callers(of name: String) -> Int { callers[name]?.count ?? 0 }

  /// Whether a call fits a function. Go's methods share names freely, and take as many arguments
  /// as they are declared with.
  private func mayCall(
    _ function: Block, of source: SourceFile, from caller: (source: SourceFile, token: Int)
  ) -> Bool {
    guard source.language == .go,
      let call = caller.source.calls.first(where: { $0.nameTokens.lowerBound == caller.token }),
      let name = function.head.first(where: { source.tokens[$0].isWord(function.name) }),
      name + 1 < source.tokens.count, source.partners[name + 1] > name + 1
    else { return true }
    let parameters = name + 2..<source.partners[name + 1]
    guard !parameters.contains(where: { source.tokens[$0].isSign("...") }) else { return true }
    let commas = parameters.count { index in
      source.tokens[index].isSign(",")
        && !parameters.contains {
          source.partners[$0] > index && $0 < index
        }
    }
    return call.argumentList.count == (parameters.isEmpty ? 0 : commas + 1)
  }

  /// The calls of a function, by its name.
  func calls(of name: String) -> [(source: SourceFile, call: Call)] {
    (callers[name] ?? []).compactMap { place in
      place.source.calls.first { $0.nameTokens.lowerBound == place.token }
        .map { (source: place.source, call: $0) }
    }
  }

  /// The first thing around a token that is accepted; through callers, if all of them have one.
  func first<Found>(
    around token: Int, in source: SourceFile, accept: (Wrapping) -> Found?
  ) -> Found? {
    var visited: Set<String> = []
    return first(around: token, in: source, depth: Self.depth, visited: &visited, accept)
  }

  private func first<Found>(
    around token: Int, in source: SourceFile, depth: Int, visited: inout Set<String>,
    _ accept: (Wrapping) -> Found?
  ) -> Found? {
    var around: [Wrapping] = source.blocks(around: token).map {
      Wrapping(source: source, kind: .block($0))
    }
    around += source.calls.filter { $0.arguments.contains(token) }.map {
      Wrapping(source: source, kind: .call($0))
    }
    for wrapping in around.sorted(by: { $0.tokens.count < $1.tokens.count }) {
      if let found = accept(wrapping) { return found }
      guard case .block(let block) = wrapping.kind, block.kind == .function || block.kind == .type
      else { continue }
      let decorators = block.whole.lowerBound..<block.head.lowerBound
      if !decorators.isEmpty,
        let found = accept(Wrapping(source: source, kind: .decorators(decorators)))
      {
        return found
      }
      guard block.kind == .function, !block.name.isEmpty, depth > 0,
        visited.insert(block.name).inserted
      else { continue }
      let outside = (callers[block.name] ?? []).filter {
        !($0.source === source && block.whole.contains($0.token))
          && $0.source.language == source.language && mayCall(block, of: source, from: $0)
      }
      guard !outside.isEmpty, outside.count <= Self.mostCallers else { continue }
      var results: [Found] = []
      for caller in outside {
        guard
          let found = first(
            around: caller.token, in: caller.source, depth: depth - 1, visited: &visited, accept)
        else { break }
        results.append(found)
      }
      if results.count == outside.count, let found = results.first { return found }
    }
    return nil
  }
}
