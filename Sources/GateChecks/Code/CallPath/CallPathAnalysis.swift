import GateModel
import GateRules
internal import Synchronization

/// What the checks of the call path share: its files, its calls, and the names in them.
final class CallPathAnalysis: Sendable {
  let library: SourceLibrary
  let path: CallPath
  /// Every request that the files of the path send, and to whom.
  let allSites: [CallSite]
  /// Those that go to the API; calls of scripts only where the service itself makes none.
  let sites: [CallSite]
  let graph: CallGraph

  init(library: SourceLibrary, path: CallPath, clients: [HTTPClientDefinition]) {
    self.library = library
    self.path = path
    let cache = DefinitionCache()
    let reader = AddressReader(
      definitions: cache.definitions(of:), imported: path.imports(of:))
    let clients = clients.indices(for: Set(path.surroundings.map(\.language)))
    let finder = CallSiteFinder(
      clients: clients, instances: ClientInstances(path.surroundings, clients: clients),
      reader: reader, anchors: path.anchors, isStandIn: path.isStandIn)
    allSites = path.files.flatMap { finder.sites(in: $0) }
    let toAPI = allSites.filter { $0.target == .api }
    let ofService = toAPI.filter { $0.source.role == .production }
    sites = ofService.isEmpty ? toAPI : ofService
    graph = CallGraph(path.surroundings, except: allSites)
    self.cache = cache
  }

  private let cache: DefinitionCache
  func definitions(of source: SourceFile) -> Definitions { cache.definitions(of: source) }

  /// The files that name the API or, where none does, that send requests.
  var callFiles: [SourceFile] {
    guard path.isStandIn else { return path.anchors }
    var seen: Set<RepositoryPath> = []
    return sites.map(\.source).filter { seen.insert($0.path).inserted }
  }

  /// How many calls go through a site: those of the function that wraps it, or the one.
  func weight(of site: CallSite) -> Int {
    guard !site.address.contains("getmaintainx") || site.address.hasSuffix("{}"),
      let function = site.source.function(around: site.token), !function.name.isEmpty
    else { return 1 }
    return max(1, graph.callers(of: function.name))
  }

  /// Statements that set something on an instance: `session.mount(...)`, `http.read_timeout = 5`.
  func statements(mentioning instance: ClientInstance) -> [Range<Int>] {
    statements(mentioning: instance.name, in: instance.source)
  }

  /// The call with what its statement adds to it, and the statements that go on with what it
  /// returned: `webClient.get().uri(...).retrieve().timeout(...)`, as Java writes requests.
  func statements(of site: CallSite) -> [Range<Int>] {
    let source = site.source
    guard source.language == .java || source.language == .kotlin else { return [site.call.whole] }
    let start = site.call.nameTokens.lowerBound
    let chain =
      start..<max(
        site.call.whole.upperBound, Definitions.expressionEnd(from: start, in: source))
    guard start > 1, source.tokens[start - 1].isSign("="),
      source.tokens[start - 2].kind == .word, let function = source.function(around: start)
    else { return [chain] }
    let name = source.tokens[start - 2].text
    return [chain]
      + statements(mentioning: name, in: source).filter { function.body.contains($0.lowerBound) }
  }

  /// What sets an instance up: its making, the statements about it, and in the function that makes
  /// it also those about what it is given: `factory.setReadTimeout(...); new RestTemplate(factory)`.
  func setUp(of instance: ClientInstance) -> [Range<Int>] {
    let source = instance.source
    var ranges = [instance.creation] + statements(mentioning: instance)
    guard let function = source.function(around: instance.creation.lowerBound) else {
      // ['handler' => $stack]: what a script hands on, it sets up beside it.
      return source.language != .php
        ? ranges
        : ranges
          + options(givenIn: instance.creation, of: source).flatMap {
            statements(mentioning: $0, in: source)
          }
    }
    // Where a function returns it, it is called by the function's name, and set up by its own.
    let own = Definitions.plain(source.tokens[instance.nameToken].text)
    if own != instance.name {
      ranges += statements(mentioning: own, in: source)
        .filter { function.body.contains($0.lowerBound) }
    }
    var known: Set<String> = [instance.name, own]
    var next = ranges
    for _ in 0..<Self.mostHandedOn {
      let given = Set(next.flatMap { names(givenIn: $0, of: source) }).subtracting(known)
      known.formUnion(given)
      next = given.sorted().flatMap { statements(mentioning: $0, in: source) }
        .filter { function.body.contains($0.lowerBound) }
      ranges += next
    }
    return ranges
  }

  /// How often a part of a client is handed on: a configuration to a client to a request factory.
  private static let mostHandedOn = 2

  /// `retry: 0`, `retry: { limit: 0 }`, `client.RetryMax = 0`: what the client does by itself is
  /// switched off.
  func isRetrySwitchedOff(_ site: CallSite) -> Bool {
    var regions = [(site.source, site.call.arguments)]
    if let instance = site.instance {
      regions += ([instance.creation] + statements(mentioning: instance))
        .map { (instance.source, $0) }
    }
    return regions.contains { source, range in
      range.contains { index in
        ["retry", "limit", "retries", "RetryMax"].contains(source.tokens[index].text)
          && index + 2 < source.tokens.count
          && [":", "="].contains(source.tokens[index + 1].text)
          && ["0", "false"].contains(source.tokens[index + 2].text)
      }
    }
  }

  /// Names that stand alone as an argument.
  private func options(givenIn range: Range<Int>, of source: SourceFile) -> [String] {
    range.dropFirst().filter {
      source.tokens[$0].kind == .word && source.tokens[$0 - 1].isSign("=>")
    }.map { Definitions.plain(source.tokens[$0].text) }
  }

  private func names(givenIn range: Range<Int>, of source: SourceFile) -> [String] {
    source.calls.filter { range.contains($0.nameTokens.lowerBound) }.flatMap(\.argumentList)
      .filter { $0.count == 1 && source.tokens[$0.lowerBound].kind == .word }
      .map { source.tokens[$0.lowerBound].text }
  }

  func statements(mentioning name: String, in source: SourceFile) -> [Range<Int>] {
    guard !name.isEmpty else { return [] }
    return (source.words[name] ?? []).map { index in
      var start = index
      while start > 0, !source.tokens[start].startsLine { start -= 1 }
      return start..<Definitions.expressionEnd(from: index, in: source)
    }
  }

  /// Whether every file of the path was read, so that "nowhere" can be said.
  var readsAll: Bool { library.passedOver.isEmpty && library.leftOut.isEmpty }

  /// Why the judgement is not about the API alone, where it is not.
  var caveat: String? {
    let left = library.leftOut.count
    let cut = left == 0 ? nil : "the call path is long, \(left) of its files were not read closely"
    guard path.isStandIn else { return cut }
    let standIn =
      sites.isEmpty
      ? "no call of the MaintainX API was found"
      : "no call of the MaintainX API was found: judged on all \(sites.count) outbound calls"
    return [standIn, cut].compactMap { $0 }.joined(separator: "; ")
  }
}

/// The definitions of each file, read once.
final class DefinitionCache: Sendable {
  private let known = Mutex<[RepositoryPath: Definitions]>([:])

  func definitions(of source: SourceFile) -> Definitions {
    if let definitions = known.withLock({ $0[source.path] }) { return definitions }
    let definitions = Definitions(source)
    known.withLock { $0[source.path] = definitions }
    return definitions
  }
}
