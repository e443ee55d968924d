/// What a health route's JSON says: of the service, and of its way to MaintainX.
struct HealthStatement {
  enum Word: Hashable {
    case good
    case bad(String)
    /// A word that is neither known as good nor as bad.
    case unclear(String)
    case silent
  }
  var service: Word
  var api: Word

  private static let goodWords: Set<String> = [
    "ok", "okay", "up", "healthy", "pass", "passed", "passing", "good", "green", "alive", "live",
    "ready", "online", "available", "operational", "connected", "reachable", "success", "running",
    "true", "200",
  ]
  private static let badWords: Set<String> = [
    "down", "fail", "failed", "failing", "error", "unhealthy", "bad", "red", "dead", "offline",
    "unavailable", "disconnected", "unreachable", "degraded", "warn", "warning", "critical",
    "timeout", "unauthorized", "invalid", "false", "out_of_service", "starting", "stopping",
  ]

  init(_ json: DecodedJSON) {
    service = Self.word(of: json)
    api = .silent
    Self.statements(in: json, depth: 0) { word in
      // The worst counts: one broken connection is enough.
      switch (word, api) {
      case (.bad, _), (_, .silent), (.unclear, .good): api = word
      default: break
      }
    }
  }

  /// Calls back for each value that speaks of MaintainX.
  private static func statements(
    in json: DecodedJSON, depth: Int, _ found: (Word) -> Void
  ) {
    guard depth < 8 else { return }
    for item in json.array ?? [] {
      if let name = item["name"]?.text, isAPI(name) { found(word(of: item)) }
      statements(in: item, depth: depth + 1, found)
    }
    for (key, value) in json.object ?? [:] {
      let word = isAPI(key) ? word(of: value) : .silent
      if word != .silent { found(word) } else { statements(in: value, depth: depth + 1, found) }
    }
  }

  private static func isAPI(_ key: String) -> Bool {
    let words = key.lowercased().split { !$0.isLetter }
    return words.contains { $0.contains("maintainx") || ["api", "mx", "upstream"].contains($0) }
      || key.hasSuffix("Api") || key.hasSuffix("API")
  }

  private static func word(of json: DecodedJSON) -> Word {
    switch json {
    case .null, .array: return .silent
    case .bool(let value): return value ? .good : .bad("false")
    case .integer(let number): return number == 200 ? .good : .silent
    case .number: return .silent
    case .text(let text): return word(text)
    case .object(let members):
      for key in ["status", "state", "healthy", "ok", "connected", "reachable", "up"] {
        if let value = members[key] { return word(of: value) }
      }
      return .silent
    }
  }

  private static func word(_ text: String) -> Word {
    let word = text.lowercased()
    if goodWords.contains(word) { return .good }
    return badWords.contains(word) ? .bad("'\(text)'") : .unclear("'\(text)'")
  }
}
