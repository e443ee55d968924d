import GateModel

/// Finds what limits the time of a request: an option of the call, of its client, or its default.
struct TimeoutReader {
  let analysis: CallPathAnalysis
  private let durations: DurationReader

  enum Reading {
    /// `seconds` is `nil` where the value stands outside the repository.
    case limited(seconds: Double?, Evidence)
    case unlimited(Evidence)
    /// The client's own default alone, which is too long to help.
    case tooLong(Evidence)
    case none
  }

  init(_ analysis: CallPathAnalysis) {
    self.analysis = analysis
    durations = DurationReader(
      definitions: analysis.definitions(of:), imported: analysis.path.imports(of:))
  }

  /// A client's own default above this, in seconds, is no limit that anybody chose.
  private static let longestDefault = 60.0

  func read(_ site: CallSite) -> Reading {
    if site.source.language == .shell || site.source.language == .powershell {
      return commandOption(site)
    }
    var regions = analysis.statements(of: site).map { (site.source, $0) }
    regions += options(of: site.call, in: site.source).map { (site.source, $0) }
    if let instance = site.instance {
      regions += analysis.setUp(of: instance).map { (instance.source, $0) }
      if instance.source !== site.source {
        regions += analysis.statements(mentioning: instance.name, in: site.source)
          .map { (site.source, $0) }
      }
    }
    regions += defaults(for: site)
    for (source, range) in regions {
      let reading = option(in: range, of: source, for: site)
      if case .none = reading { continue }
      return reading
    }
    if let reading = deadline(around: site) { return reading }
    guard let seconds = site.client.defaultTimeout else { return .none }
    let evidence = site.evidence(
      "\(site.client.name)'s own default of \(Self.words(seconds))\(site.client.source)")
    return seconds > Self.longestDefault
      ? .tooLong(evidence) : .limited(seconds: seconds, evidence)
  }

  static func words(_ seconds: Double) -> String {
    seconds == seconds.rounded() ? "\(Int(seconds)) s" : "\(seconds) s"
  }

  /// The values of arguments that are kept in variables, and of objects spread into them.
  private func options(of call: Call, in source: SourceFile) -> [Range<Int>] {
    let definitions = analysis.definitions(of: source)
    return call.arguments.compactMap { index in
      let token = source.tokens[index]
      guard token.kind == .word else { return nil }
      let isAlone = call.argumentList.contains { $0.count == 1 && $0.lowerBound == index }
      let isSpread = index > 0 && ["...", "**"].contains(source.tokens[index - 1].text)
      guard isAlone || isSpread,
        let found = definitions.definition(of: token.text, at: index, in: source),
        found.value.count > 1
      else { return nil }
      return found.value
    }
  }

  /// Settings for all calls of a library: `axios.defaults.timeout = 5000`, HTTParty's `default_timeout`.
  private func defaults(for site: CallSite) -> [(SourceFile, Range<Int>)] {
    let owner = site.call.name.first ?? ""
    return analysis.path.surroundings.flatMap { source -> [(SourceFile, Range<Int>)] in
      let ofLibrary = (source.words["defaults"] ?? []).filter {
        $0 > 1 && source.tokens[$0 - 2].text == owner
      }
      let adapters = source.language == .python ? source.words["HTTPAdapter"] ?? [] : []
      let ofAdapter = source.blocks.filter { block in
        block.kind == .type && adapters.contains { block.head.contains($0) }
      }
      let ofClass = ["default_timeout", "setdefaulttimeout"].flatMap { source.words[$0] ?? [] }
      return ofLibrary.map {
        (source, $0..<Definitions.expressionEnd(from: $0, in: source))
      } + ofClass.map { (source, $0..<min($0 + 4, source.tokens.count)) }
        + (ofAdapter.isEmpty || !isMounted ? [] : ofAdapter.map { (source, $0.body) })
    }
  }

  /// Whether an adapter of requests is mounted: `session.mount("https://", TimeoutAdapter())`.
  private var isMounted: Bool {
    analysis.path.surroundings.contains { source in
      source.language == .python && source.words["mount"] != nil
        && source.calls.contains { $0.last == "mount" }
    }
  }

  private func option(
    in range: Range<Int>, of source: SourceFile, for site: CallSite
  ) -> Reading {
    // A limit of the connecting alone counts where there is no other.
    let whole = option(in: range, of: source, for: site) { !Self.isOfConnecting($0) }
    if case .none = whole {
      return option(in: range, of: source, for: site, where: Self.isOfConnecting)
    }
    return whole
  }

  private static func isOfConnecting(_ name: String) -> Bool {
    let plain = name.lowercased()
    return plain.contains("connect") || plain.hasPrefix("open")
  }

  private func option(
    in range: Range<Int>, of source: SourceFile, for site: CallSite,
    where isWanted: (String) -> Bool
  ) -> Reading {
    for index in range where index + 1 < source.tokens.count {
      let token = source.tokens[index]
      let name = String(token.content)
      guard token.kind != .number, isWanted(name),
        site.client.timeouts.contains(name) || name == "default_timeout"
          || name == "setdefaulttimeout"
      else { continue }
      guard !isOfConnection(index, in: source), let value = value(after: index, in: source) else {
        continue
      }
      if name == "signal" || name == "cancelToken" {
        guard let limit = abortLimit(value, at: index, in: source) else { continue }
        return limited(limit, unit: 0.001, at: index, in: source)
      }
      if value.isEmpty, name == "setTimeout" { continue }
      return limited(value, unit: site.client.timeoutUnit, at: index, in: source)
    }
    return .none
  }

  /// Go's `net.Dialer{Timeout: ...}`: limits the dialling, not the request.
  private func isOfConnection(_ index: Int, in source: SourceFile) -> Bool {
    guard source.language == .go,
      let brace = (0..<index).last(where: {
        source.tokens[$0].isSign("{") && source.partners[$0] > index
      }), brace > 0
    else { return false }
    return ["Dialer", "Transport", "Server"].contains(source.tokens[brace - 1].text)
  }

  private func limited(
    _ value: Range<Int>, unit: Double, at index: Int, in source: SourceFile
  ) -> Reading {
    let seconds = durations.seconds(value, in: source, unit: unit)
    let evidence = source.evidence(
      atToken: index, note: seconds.map { $0 == 0 ? "no limit" : "limited to \(Self.words($0))" })
    return seconds == 0 ? .unlimited(evidence) : .limited(seconds: seconds, evidence)
  }

  /// The tokens of an option's value: `timeout: 30`, `timeout=30`, `timeout => 30`, `timeout(30)`.
  private func value(after name: Int, in source: SourceFile) -> Range<Int>? {
    let tokens = source.tokens
    switch tokens[name + 1].text {
    case ":", "=", "=>":
      return name + 2..<Definitions.expressionEnd(from: name + 2, in: source)
    case "]" where name + 2 < tokens.count && tokens[name + 2].isSign("="):
      // options["timeout"] = 30
      return name + 3..<Definitions.expressionEnd(from: name + 3, in: source)
    case "(":
      guard source.partners[name + 1] > name else { return nil }
      return name + 2..<source.partners[name + 1]
    case ",":
      // kwargs.setdefault("timeout", 30); curl_setopt($h, CURLOPT_TIMEOUT, 30)
      if tokens[name].kind == .string || tokens[name].text.hasPrefix("CURLOPT") {
        return name + 2..<Definitions.expressionEnd(from: name + 2, in: source)
      }
      return tokens[name].kind == .word && source.language == .javascript ? name..<name + 1 : nil
    case "}":
      // Shorthand: { timeout }
      return tokens[name].kind == .word && source.language == .javascript ? name..<name + 1 : nil
    default:
      // default_timeout 10
      return tokens[name + 1].kind == .number ? name + 1..<name + 2 : nil
    }
  }

  /// `AbortSignal.timeout(ms)`, or a controller that is aborted by `setTimeout`.
  private func abortLimit(_ value: Range<Int>, at use: Int, in source: SourceFile) -> Range<Int>? {
    if let call = source.calls.first(where: {
      value.contains($0.nameTokens.lowerBound) && $0.last == "timeout"
    }) {
      return call.arguments
    }
    if value.count == 1,
      let definition = analysis.definitions(of: source)
        .definition(of: source.tokens[value.lowerBound].text, at: use, in: source),
      definition.value.count > 1
    {
      return abortLimit(definition.value, at: use, in: source)
    }
    guard let function = source.function(around: use) else { return nil }
    let aborting = source.calls.first { call in
      call.last == "setTimeout" && function.whole.contains(call.nameTokens.lowerBound)
        && call.arguments.contains { source.tokens[$0].isWord("abort") }
    }
    guard let aborting, aborting.argumentList.count > 1 else { return nil }
    return aborting.argumentList[1]
  }

  /// A deadline of the function that sends, or of all the functions that call it.
  private func deadline(around site: CallSite) -> Reading? {
    analysis.graph.first(around: site.token, in: site.source) { wrapping in
      guard case .block(let block) = wrapping.kind, block.kind == .function,
        case let reading = contextTimeout(in: block, of: wrapping.source),
        case .limited = reading
      else { return nil }
      return reading
    }
  }

  /// Go's `context.WithTimeout`, Python's `asyncio.timeout` and `wait_for`, a race with a timer.
  private func contextTimeout(in function: Block, of source: SourceFile) -> Reading {
    for call in source.calls where function.whole.contains(call.nameTokens.lowerBound) {
      let name = call.last
      let isTimeout =
        ["WithTimeout", "WithDeadline", "wait_for", "withTimeout", "CancelAfter"].contains(name)
        || call.dotted == "asyncio.timeout" || call.dotted == "async_timeout.timeout"
        || call.dotted == "Timeout.timeout"
      guard isTimeout, let last = call.argumentList.last else { continue }
      let value = call.argumentList.count > 1 ? call.argumentList[1] : last
      return limited(
        value, unit: source.language == .javascript ? 0.001 : 1,
        at: call.nameTokens.upperBound - 1, in: source)
    }
    return .none
  }

  private func commandOption(_ site: CallSite) -> Reading {
    let range = site.source.byteRange(of: site.call.whole)
    let text = String(decoding: site.source.bytes[range], as: UTF8.self)
    let words = text.split { $0 == " " || $0 == "\n" || $0 == "=" }.map(String.init)
    for option in ["--max-time", "-m", "-TimeoutSec", "--connect-timeout"] {
      guard let place = words.firstIndex(of: option), place + 1 < words.count else { continue }
      return .limited(
        seconds: Double(words[place + 1]), site.evidence("limited by \(option)"))
    }
    return .none
  }
}
