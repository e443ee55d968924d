import GateModel

/// A path of the API that the code names, and what is done there.
struct Endpoint {
  let source: SourceFile
  let token: Int
  /// The call that sends it, where the path stands in one.
  let site: CallSite?
  /// `workorders`.
  let collection: String
  /// Whether the path ends with the collection, so that it is a list or a place to create.
  let isCollection: Bool
  /// Whether the request asks for few known records: `?email=`, `?limit=1`.
  let isLookup: Bool
  let method: String?

  var evidence: Evidence { source.evidence(atToken: token) }
}

/// Finds the paths of the API in the calls of the call path.
struct EndpointReader {
  private let analysis: CallPathAnalysis

  init(_ analysis: CallPathAnalysis) { self.analysis = analysis }

  /// The API's collections, from its public reference.
  static let collections: Set<String> = [
    "workorders", "workrequests", "users", "assets", "locations", "teams", "parts", "vendors",
    "meters", "categories", "procedures", "proceduretemplates", "purchaseorders", "messages",
    "conversations", "subscriptions", "organizations", "meterreadings", "partstypes",
    "assetstatuses",
  ]

  func endpoints() -> [Endpoint] {
    var found = analysis.sites.compactMap { site in
      endpoint(
        site.address, in: site.source, token: site.token, site: site, method: site.method)
    }
    // What wrappers of the repository are given: client.request("GET", "/workorders")
    let inSites = analysis.sites
    for source in analysis.path.files {
      for call in source.calls {
        guard let first = call.argumentList.prefix(2).first(where: { isPath($0, in: source) }),
          !analysis.graph.functions(named: call.last, from: source).isEmpty,
          !handlesRequests(call, in: source),
          !inSites.contains(where: {
            $0.source === source && $0.call.whole.contains(call.nameTokens.lowerBound)
          })
        else { continue }
        let content = String(source.tokens[first.lowerBound].content)
        if let endpoint = endpoint(
          content, in: source, token: first.lowerBound, site: nil, method: verb(call, source))
        {
          found.append(endpoint)
        }
      }
    }
    return found + written()
  }

  /// Addresses of the API that are kept or handed on: `base_url = 'https://.../v1/assets'`.
  private func written() -> [Endpoint] {
    analysis.path.files.flatMap { source -> [Endpoint] in
      let methods = Set(analysis.sites.filter { $0.source === source }.map(\.method))
      let method = methods.count == 1 ? methods.first.flatMap { $0 } : nil
      return source.tokens.indices.compactMap { index in
        guard source.tokens[index].kind == .string,
          source.tokens[index].text.mentions("getmaintainx"), !source.isLogged(index),
          !analysis.sites.contains(where: { $0.source === source && $0.call.whole.contains(index) })
        else { return nil }
        return endpoint(
          String(source.tokens[index].content), in: source, token: index, site: nil, method: method)
      }
    }
  }

  /// `router.get("/users", (request, response) => ...)`: a route of the service, not of the API.
  private func handlesRequests(_ call: Call, in source: SourceFile) -> Bool {
    let receiver = call.receiver.lowercased()
    return ["router", "app", "server", "route"].contains { receiver.hasSuffix($0) }
      || call.arguments.contains { ["=>", "function"].contains(source.tokens[$0].text) }
  }

  private func isPath(_ range: Range<Int>, in source: SourceFile) -> Bool {
    guard let first = range.first, source.tokens[first].kind == .string else { return false }
    let content = source.tokens[first].content
    return content.hasPrefix("/") || content.contains("{")
      || Self.collections.contains(content.lowercased())
  }

  private func endpoint(
    _ address: String, in source: SourceFile, token: Int, site: CallSite?, method: String?
  ) -> Endpoint? {
    let path = address.prefix { $0 != "?" }
    let parts = path.split(separator: "/").map { $0.lowercased() }
    guard
      let place = parts.lastIndex(where: {
        Self.collections.contains($0.filter { $0 != "-" && $0 != "_" })
      })
    else { return nil }
    let query = address.dropFirst(path.count)
    let isLookup =
      query.contains("email=") || query.contains("limit=1&") || query.hasSuffix("limit=1")
    return Endpoint(
      source: source, token: token, site: site, collection: parts[place],
      isCollection: place == parts.count - 1, isLookup: isLookup, method: method)
  }

  private func verb(_ call: Call, _ source: SourceFile) -> String? {
    let verbs: Set<String> = ["GET", "POST", "PUT", "PATCH", "DELETE"]
    for argument in call.argumentList {
      for index in argument {
        let text = source.tokens[index].content.uppercased()
        if verbs.contains(text), source.tokens[index].kind == .string { return text }
      }
    }
    let name = call.last.lowercased()
    return verbs.first { name.hasSuffix($0.lowercased()) || name.hasPrefix($0.lowercased()) }
  }
}
