import GateRules

/// Finds where the files of a call path send requests, and to whom.
struct CallSiteFinder {
  let clients: [Language: HTTPClientIndex]
  let instances: ClientInstances
  let reader: AddressReader
  /// Files that name the API's host or key; a request there whose address is unknown goes to the API.
  let anchors: [SourceFile]
  /// All outbound calls count, as nothing names the API.
  let isStandIn: Bool

  func sites(in source: SourceFile) -> [CallSite] {
    guard let index = clients[source.language] else { return [] }
    return source.calls.compactMap { site($0, in: source, index) }
  }

  private func site(
    _ call: Call, in source: SourceFile, _ index: HTTPClientIndex
  ) -> CallSite? {
    if let client = index.senders[call.dotted] {
      return make(call, source, client, instance: nil)
    }
    guard call.name.count > 1 else { return nil }
    // Http::withToken($key)->timeout(10)->post($url), HTTP.timeout(10).get(url)
    if [.php, .ruby].contains(source.language), call.name.count > 2,
      let client = index.senders[call.name[0] + "." + call.last]
    {
      return make(call, source, client, instance: nil)
    }
    // requests.Session().get(...), new HttpClient().GetAsync(...)
    if let client = index.makers[call.receiver], client.methods.contains(call.last) {
      return make(call, source, client, instance: nil)
    }
    let receiver = call.name[call.name.count - 2]
    guard
      let instance = instances.instance(
        named: receiver, at: call.nameTokens.lowerBound, in: source),
      instance.client.languages.contains(source.language.rawValue),
      instance.client.methods.contains(call.last)
    else { return nil }
    return make(call, source, instance.client, instance: instance)
  }

  private func make(
    _ call: Call, _ source: SourceFile, _ client: HTTPClientDefinition, instance: ClientInstance?
  ) -> CallSite {
    let base = instance.map { reader.base($0.creation, in: $0.source) } ?? ""
    let own = address(of: call, in: source, client)
    let joint = base.isEmpty || base.hasSuffix("/") || own.hasPrefix("/") ? "" : "/"
    let address = own.contains("://") ? own : base + joint + own
    return CallSite(
      source: source, call: call, client: client, instance: instance, address: address,
      method: method(of: call, in: source),
      target: target(of: address, own: own, call, in: source, instance))
  }

  private func address(
    of call: Call, in source: SourceFile, _ client: HTTPClientDefinition
  ) -> String {
    if source.language == .shell || source.language == .powershell {
      return reader.text(call.arguments, in: source)
    }
    var arguments = call.argumentList.dropFirst(client.addressArgument)
    if ["request", "Request", "exchange"].contains(call.last), arguments.count > 1,
      let first = arguments.first,
      Self.verb(first, in: source) != nil
        || source.language == .python
    {
      arguments = arguments.dropFirst()
    }
    return arguments.first.map { reader.text($0, in: source) } ?? ""
  }

  private func target(
    of address: String, own: String, _ call: Call, in source: SourceFile,
    _ instance: ClientInstance?
  ) -> CallSite.Target {
    if address.contains("openapi") { return .elsewhere }
    if address.lowercased().contains("getmaintainx") { return .api }
    if let scheme = address.firstRange(of: "://") {
      // https://{} is known to be no more than an address.
      let host = address[scheme.upperBound...].prefix { $0 != "/" }
      if host.lowercased().contains("maintainx.") { return .api }
      if host.contains(".") || host.hasPrefix("localhost") {
        return isStandIn && !host.hasPrefix("localhost") ? .api : .elsewhere
      }
    }
    // A browser's call to its own server.
    if instance == nil, own.hasPrefix("/"), source.language == .javascript { return .elsewhere }
    if isStandIn { return .api }
    let isAnchored =
      anchors.contains { $0 === source }
      || instance.map { made in anchors.contains { $0 === made.source } } ?? false
    guard isAnchored, !namesAnotherService(call, in: source) else { return .unknown }
    return .api
  }

  /// Whether the address is called after something else: `env.DISCORD_WEBHOOK_URL`, `photo.url`.
  private func namesAnotherService(_ call: Call, in source: SourceFile) -> Bool {
    guard let first = call.argumentList.first else { return false }
    return first.contains { index in
      let text = source.tokens[index].text.lowercased()
      return Self.otherServices.contains { text.contains($0) }
    }
  }

  private static let otherServices = [
    "webhook", "slack", "discord", "teams_", "photo", "image", "callback", "notify", "telegram",
    "sheet", "google", "openai", "anthropic", "erp", "sap", "netsuite", "salesforce", "stripe",
    "twilio", "sendgrid", "jira", "graph_", "file", "attachment_url", "download",
  ]

  private static let methods: Set<String> = [
    "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS",
  ]

  private static func verb(_ range: Range<Int>, in source: SourceFile) -> String? {
    for index in range {
      let text = source.tokens[index].content.uppercased()
      if methods.contains(text) { return text }
      if let name = methods.first(where: { text == "METHOD" + $0 }) { return name }
    }
    return nil
  }

  /// The HTTP method: the call's own name, an option `method: "PATCH"`, or the first argument.
  private func method(of call: Call, in source: SourceFile) -> String? {
    let name = call.last.uppercased()
    for method in Self.methods
    where name == method || name.hasPrefix(method + "A")
      || name == method + "FOROBJECT" || name == method + "FORENTITY" || name == method + "FORM"
    {
      return method
    }
    for argument in call.argumentList {
      if let verb = verb(named: argument, in: source) { return verb }
    }
    if let first = call.argumentList.first, first.count <= 3,
      let verb = Self.verb(first, in: source)
    {
      return verb
    }
    if ["fetch", "openStream", "urlopen", "open", "get_response"].contains(call.last) {
      return call.argumentList.count < 2 || source.language != .javascript ? "GET" : nil
    }
    return nil
  }

  /// `method: "PATCH"` in an options object, also one that is kept in a variable.
  private func verb(named range: Range<Int>, in source: SourceFile) -> String? {
    for index in range where source.tokens[index].content.lowercased() == "method" {
      let value = index + 2..<min(index + 4, source.tokens.count)
      if let verb = Self.verb(value, in: source) { return verb }
    }
    guard range.count == 1, source.tokens[range.lowerBound].kind == .word,
      let definition = reader.definitions(source).definition(
        of: source.tokens[range.lowerBound].text, at: range.lowerBound, in: source),
      definition.value.count > 1
    else { return nil }
    return verb(named: definition.value, in: source)
  }
}

extension String {
  func firstRange(of text: String) -> Range<Index>? { self[...].firstRange(of: text) }
}
