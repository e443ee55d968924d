/// Whether what stands in a place is taken up anywhere: a limiter, a table or a schema that is made
/// and never used does nothing, and neither does a function that nobody calls.
struct NameUse: Sendable {
  let library: SourceLibrary
  let analysis: CallPathAnalysis

  /// The name under which a place is kept or called, where nothing uses it; `nil` where something
  /// does, or where the place has no name of its own.
  func idleName(at token: Int, in source: SourceFile) -> String? {
    if let holder = holder(of: token, in: source) {
      return isUsed(holder, in: source, depth: Self.depth) ? nil : holder.name
    }
    guard let function = hiddenFunction(around: token, in: source) else { return nil }
    return isUsed(function, in: source, depth: 0) ? nil : function.name
  }

  /// A class is used where an object of it is, which is used where ...
  private static let depth = 3
  /// Beyond this many files of a language nobody looks through them all for one name.
  private static let mostFiles = 20_000

  /// A name, and the tokens that make it: they do not count as uses.
  private struct Holder {
    var name: String
    var own: Range<Int>
    /// Whether no other file can see it.
    var isHidden = false
  }

  /// The statement of a place, or those that use the name it is given.
  func statements(
    using token: Int, in source: SourceFile
  ) -> [(source: SourceFile, tokens: Range<Int>)] {
    let own = [(source: source, tokens: statement(around: token, in: source))]
    guard let holder = holder(of: token, in: source) else { return own }
    let sources =
      [source]
      + analysis.path.surroundings.filter { $0 !== source && $0.language == source.language }
    let uses = sources.flatMap { other in
      (other.words[holder.name] ?? []).filter { place in
        !(other === source && holder.own.contains(place)) && isUse(place, in: other)
      }.map { (source: other, tokens: statement(around: $0, in: other)) }
    }
    // z.object({...}).parse(process.env) is used where it is made.
    return uses.isEmpty || own[0].tokens.count > 0 && isParsedAtOnce(token, in: source) ? own : uses
  }

  private func isParsedAtOnce(_ token: Int, in source: SourceFile) -> Bool {
    statement(around: token, in: source).contains { index in
      ["parse", "safeParse", "parseAsync", "validate", "cleanEnv"].contains(
        source.tokens[index].text)
    }
  }

  private func statement(around token: Int, in source: SourceFile) -> Range<Int> {
    let start = statementStart(of: token, in: source)
    var end = Definitions.expressionEnd(from: token, in: source)
    // Out of the brackets that the place stands in: { validationSchema: Joi.object({...}) }
    while end < source.tokens.count, [")", "]", "}", ","].contains(source.tokens[end].text),
      let opening = opening(around: end, in: source), opening > start,
      source.partners[opening] > 0
    {
      end = Definitions.expressionEnd(from: source.partners[opening] + 1, in: source)
    }
    return start..<max(end, start)
  }

  // MARK: What holds a place

  private func holder(of token: Int, in source: SourceFile) -> Holder? {
    let tokens = source.tokens
    if let block = source.blocks(around: token).first(where: { !$0.name.isEmpty }),
      block.head.contains(token)
    {
      // Validators of .NET are found by their type, by no name.
      if block.kind == .type, source.language != .csharp {
        return Holder(name: block.name, own: block.whole)
      }
      if block.kind == .function, tokens[token].text == block.name {
        return Holder(name: block.name, own: block.whole)
      }
    }
    return binding(around: token, in: source)
  }

  /// How far behind the `=` a place may begin: `new https.Agent(`, `&rate.Limiter{`.
  private static let lead = 4

  /// The variable or member that a value is given to, where the place begins the value.
  private func binding(around token: Int, in source: SourceFile) -> Holder? {
    let found = analysis.definitions(of: source).all.filter { definition in
      (definition.name == token || definition.value.prefix(Self.lead).contains(token))
        && isAssigned(definition, in: source)
    }
    guard let definition = found.min(by: { $0.value.count < $1.value.count }) else { return nil }
    return Holder(
      name: Definitions.plain(source.tokens[definition.name].text),
      own: definition.name..<definition.value.upperBound,
      isHidden: source.language == .javascript && !isExported(definition.name, in: source))
  }

  /// Whether a value is assigned: an option of a call and a key of an object are not.
  private func isAssigned(_ definition: Definitions.Definition, in source: SourceFile) -> Bool {
    let before = source.tokens[definition.value.lowerBound - 1].text
    guard before == "=" || before == ":=" else { return false }
    return opening(around: definition.name, in: source).map { source.tokens[$0].isSign("{") }
      ?? true
  }

  /// A function of a file's own that no other file can see.
  private func hiddenFunction(around token: Int, in source: SourceFile) -> Holder? {
    let around = source.blocks(around: token)
    guard !around.contains(where: { $0.kind == .type }),
      let function = around.last(where: { $0.kind == .function }), !function.name.isEmpty,
      function.body.contains(token), function.whole.lowerBound == function.head.lowerBound
    else { return nil }
    let isHidden =
      source.language == .javascript && source.tokens[function.head.lowerBound].isWord("function")
      || source.language == .python && function.name.hasPrefix("_")
    return isHidden
      ? Holder(name: function.name, own: function.whole, isHidden: true) : nil
  }

  private func isExported(_ name: Int, in source: SourceFile) -> Bool {
    let start = statementStart(of: name, in: source)
    if source.tokens[start].isWord("export") || name > 0 && source.tokens[name - 1].isSign(".") {
      return true
    }
    let text = Definitions.plain(source.tokens[name].text)
    return (source.words[text] ?? []).contains { place in
      let first = source.tokens[statementStart(of: place, in: source)].text
      return ["export", "module", "exports"].contains(first)
    }
  }

  // MARK: What uses it

  private func isUsed(_ holder: Holder, in source: SourceFile, depth: Int) -> Bool {
    if isUsed(holder.name, in: source, except: holder.own, depth: depth) { return true }
    guard !holder.isHidden else { return false }
    let around = analysis.path.surroundings.filter {
      $0 !== source && $0.language == source.language
    }
    if around.contains(where: { isUsed(holder.name, in: $0, except: 0..<0, depth: depth) }) {
      return true
    }
    return isUsedFarther(holder.name, from: source, known: around, depth: depth)
  }

  /// Looks through the files that the call path leaves out.
  private func isUsedFarther(
    _ name: String, from source: SourceFile, known: [SourceFile], depth: Int
  ) -> Bool {
    let read = Set(known.map(\.path)).union([source.path])
    let others = library.files.paths.filter {
      Language(of: $0) == source.language && !read.contains($0) && library.role(of: $0).canProve
    }
    guard others.count <= Self.mostFiles else { return true }
    let wanted = Array(name.utf8)
    let mentioning = library.readEach(others) { path, bytes in
      bytes.firstRange(of: wanted) == nil ? nil : path
    }
    return mentioning.contains { path in
      library.source(path).map { isUsed(name, in: $0, except: 0..<0, depth: depth) } ?? false
    }
  }

  private func isUsed(
    _ name: String, in source: SourceFile, except own: Range<Int>, depth: Int
  ) -> Bool {
    (source.words[name] ?? []).contains { place in
      guard !own.contains(place), isUse(place, in: source) else { return false }
      // new RateLimiter(5) is used where the object is.
      guard depth > 0, let made = object(madeAt: place, in: source) else { return true }
      return isUsed(made, in: source, depth: depth - 1)
    }
  }

  private func object(madeAt place: Int, in source: SourceFile) -> Holder? {
    guard place + 1 < source.tokens.count, source.tokens[place + 1].isSign("("),
      source.tokens[place].text.first?.isUppercase ?? false
    else { return nil }
    return binding(around: place, in: source)
  }

  private func isUse(_ place: Int, in source: SourceFile) -> Bool {
    let tokens = source.tokens
    let next = place + 1 < tokens.count ? tokens[place + 1].text : ""
    let before = place > 0 ? tokens[place - 1].text : ""
    if next == "=" || next == ":=" || Self.declaring.contains(before) { return false }
    if before == ".", place > 1, tokens[place - 2].isWord("console") { return false }
    if isDeclared(place, next: next, before: before, in: source) { return false }
    let start = statementStart(of: place, in: source)
    if Self.importing.contains(tokens[start].text) { return false }
    if ["module", "exports"].contains(tokens[start].text) { return false }
    // export { limiter }; const { limiter } = require("./limiter")
    let names = start + 1 < tokens.count && tokens[start + 1].isSign("{") ? start + 1 : start
    guard tokens[names].isSign("{"), source.partners[names] > place else { return true }
    let behind = source.partners[names] + 2
    return
      !(tokens[start].isWord("export")
      || behind < tokens.count && tokens[behind].isWord("require"))
  }

  /// `typeof schema` is a type, which checks nothing at run time.
  private static let declaring: Set<String> = [
    "typeof", "def", "class", "func", "fun", "function", "let", "const", "var", "val",
  ]
  private static let importing: Set<String> = ["import", "from", "using", "use"]

  /// `private limiter: Bottleneck`, `private final RateLimiter limiter;`, `limiter *rate.Limiter`.
  private func isDeclared(
    _ place: Int, next: String, before: String, in source: SourceFile
  ) -> Bool {
    let block = source.blocks(around: place).first
    if block?.kind == .function, block?.head.contains(place) ?? false { return next == ":" }
    guard block?.kind == .type, block?.body.contains(place) ?? false else { return false }
    switch source.language {
    case .go: return source.tokens[place].startsLine
    case .javascript, .python, .kotlin: return next == ":"
    default: return next == ";"
    }
  }

  // MARK: Statements

  /// The token that begins the statement around a token.
  private func statementStart(of token: Int, in source: SourceFile) -> Int {
    var index = token
    while index > 0, !source.tokens[index].startsLine { index -= 1 }
    guard let opening = opening(around: index, in: source), opening > 0 else { return index }
    // Names over several lines: import {\n a,\n b } from
    let isList = source.blocks(around: index).allSatisfy { $0.head.upperBound != opening }
    guard isList else { return index }
    var start = opening
    while start > 0, !source.tokens[start].startsLine { start -= 1 }
    return start
  }

  /// The bracket that is open around a token.
  private func opening(around token: Int, in source: SourceFile) -> Int? {
    var index = token - 1
    while index >= 0 {
      if source.partners[index] > token { return index }
      index =
        source.partners[index] >= 0 && source.partners[index] < index
        ? source.partners[index] - 1 : index - 1
    }
    return nil
  }
}
