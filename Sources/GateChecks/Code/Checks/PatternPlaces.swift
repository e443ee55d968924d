import GateMatching
import GateModel
import GateRules

/// Finds the places that the patterns of a check describe.
struct PatternPlaces: Sendable {
  let library: SourceLibrary
  let analysis: CallPathAnalysis
  let search: PatternSearch
  let dependencies: Dependencies
  /// What the sweep found in each file.
  let tags: [RepositoryPath: Set<String>]
  /// The checks that the manifest claims.
  let claims: Set<CheckID>
  /// For each literal the service's own files that hold it, by their numbers in the library.
  private let filesByLiteral: [String: [Int]]

  var use: NameUse { NameUse(library: library, analysis: analysis) }

  init(
    library: SourceLibrary, analysis: CallPathAnalysis, search: PatternSearch,
    dependencies: Dependencies, tags: [RepositoryPath: Set<String>], claims: Set<CheckID>
  ) {
    self.library = library
    self.analysis = analysis
    self.search = search
    self.dependencies = dependencies
    self.tags = tags
    self.claims = claims
    var files: [String: [Int]] = [:]
    for (number, path) in library.files.paths.enumerated()
    where library.role(ofFile: number) == .production {
      for literal in tags[path] ?? [] { files[literal, default: []].append(number) }
    }
    filesByLiteral = files
  }

  /// Places of one pattern beyond which more say nothing new.
  private static let mostPlaces = 3
  private static let mostMatches = 2 * mostPlaces
  private static let mostFiles = 200

  /// The observations of a pattern that counts once, not for each call.
  func observations(of pattern: EvidencePattern) throws(MatchingError) -> [Observation] {
    guard dependencies.holdsOne(of: pattern.requires) else { return [] }
    switch pattern.scope {
    case .callFiles: return try places(of: pattern, in: onPath(analysis.callFiles, pattern))
    case .callPath: return try places(of: pattern, in: onPath(analysis.path.files, pattern))
    case .surroundings:
      return try places(of: pattern, in: onPath(analysis.path.surroundings, pattern))
    case .repository: return try places(of: pattern, in: files(tagged: pattern.keywords))
    case .files(let globs): return try filePlaces(of: pattern, globs)
    case .client, .around: return []
    }
  }

  /// Where there are no calls at all, the code that a pattern's keywords name stands in.
  private func onPath(_ sources: [SourceFile], _ pattern: EvidencePattern) -> [RepositoryPath] {
    if analysis.path.isStandIn && analysis.sites.isEmpty { return files(tagged: pattern.keywords) }
    guard !pattern.keywords.isEmpty else { return sources.map(\.path) }
    return sources.map(\.path).filter { !(tags[$0] ?? []).isDisjoint(with: pattern.keywords) }
  }

  private func files(tagged keywords: [String]) -> [RepositoryPath] {
    let numbers = Set(keywords.flatMap { filesByLiteral[$0] ?? [] })
    return numbers.sorted().prefix(Self.mostFiles).map { library.files.paths[$0] }
  }

  /// The service's own files that hold one of some literals.
  func sources(tagged keywords: [String]) -> [SourceFile] {
    files(tagged: keywords).compactMap { library.source($0) }
  }

  private func places(
    of pattern: EvidencePattern, in paths: [RepositoryPath]
  ) throws(MatchingError) -> [Observation] {
    guard let expression = pattern.pattern else { return [] }
    var found: [Observation] = []
    for path in paths {
      // Read closely only as far as places are wanted, and only what is in the right language.
      guard let language = Language(of: path), pattern.speaks(of: language),
        let source = library.source(path)
      else { continue }
      let bytes = pattern.view == .code ? source.code : source.codeWithStrings
      let matches = try search.all(expression, in: bytes, limit: Self.mostMatches)
        .filter { !source.isImported($0.range.lowerBound) }.prefix(Self.mostPlaces)
      guard !matches.isEmpty, source.imports(oneOf: pattern.requires) else { continue }
      if let unless = pattern.unless, try search.first(unless, in: bytes) != nil { continue }
      for match in matches {
        let range = match.range(named: "at") ?? match.range
        found.append(try observation(of: pattern, at: range, in: source))
      }
      if found.count(where: { $0.stance == pattern.observationStance }) >= Self.mostPlaces { break }
    }
    return found
  }

  /// What stands in the place, unless nothing takes it up.
  private func observation(
    of pattern: EvidencePattern, at range: Range<Int>, in source: SourceFile
  ) throws(MatchingError) -> Observation {
    let proof = Observation(
      pattern.observationStance, source.evidence(at: range, note: pattern.note),
      facts: pattern.factValues)
    guard pattern.stance == .proves else { return proof }
    let token = source.tokenIndex(at: range.lowerBound)
    if source.isMemberOfInterface(token) {
      return Observation(.near, source.evidence(at: range, note: "a field of a type, no deed"))
    }
    if let idle = use.idleName(at: token, in: source) {
      return Observation(.near, source.evidence(at: range, note: "nothing uses \(idle)"))
    }
    guard let unwanted = pattern.notOn else { return proof }
    let uses = use.statements(using: token, in: source)
    for use in uses {
      let bytes = use.source.byteRange(of: use.tokens)
      guard try search.first(unwanted, in: use.source.codeWithStrings, range: bytes) != nil else {
        return proof
      }
    }
    return Observation(
      .near, source.evidence(at: range, note: "\(pattern.note), but of the settings alone"))
  }

  private func filePlaces(
    of pattern: EvidencePattern, _ globs: [String]
  ) throws(MatchingError) -> [Observation] {
    guard let expression = pattern.pattern else { return [] }
    let matchers = globs.map { PathGlob($0) }
    var found: [Observation] = []
    for path in library.configurationFiles
    where matchers.contains(where: { $0.matches(path) }) {
      guard let file = library.configuration(path) else { continue }
      for match in try search.all(expression, in: file.visible, limit: Self.mostPlaces) {
        let range = match.range(named: "at") ?? match.range
        found.append(
          Observation(
            pattern.observationStance, file.evidence(at: range, note: pattern.note),
            facts: pattern.factValues))
      }
      if found.count >= Self.mostPlaces { break }
    }
    return found
  }

  /// The first match of a pattern's expression among some tokens of a file.
  func match(
    _ pattern: EvidencePattern, in source: SourceFile, tokens: Range<Int>
  ) throws(MatchingError) -> Range<Int>? {
    guard let expression = pattern.pattern, !tokens.isEmpty, pattern.speaks(of: source.language),
      dependencies.holdsOne(of: pattern.requires), source.imports(oneOf: pattern.requires)
    else { return nil }
    let bytes = pattern.view == .code ? source.code : source.codeWithStrings
    return try search.first(expression, in: bytes, range: source.byteRange(of: tokens))?.range
  }
}

extension SourceFile {
  /// `interface Event { idempotencyKey: string }`.
  fileprivate func isMemberOfInterface(_ token: Int) -> Bool {
    guard language == .javascript, let block = blocks(around: token).first, block.kind == .type,
      block.body.contains(token)
    else { return false }
    return block.head.contains { tokens[$0].isWord("interface") || tokens[$0].isWord("type") }
  }

  /// Whether a place stands in an import of a language whose imports do nothing.
  func isImported(_ offset: Int) -> Bool {
    guard [.java, .kotlin, .csharp, .php].contains(language) else { return false }
    var index = tokenIndex(at: offset)
    guard index < tokens.count else { return false }
    while index > 0, !tokens[index].startsLine { index -= 1 }
    return ["import", "using", "use"].contains(tokens[index].text)
      && index + 1 < tokens.count && tokens[index + 1].kind == .word
  }

  /// Whether the file imports one of some packages; true where none is asked for, and in the
  /// languages whose modules are not called after their packages.
  func imports(oneOf packages: [String]) -> Bool {
    guard !packages.isEmpty, language == .javascript else { return true }
    return tokens.indices.contains { index in
      guard tokens[index].kind == .string, index > 0,
        ["from", "import", "(", "require"].contains(tokens[index - 1].text)
      else { return false }
      let name = tokens[index].content
      return packages.contains { name == $0 || name.hasPrefix($0 + "/") }
    }
  }
}

extension EvidencePattern {
  func speaks(of language: Language) -> Bool {
    languages.isEmpty || languages.contains(language.rawValue)
  }

  var observationStance: Observation.Stance {
    switch stance {
    case .proves: .proves
    case .contradicts: .contradicts
    case .near: .near
    }
  }

  /// Facts in comparable form: numbers and flags as such, all else as text.
  var factValues: [String: FactValue] {
    facts.mapValues { text in
      if let number = Double(text) { return .number(number) }
      if text == "true" || text == "false" { return .flag(text == "true") }
      return .text(text)
    }
  }
}
