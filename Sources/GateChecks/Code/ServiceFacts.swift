import GateModel

/// Reads off the calls of the API what the service does.
struct ServiceFacts {
  private let analysis: CallPathAnalysis
  private let tags: [RepositoryPath: Set<String>]
  private let endpoints: [Endpoint]
  /// Where the repository shows that it is a library.
  private let library: Evidence?

  init(_ analysis: CallPathAnalysis, tags: [RepositoryPath: Set<String>], library: Evidence?) {
    self.analysis = analysis
    self.library = library
    self.tags = tags
    endpoints = EndpointReader(analysis).endpoints()
  }

  func derived() -> [DerivedFact] {
    if let library { return ServiceFact.allCases.map { ofLibrary($0, library) } }
    guard !analysis.path.isStandIn else {
      return ServiceFact.allCases.map { DerivedFact($0, .unknown) }
    }
    let lists = fact(.lists) { $0.isCollection && $0.method == "GET" && !$0.isLookup }
    let receives = webhooks()
    let polls = schedule(lists)
    return [
      lists, polls, syncs(lists, receives), receives,
      fact(.creates) { $0.isCollection && $0.method == "POST" },
      fact(.updates) { $0.method == "PATCH" || $0.method == "PUT" || $0.method == "DELETE" },
      DerivedFact(.scales, .unknown),
    ]
  }

  /// A library runs nothing by itself; which calls its users make is not known.
  private func ofLibrary(_ fact: ServiceFact, _ library: Evidence) -> DerivedFact {
    let runsByItself: Set<ServiceFact> = [.receivesWebhooks, .polls, .syncs, .scales]
    return runsByItself.contains(fact)
      ? DerivedFact(fact, .no, evidence: [library]) : DerivedFact(fact, .unknown)
  }

  /// Whether every call is known well enough that "none of them" can be said.
  private var knowsAll: Bool {
    !endpoints.isEmpty && analysis.readsAll
      && analysis.sites.allSatisfy { site in
        endpoints.contains { $0.site?.token == site.token && $0.source === site.source }
      } && endpoints.allSatisfy { $0.method != nil }
  }

  private func fact(_ fact: ServiceFact, _ isOne: (Endpoint) -> Bool) -> DerivedFact {
    let found = endpoints.filter(isOne)
    if !found.isEmpty {
      return DerivedFact(fact, .yes, evidence: found.prefix(3).map(\.evidence))
    }
    guard knowsAll else { return DerivedFact(fact, .unknown) }
    return DerivedFact(fact, .no, evidence: endpoints.prefix(3).map(\.evidence))
  }

  private func webhooks() -> DerivedFact {
    for source in analysis.path.surroundings where source.role == .production {
      for index in source.tokens.indices where source.tokens[index].kind == .string {
        let content = source.tokens[index].content.lowercased()
        if content.hasPrefix("x-maintainx-") && !source.isLogged(index) {
          return DerivedFact(.receivesWebhooks, .yes, evidence: [source.evidence(atToken: index)])
        }
      }
    }
    for source in analysis.path.surroundings where source.role == .production {
      if let route = Self.webhookRoute(in: source) {
        return DerivedFact(.receivesWebhooks, .yes, evidence: [route])
      }
    }
    let speaksOfThem = tags.contains { path, tags in
      tags.contains("webhook") && analysis.library.role(of: path) == .production
        && Language(of: path) != nil
    }
    let isKnown = !analysis.sites.isEmpty && analysis.readsAll
    return DerivedFact(.receivesWebhooks, speaksOfThem || !isKnown ? .unknown : .no)
  }

  /// `app.post("/webhook", ...)`, `@app.post("/webhooks/maintainx")`.
  private static func webhookRoute(in source: SourceFile) -> Evidence? {
    let call = source.calls.first { call in
      guard
        ["post", "route", "all", "PostMapping", "HandleFunc", "POST", "Post", "MapPost", "match"]
          .contains(call.last), call.argumentList.count > 0
      else { return false }
      return call.argumentList[0].contains { index in
        let content = source.tokens[index].content.lowercased()
        return source.tokens[index].kind == .string && content.hasPrefix("/")
          && (content.contains("webhook") || content.contains("hook/"))
      } && !call.receiver.lowercased().contains("client")
        && !["axios", "requests", "httpx", "session", "http"].contains(call.receiver)
    }
    if let call { return source.evidence(atToken: call.nameTokens.lowerBound) }
    // A route by the file's place: pages/api/webhook.ts, app/api/webhooks/route.ts
    let path = source.path.text.lowercased()
    guard path.contains("webhook"), !source.tokens.isEmpty,
      ["api/", "functions/", "controllers/", "routes/", "handlers/"].contains(where: {
        path.contains($0)
      })
    else { return nil }
    return source.evidence(atToken: 0)
  }

  /// Words that start something again and again.
  private static let schedulers: Set<String> = [
    "setInterval", "schedule", "cron", "CronJob", "add_job", "scheduled_job", "every",
    "repeat_every", "BlockingScheduler", "beat_schedule", "Scheduled", "NewTicker", "AddFunc",
    "everyMinutes", "newTrigger", "scheduleJob", "scheduled", "crontab",
  ]

  private func schedule(_ lists: DerivedFact) -> DerivedFact {
    for source in analysis.path.files where source.role == .production {
      if let call = source.calls.first(where: { Self.schedulers.contains($0.last) }) {
        return DerivedFact(
          .polls, lists.answer == .yes ? .yes : .unknown,
          evidence: [source.evidence(atToken: call.nameTokens.lowerBound)])
      }
    }
    return DerivedFact(.polls, lists.answer == .no ? .no : .unknown)
  }

  private func syncs(_ lists: DerivedFact, _ receives: DerivedFact) -> DerivedFact {
    guard lists.answer == .yes else {
      return DerivedFact(.syncs, lists.answer == .no ? .no : .unknown)
    }
    for source in analysis.path.files {
      let named = source.blocks.first { block in
        block.kind == .function && block.name.lowercased().contains("sync")
          && !block.name.lowercased().contains("async")
      }
      if let named {
        return DerivedFact(
          .syncs, .yes, evidence: [source.evidence(atToken: named.head.lowerBound)])
      }
    }
    return DerivedFact(.syncs, .unknown)
  }
}
