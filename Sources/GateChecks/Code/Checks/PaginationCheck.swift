import GateMatching
import GateModel

/// `data.pagination`: `nextCursor` of one answer is sent as `cursor` with the next request.
struct PaginationCheck: CodeCheck {
  static let id = CheckID("data.pagination")
  private let code: CodeReading

  static func observe(_ code: CodeReading) throws(MatchingError) -> CheckObservations {
    let check = PaginationCheck(code: code)
    var observations: [Observation] = []
    for source in code.analysis.path.files { observations += check.cursors(in: source) }
    observations += check.wrongParameters()
    observations += try code.patternObservations()
    return CheckObservations(
      observations: observations, lookedFor: code.definition.lookedFor,
      filesExamined: code.analysis.path.files.count, caveat: code.analysis.caveat)
  }

  private init(code: CodeReading) { self.code = code }

  /// The API's own names, in the spellings of the languages.
  private static let nextNames: Set<String> = ["nextcursor", "nextpageurl"]
  /// What other services call it; counts where no call of the API was found.
  private static let otherNextNames: Set<String> = [
    "endcursor", "nextpagetoken", "nexttoken", "nextmarker", "continuationtoken", "aftercursor",
    "nextlink", "odata.nextlink", "nexturl", "nextrecordsurl", "nextpageuri", "nextpagelink",
    "nexthref",
  ]

  /// Names of a whole address, which is asked for as it is.
  private static let addressNames: Set<String> = [
    "nextpageurl", "nextlink", "odata.nextlink", "nexturl", "nextrecordsurl", "nextpageuri",
    "nextpagelink", "nexthref",
  ]

  /// The length of the shortest; whatever is shorter, as it is written, is none of them.
  private static let shortest = allNextNames.map(\.utf8.count).min() ?? 0
  private static let allNextNames = nextNames.union(otherNextNames)
  private static let quick = TokenNames(allNextNames)

  private static func plain(_ token: Token) -> String {
    token.content.lowercased().filter { $0 != "_" && $0 != "@" }
  }

  private func cursors(in source: SourceFile) -> [Observation] {
    let names =
      code.analysis.path.isStandIn ? Self.nextNames.union(Self.otherNextNames) : Self.nextNames
    var found = code.analysis.path.isStandIn ? linkHeader(in: source) : []
    var ranges: [Range<Int>] = []
    // The AWS SDK's own pages: NextToken, with a capital.
    if code.analysis.path.isStandIn, source.words["NextToken"] != nil { return found }
    for index in source.tokens.indices {
      let token = source.tokens[index]
      guard token.text.utf8.count >= Self.shortest,
        token.kind == .word || token.kind == .string, Self.quick.mayHold(token),
        names.contains(Self.plain(token)),
        !source.isLogged(index), !isTypeMember(index, in: source)
      else { continue }
      guard let range = repeated(around: index, in: source) else {
        if found.isEmpty {
          found.append(
            Observation(
              .near, source.evidence(atToken: index, note: "reads the next cursor, sends it never"))
          )
        }
        continue
      }
      guard !ranges.contains(range), !isOfAnother(range, in: source),
        sends(range, in: source, next: Self.plain(token))
      else {
        continue
      }
      ranges.append(range)
      found.append(
        Observation(.proves, source.evidence(atToken: index, note: "sent with the next request")))
    }
    return found.contains { $0.stance == .proves } ? found.filter { $0.stance == .proves } : found
  }

  /// `response.links["next"]`, `rel="next"`: the next page's address, taken from the Link header in
  /// a loop (RFC 8288).
  private func linkHeader(in source: SourceFile) -> [Observation] {
    let index = source.tokens.indices.first { index in
      let token = source.tokens[index]
      guard token.kind == .string, token.text.mentions("next"), !source.isLogged(index) else {
        return false
      }
      let isNamed =
        token.content == "next"
        && source.tokens[max(0, index - 4)..<index].contains { $0.content.lowercased() == "links" }
      let isRelation = ["rel=\"next\"", "rel='next'", "rel=next", "rel=\\\"next\\\""].contains {
        token.content.contains($0)
      }
      return (isNamed || isRelation) && repeated(around: index, in: source) != nil
    }
    return index.map {
      [
        Observation(
          .proves, source.evidence(atToken: $0, note: "follows the Link header to the next page"))
      ]
    } ?? []
  }

  /// `nextCursor: string;` of a type says nothing of what is done with it.
  private func isTypeMember(_ index: Int, in source: SourceFile) -> Bool {
    if source.blocks(around: index).first?.kind == .type { return true }
    guard source.language == .javascript, index + 2 < source.tokens.count else { return false }
    let next = source.tokens[index + 1].text
    let value = source.tokens[index + (next == "?" ? 3 : 2)..<source.tokens.count].first?.text ?? ""
    return (next == "?" || next == ":")
      && ["string", "number", "null", "undefined"].contains(value)
  }

  /// The loop around a place, or the function that calls itself.
  private func repeated(around index: Int, in source: SourceFile) -> Range<Int>? {
    for block in source.blocks(around: index) {
      if block.kind == .loop { return block.whole }
      guard block.kind == .function, !block.name.isEmpty else { continue }
      let callsItself = source.calls.contains {
        $0.last == block.name && block.body.contains($0.nameTokens.lowerBound)
      }
      if callsItself { return block.whole }
      // A function that fetches one page, called in a loop that hands the cursor back.
      for caller in source.calls where caller.last == block.name {
        if let loop = source.blocks(around: caller.nameTokens.lowerBound)
          .first(where: { $0.kind == .loop })
        {
          return loop.whole
        }
      }
    }
    return nil
  }

  /// Whether a request in the range, or in a function it calls, is given the cursor.
  /// Whether all that is sent in a loop goes to another service.
  private func isOfAnother(_ range: Range<Int>, in source: SourceFile) -> Bool {
    let sent = code.analysis.allSites.filter { $0.source === source && range.contains($0.token) }
    return !sent.isEmpty && sent.allSatisfy { $0.target == .elsewhere }
  }

  private func sends(_ range: Range<Int>, in source: SourceFile, next: String) -> Bool {
    if Self.addressNames.contains(next) { return true }
    var ranges = [(source, range)]
    if let function = source.function(around: range.lowerBound) {
      ranges.append((source, function.whole))
      // Those who hand in what sends a page: paginate(fn (cursor) => get(url, { cursor }))
      ranges += code.analysis.graph.calls(of: function.name).map { ($0.source, $0.call.arguments) }
    }
    for call in source.calls where range.contains(call.nameTokens.lowerBound) {
      for (other, block) in code.analysis.graph.functions(named: call.last, from: source).prefix(2)
      {
        ranges.append((other, block.whole))
      }
    }
    return ranges.contains { source, range in
      range.contains { isCursorParameter($0, in: source) }
    }
  }

  private func isCursorParameter(_ index: Int, in source: SourceFile) -> Bool {
    let token = source.tokens[index]
    let next = index + 1 < source.tokens.count ? source.tokens[index + 1].text : ""
    let names: Set<String> =
      code.analysis.path.isStandIn
      ? [
        "cursor", "after", "pagetoken", "nexttoken", "startcursor", "marker", "page[after]",
        "aftercursor",
      ] : ["cursor"]
    switch token.kind {
    case .string:
      let content = token.content.lowercased()
      if names.contains(where: { content.contains($0 + "=") }) { return true }
      return names.contains(content) && !isRead(index, in: source)
    case .word:
      guard names.contains(Self.plain(token)), !isDeclared(index, in: source) else { return false }
      // { cursor }, { cursor: c }, cursor=c, Cursor: c, :cursor => c
      return [":", "=>", "}", ","].contains(next) || next == "=" && isInBrackets(index, source)
    default: return false
    }
  }

  /// `page["cursor"]`, `page.get("cursor")`: taken from an answer, not sent.
  private func isRead(_ index: Int, in source: SourceFile) -> Bool {
    guard index > 1, index + 1 < source.tokens.count else { return false }
    let before = source.tokens[index - 1].text
    let next = source.tokens[index + 1].text
    if before == "[", next == "]" {
      return index + 2 >= source.tokens.count || !source.tokens[index + 2].isSign("=")
    }
    return before == "(" && next == ")"
      && ["get", "dig", "fetch"].contains(source.tokens[index - 2].text)
  }

  /// `let cursor: string`, `function page(cursor: string)`: a name that is only declared.
  private func isDeclared(_ index: Int, in source: SourceFile) -> Bool {
    if index > 0, ["let", "const", "var", "val"].contains(source.tokens[index - 1].text) {
      return true
    }
    return source.blocks(around: index).contains { block in
      block.kind == .function && block.head.contains(index)
    } || source.blocks(around: index).first?.kind == .type
  }

  private func isInBrackets(_ index: Int, _ source: SourceFile) -> Bool {
    source.calls.contains { $0.arguments.contains(index) }
  }

  /// `page`, `offset` and `hasMore`, which this API does not have.
  private static let wrong = "sends page or offset, which this API ignores"

  /// The tokens of a call's arguments, and of what its options are called: `params=params`.
  private func arguments(of site: CallSite) -> [Int] {
    let source = site.source
    let definitions = code.analysis.definitions(of: source)
    let own = Array(site.call.arguments)
    let options = own.filter { index in
      source.tokens[index].kind == .word
        && ["params", "query", "searchParams", "options", "qs"].contains(source.tokens[index].text)
    }
    return own
      + options.flatMap { index -> [Int] in
        let found = definitions.all(of: source.tokens[index].text).last { definition in
          definition.name < site.token && !site.call.arguments.contains(definition.name)
            && source.function(around: definition.name)?.whole
              == source.function(around: site.token)?.whole
        }
        return found.map { Array($0.value) } ?? []
      }
  }

  /// `url.searchParams.set("page", ...)` in the function of a call.
  private func queryCall(around site: CallSite) -> Int? {
    let source = site.source
    let scope = source.function(around: site.token)?.whole ?? 0..<source.tokens.count
    return source.calls.first { call in
      guard scope.contains(call.nameTokens.lowerBound),
        ["set", "append", "Set", "Add"].contains(call.last),
        call.name.contains(where: { ["searchParams", "params", "query", "q"].contains($0) }),
        let first = call.argumentList.first, first.count == 1
      else { return false }
      return ["page", "offset"].contains(source.tokens[first.lowerBound].content)
    }?.nameTokens.lowerBound
  }

  private func wrongParameters() -> [Observation] {
    guard !code.analysis.path.isStandIn else { return [] }
    return code.analysis.sites.compactMap { site in
      let source = site.source
      if let set = queryCall(around: site) {
        return Observation(.contradicts, source.evidence(atToken: set, note: Self.wrong))
      }
      for index in arguments(of: site) {
        let token = source.tokens[index]
        let name = Self.plain(token)
        let isKey =
          index + 1 < source.tokens.count
          && [":", "=", "=>", ","].contains(source.tokens[index + 1].text)
        let inAddress =
          token.kind == .string
          && ["?page=", "&page=", "?offset=", "&offset="]
            .contains { token.text.contains($0) }
        if inAddress || (isKey && (name == "page" || name == "offset")) {
          return Observation(
            .contradicts,
            source.evidence(atToken: index, note: Self.wrong))
        }
      }
      return nil
    }
  }
}
