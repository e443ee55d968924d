package import GateMatching
package import GateModel
internal import GateRules

/// What one thread needs to scan. Made once a thread.
package struct SecretScanner: ~Copyable {
  /// How far behind a hit a pattern may look, in bytes: what bounds the work on each hit.
  package static let reach = 16 << 10

  private let engine: SecretEngine
  private var searcher: LiteralSearcher
  private var matcher: Matcher
  private var patterns: [Pattern?]
  private var hits: [LiteralHit] = []
  private var candidates: [Candidate] = []
  private var contextCandidates: [ContextCandidate] = []
  /// For each matcher where it wants to be asked again.
  private var reaches: [Int]
  private var anchorsSeen: [Bool]
  /// Rules that search the text at hand.
  private var searching: [Int] = []
  /// For rules that search a whole text; made where there is one.
  private var textSearch: TextSearch?
  private var assignments = AssignmentReader()
  /// Where the last name ends whose value has been held against the rules with names.
  private var namesSeen = 0
  /// The last name whose value has been judged.
  private var nameJudged = 0..<0
  private var problems: [Problem] = []
  /// For each encoding where the last stretch ends that was decoded.
  private var stretches = DecodedStretches()
  /// How many encodings the text at hand was in.
  private let depth: Int
  /// Scans what was decoded.
  private let inner: InnerScanner

  /// A rule that could not be matched at a place.
  private struct Problem {
    var rule: Int
    var place: Int
    var error: MatchingError
  }

  package init(_ engine: SecretEngine) throws(MatchingError) { try self.init(engine, depth: 0) }

  /// - Parameter depth: how many encodings the text is in.
  init(_ engine: SecretEngine, depth: Int) throws(MatchingError) {
    self.depth = depth
    inner = InnerScanner(engine, depth: depth + 1)
    let searcher = try LiteralSearcher(engine.literals)
    let matcher = try Matcher()
    self.engine = engine
    self.searcher = searcher
    self.matcher = matcher
    patterns = Array(repeating: nil, count: engine.rules.count)
    reaches = Array(repeating: 0, count: engine.matchers.count)
    anchorsSeen = Array(repeating: false, count: engine.anchorTags.count)
  }

  /// Scans a text, or a part of a large one.
  ///
  /// - Parameter window: which part; `nil` for a whole text.
  package mutating func scan(
    _ bytes: Span<UInt8>, path: RepositoryPath, window: TextWindow? = nil
  ) throws(MatchingError) -> ScanResult {
    hits.removeAll(keepingCapacity: true)
    try searcher.search(bytes, appendingTo: &hits)
    let fileMatcher = window.map(\.isFirst) ?? true ? engine.matcher(ofFileNamed: path) : nil
    guard !hits.isEmpty || fileMatcher != nil || !engine.searchRules.isEmpty else {
      return ScanResult()
    }
    candidates.removeAll(keepingCapacity: true)
    problems.removeAll(keepingCapacity: true)
    for tag in anchorsSeen.indices { anchorsSeen[tag] = false }
    for matcher in reaches.indices { reaches[matcher] = 0 }
    namesSeen = 0
    searching = engine.searchRules
    stretches.begin()
    nameJudged = 0..<0
    assignments.begin()
    let file = ScannedFile(path)
    let window = window ?? TextWindow(owned: 0..<bytes.count)
    for index in hits.indices where window.owned.contains(hits[index].range.lowerBound) {
      collect(hits[index], in: bytes, of: file)
    }
    try search(in: bytes, of: file, window)
    if let fileMatcher {
      let start = LiteralHit(literal: -1, start: 0, end: 0)
      findContexts(fileMatcher, at: start, in: bytes, of: file)
    }
    var result = ScanResult()
    for (tag, seen) in anchorsSeen.enumerated() where seen {
      result.anchors.insert(engine.anchorTags[tag])
    }
    guard !candidates.isEmpty || !problems.isEmpty else { return result }
    filter(in: bytes, of: file)
    let report = FindingWriter(engine: engine, path: path, start: window.start)
    (result.findings, result.unlisted) = report.findings(for: candidates, in: bytes)
    result.diagnostics = diagnostics(in: bytes, path: path, start: window.start)
    return result
  }

  // MARK: Hits to candidates

  private mutating func collect(_ hit: LiteralHit, in bytes: Span<UInt8>, of file: ScannedFile) {
    for place in engine.consumerRanges[Int(hit.literal)] {
      switch engine.consumers[place] {
      case .pattern(let rule): match(rule, at: hit, in: bytes)
      case .name:
        if !matchNamed(at: hit, in: bytes, of: file) { matchMention(at: hit, in: bytes) }
      case .search(let rule): if !searching.contains(rule) { searching.append(rule) }
      case .weakName: matchMention(at: hit, in: bytes)
      case .context(let matcher, let literal):
        findContexts(matcher, at: hit.renumbered(literal), in: bytes, of: file)
      case .assignment(let matcher): judgeAssignment(matcher, at: hit, in: bytes, of: file)
      case .anchor(let tag): anchorsSeen[tag] = true
      case .encoded(let trigger):
        findEncoded(EncodedText.triggers[trigger], at: hit, in: bytes, of: file)
      }
    }
  }

  private mutating func match(_ rule: Int, at hit: LiteralHit, in bytes: Span<UInt8>) {
    let start = hit.range.lowerBound
    guard
      let value = value(
        of: rule, in: bytes, from: start, to: min(bytes.count, start + Self.reach))
    else { return matchJoined(rule, from: start, in: bytes) }
    add(rule, .pattern, value: value)
  }

  /// The same for a key that is spread over adjacent string literals.
  private mutating func matchJoined(_ rule: Int, from start: Int, in bytes: Span<UInt8>) {
    guard let joined = JoinedText(ofSeveralFrom: start, in: bytes, belongs: Self.isTokenByte),
      let value = value(of: rule, in: joined.bytes.span, from: 0, to: joined.bytes.count)
    else { return }
    add(rule, .pattern, value: start..<joined.end)
    candidates[candidates.count - 1].decoded = Array(joined.bytes[value])
    candidates[candidates.count - 1].reason = "it has the form of one, in adjacent literals"
  }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    byte.isNameByte || tokenMarks.contains(byte)
  }
  private static let tokenMarks = ByteSet("+/=~")

  // MARK: Encoded text

  /// Encodings inside each other that are undone.
  private static let deepest = 2

  /// Scans what an encoded stretch stands for. What is found there is told at the whole stretch.
  private mutating func findEncoded(
    _ trigger: EncodedText.Trigger, at hit: LiteralHit, in bytes: Span<UInt8>, of file: ScannedFile
  ) {
    let encoding = EncodedText.Encoding.allCases.firstIndex(of: trigger.encoding) ?? 0
    let place = hit.range.lowerBound
    guard depth < Self.deepest, stretches.isWanted(encoding, at: place) else { return }
    guard let encoded = EncodedText(of: trigger, at: hit.range, in: bytes) else {
      return stretches.failed(encoding, at: place)
    }
    stretches.decoded(encoding, upTo: encoded.range.upperBound)
    do throws(MatchingError) {
      // Not as code, in whatever file it stands: what is decoded is a value or a configuration.
      let path = RepositoryPath("\(file.path).decoded")
      for secret in try inner.secrets(in: encoded.decoded, at: path)
      where secret.value.overlaps(encoded.part) {
        var candidate = secret
        candidate.decoded = secret.decoded ?? Array(encoded.decoded[secret.value])
        candidate.value = encoded.range
        candidate.name = nil
        candidate.matched = nil
        candidate.origin = .context
        candidate.isFiltered = true
        candidate.reason =
          "behind \(trigger.encoding.rawValue): "
          + (secret.reason ?? engine.rules[secret.rule].title)
        candidates.append(candidate)
      }
    } catch {
      problems.append(Problem(rule: 0, place: hit.range.lowerBound, error: error))
    }
  }

  /// What stands in a text, after the filters.
  mutating func secrets(
    in bytes: [UInt8], at path: RepositoryPath
  ) throws(MatchingError) -> [Candidate] {
    candidates.removeAll(keepingCapacity: true)
    _ = try scan(bytes.span, path: path)
    return candidates
  }

  /// - Returns: whether a vendor's value stands there, or the name has been looked at before.
  private mutating func matchNamed(
    at hit: LiteralHit, in bytes: Span<UInt8>, of file: ScannedFile
  ) -> Bool {
    // One name may hold several of the words: `secret_api_key`.
    guard hit.range.lowerBound >= namesSeen else { return true }
    guard
      var assignment = assignments.assignment(around: hit.range, in: bytes, isCode: file.isCode)
    else { return false }
    namesSeen = assignment.name.upperBound
    var isFound = false
    assignment.value = AssignmentMatcher.withoutScheme(assignment.value, in: bytes)
    for rule in engine.named.rules(for: assignment, in: bytes) {
      let found = value(
        of: rule, in: bytes, from: assignment.value.lowerBound, to: assignment.value.upperBound)
      if let found {
        add(rule, .named, value: found, name: assignment.name)
        isFound = true
      }
    }
    return isFound
  }

  private mutating func matchMention(at hit: LiteralHit, in bytes: Span<UInt8>) {
    guard let mention = Mention(behind: hit.range, in: bytes) else { return }
    for rule in engine.named.rules(mentionedIn: mention.before, of: bytes) {
      for value in mention.values {
        let found = self.value(of: rule, in: bytes, from: value.lowerBound, to: value.upperBound)
        if let found { return add(rule, .named, value: found, name: hit.range) }
      }
    }
  }

  private mutating func findContexts(
    _ index: Int, at hit: LiteralHit, in bytes: Span<UInt8>, of file: ScannedFile
  ) {
    guard hit.range.lowerBound >= reaches[index] else { return }
    let matcher = engine.matchers[index]
    contextCandidates.removeAll(keepingCapacity: true)
    matcher.find(at: hit, in: bytes, of: file, into: &contextCandidates)
    reaches[index] = matcher.reach(of: hit, in: bytes) ?? reaches[index]
    addContexts(of: index)
  }

  private mutating func judgeAssignment(
    _ index: Int, at hit: LiteralHit, in bytes: Span<UInt8>, of file: ScannedFile
  ) {
    guard
      let assignment = assignments.assignment(
        around: hit.range, in: bytes, isCode: file.isCode),
      assignment.name != nameJudged
    else { return }
    nameJudged = assignment.name
    guard let kind = assignments.kind(of: assignment.name, in: bytes),
      let matcher = engine.matchers[index] as? AssignmentMatcher
    else { return }
    contextCandidates.removeAll(keepingCapacity: true)
    matcher.find(in: assignment, toNameOf: kind, in: bytes, of: file, into: &contextCandidates)
    addContexts(of: index)
  }

  private mutating func addContexts(of index: Int) {
    for found in contextCandidates {
      guard let rule = engine.rulesOfContexts[index][found.context] else { continue }
      add(rule, .context, value: found.value, name: found.name)
      let last = candidates.count - 1
      candidates[last].decoded = found.decoded
      candidates[last].severity = found.severity ?? candidates[last].severity
      candidates[last].confidence = found.confidence ?? candidates[last].confidence
      candidates[last].reason = found.reason
      candidates[last].cannotBeSuppressed = found.cannotBeSuppressed
    }
  }

  private mutating func add(
    _ rule: Int, _ origin: Candidate.Origin, value: Range<Int>, name: Range<Int>? = nil
  ) {
    candidates.append(
      Candidate(
        rule: rule, origin: origin, value: value, name: name,
        severity: engine.rules[rule].severity, confidence: engine.rules[rule].confidence))
  }

  /// Runs the rules that search the whole text, each over what the window owns.
  private mutating func search(
    in bytes: Span<UInt8>, of file: ScannedFile, _ window: TextWindow
  ) throws(MatchingError) {
    // A configuration holds what its rules look for.
    guard !searching.isEmpty, file.path != GitleaksConfig.path else { return }
    var textSearch: TextSearch
    if let kept = self.textSearch.take() {
      textSearch = kept
    } else {
      textSearch = try TextSearch()
    }
    for rule in searching.sorted() {
      guard case .search(let search) = engine.rules[rule].detection else { continue }
      do throws(MatchingError) {
        let pattern = try pattern(of: rule)
        let found = try textSearch.matches(
          of: search, pattern, in: bytes, owned: window.owned, path: file.path)
        for place in found {
          add(rule, .search, value: place.value)
          candidates[candidates.count - 1].matched = place.match
        }
      } catch {
        problems.append(Problem(rule: rule, place: window.owned.lowerBound, error: error))
      }
    }
    self.textSearch = consume textSearch
  }

  /// What a rule's pattern takes for the secret: its group `secret`, or all that it matched.
  private mutating func value(
    of rule: Int, in bytes: Span<UInt8>, from start: Int, to end: Int
  ) -> Range<Int>? {
    do {
      let pattern = try pattern(of: rule)
      guard try matcher.matches(pattern, in: bytes, from: start, to: end) else { return nil }
      let value = pattern.groupNames["secret"].flatMap { matcher.range(of: $0) }
      return value ?? matcher.range(of: 0)
    } catch {
      // One report for a rule and a file says it all.
      if !problems.contains(where: { $0.rule == rule }) {
        problems.append(Problem(rule: rule, place: start, error: error))
      }
      return nil
    }
  }

  private mutating func pattern(of rule: Int) throws(MatchingError) -> Pattern {
    if let pattern = patterns[rule] { return pattern }
    let pattern = try engine.pattern(of: rule)
    patterns[rule] = pattern
    return pattern
  }

  // MARK: Candidates to findings

  private mutating func filter(in bytes: Span<UInt8>, of file: ScannedFile) {
    var kept = 0
    for index in candidates.indices {
      var candidate = candidates[index]
      guard keeps(&candidate, in: bytes, of: file) else { continue }
      candidate.allowed =
        engine.options.allowlists.first {
          $0.isFor(engine.rules[candidate.rule].id)
            && $0.covers(candidate, in: bytes, of: file, &matcher)
        }?.suppression
      candidates[kept] = candidate
      kept += 1
    }
    candidates.removeSubrange(kept...)
  }

  private func keeps(
    _ candidate: inout Candidate, in bytes: Span<UInt8>, of file: ScannedFile
  ) -> Bool {
    if candidate.isFiltered { return true }
    let rule = engine.rules[candidate.rule]
    if let least = rule.minEntropy, Entropy.bits(of: candidate.value, in: bytes) < least {
      return false
    }
    if let checksum = rule.checksum {
      let token = candidate.decoded ?? bytes.bytes(in: candidate.value)
      if checksum.holds(for: token) {
        candidate.confidence = .high
      } else {
        candidate.confidence = .low
        candidate.reason = "it has the right form, but its checksum is wrong"
      }
    }
    if candidate.origin == .search { return true }
    for filter in engine.filters {
      guard filter.keeps(&candidate, in: bytes, of: file) else { return false }
    }
    return true
  }

  private func diagnostics(
    in bytes: Span<UInt8>, path: RepositoryPath, start: TextPosition
  ) -> [Diagnostic] {
    var lines = LineCounter(from: start)
    return problems.sorted { $0.place < $1.place }.map { problem in
      let position = lines.position(of: problem.place, in: bytes)
      return Diagnostic(
        .error,
        "the rule '\(engine.rules[problem.rule].id)' could not be matched: "
          + problem.error.message,
        at: Location(path: path, line: position.line, column: position.column),
        help: "the file was not checked for it; shorten the line, or mend the rule")
    }
  }
}

/// What a scan of a text, or of a part of it, came to.
package struct ScanResult: Sendable {
  package var findings: [Finding] = []
  /// How many more there are: only so many of one text are told one by one.
  package var unlisted = 0
  package var anchors: Set<String> = []
  /// What could not be checked.
  package var diagnostics: [Diagnostic] = []
  package init() {}
}
