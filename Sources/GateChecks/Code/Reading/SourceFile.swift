import GateModel
internal import Synchronization

/// One file of source code, read closely: its tokens, brackets, blocks and calls.
final class SourceFile: Sendable {
  let path: RepositoryPath
  let language: Language
  let role: SourceRole
  let bytes: [UInt8]
  /// Comments, contents of strings and what is only logged are spaces.
  let code: [UInt8]
  /// Comments and what is only logged are spaces; strings stand as written.
  let codeWithStrings: [UInt8]
  let tokens: [Token]
  /// The partner of each bracket token, by token index; -1 where there is none.
  let partners: [Int]
  let blocks: [Block]
  let calls: [Call]
  /// Calls that write to a log or a terminal; their arguments are words, not evidence.
  let logCalls: [Call]
  private let lineStarts: [Int]
  /// Whether each token stands in the arguments of a log call.
  private let logged: [Bool]
  /// Where each word stands, by its text without the signs that a language puts before names.
  var words: [String: [Int]] {
    wordsOnceKnown.withLock { known in
      if let known { return known }
      var words: [String: [Int]] = [:]
      for index in tokens.indices where tokens[index].kind == .word {
        words[Definitions.plain(tokens[index].text), default: []].append(index)
      }
      known = words
      return words
    }
  }
  private let wordsOnceKnown = Mutex<[String: [Int]]?>(nil)

  init(path: RepositoryPath, language: Language, bytes: [UInt8]) {
    var lexer = Lexer(bytes, language: language)
    self.path = path
    self.language = language
    self.bytes = bytes
    role = SourceRole(of: path)
    tokens = lexer.tokens
    partners = Self.matchBrackets(lexer.tokens)
    var starts = [0]
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(index + 1)
    }
    lineStarts = starts
    blocks = OutlineBuilder(tokens: lexer.tokens, partners: partners, language: language).blocks()
    functionOfToken = Self.functions(blocks, ofTokens: lexer.tokens.count)
    let declared = Self.declarations(blocks)
    let found = CallReader(tokens: lexer.tokens, partners: partners, language: language).calls()
      .filter { !declared.contains($0.last, at: $0.nameTokens.upperBound - 1) }
    logCalls = found.filter { LogCall.isLog($0, in: language) }
    calls = found.filter { !LogCall.isLog($0, in: language) }
    var logged = [Bool](repeating: false, count: lexer.tokens.count)
    for call in logCalls {
      for index in call.arguments { logged[index] = true }
    }
    self.logged = logged
    for call in logCalls { lexer.blank(Self.byteRange(of: call.arguments, among: lexer.tokens)) }
    code = lexer.code
    codeWithStrings = lexer.codeWithStrings
  }

  /// The byte range from the first to the last of some tokens.
  func byteRange(of range: Range<Int>) -> Range<Int> { Self.byteRange(of: range, among: tokens) }

  private static func byteRange(of range: Range<Int>, among tokens: [Token]) -> Range<Int> {
    guard let first = range.first, let last = range.last else { return 0..<0 }
    return tokens[first].range.lowerBound..<tokens[last].range.upperBound
  }

  /// Line and column, both from 1, of a byte offset.
  func location(of offset: Int) -> Location {
    var low = 0
    var high = lineStarts.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle - 1 }
    }
    let bytes = self.bytes
    let columns = Location.columns(in: lineStarts[low]..<offset, of: bytes.span)
    return Location(path: path, line: low + 1, column: columns + 1)
  }

  /// The place of a byte range, with the line as excerpt.
  func evidence(at range: Range<Int>, note: String? = nil) -> Evidence {
    let start = location(of: range.lowerBound)
    let end = location(of: max(range.lowerBound, range.upperBound - 1))
    let excerpt = excerpt(ofLine: start.line)
    return Evidence(
      location: Location(
        path: path, line: start.line, column: start.column, endLine: end.line,
        endColumn: end.column + 1),
      excerpt: excerpt.text, excerptColumn: excerpt.column, note: note)
  }
  func evidence(atToken index: Int, note: String? = nil) -> Evidence {
    evidence(at: tokens[index].range, note: note)
  }

  private static let excerptLength = 200

  private func excerpt(ofLine line: Int) -> (text: String, column: Int) {
    let start = lineStarts[line - 1]
    let end = line < lineStarts.count ? lineStarts[line] : bytes.count
    let text = String(decoding: bytes[start..<end], as: UTF8.self)
    let trimmed = text.drop { $0.isWhitespace }
    return (
      String(trimmed.prefix(Self.excerptLength)).trimmedAtEnd,
      1 + text[..<trimmed.startIndex].utf16.count
    )
  }

  /// The index of the token that holds or follows a byte offset.
  func tokenIndex(at offset: Int) -> Int {
    var low = 0
    var high = tokens.count
    while low < high {
      let middle = (low + high) / 2
      if tokens[middle].range.upperBound <= offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Whether a token stands in the arguments of a log call.
  func isLogged(_ token: Int) -> Bool { logged[token] }

  /// The blocks around a token, innermost first.
  func blocks(around token: Int) -> [Block] {
    blocks.filter { $0.whole.contains(token) }.sorted { $0.whole.count < $1.whole.count }
  }
  /// The innermost function around a token.
  func function(around token: Int) -> Block? {
    guard functionOfToken.indices.contains(token), functionOfToken[token] >= 0 else { return nil }
    return blocks[Int(functionOfToken[token])]
  }
  /// For each token the place in `blocks` of the innermost function around it; -1 where none is.
  private let functionOfToken: [Int32]

  private static func functions(_ blocks: [Block], ofTokens count: Int) -> [Int32] {
    var innermost = [Int32](repeating: -1, count: count)
    let functions = blocks.indices.filter { blocks[$0].kind == .function }
    // Outer ones first, so that the inner ones write over them.
    for index in functions.sorted(by: { blocks[$0].whole.count > blocks[$1].whole.count }) {
      for token in blocks[index].whole where token < count { innermost[token] = Int32(index) }
    }
    return innermost
  }

  /// The heads of the functions by their name: what looks like a call there is the declaration.
  private struct Declarations {
    var heads: [String: [Range<Int>]] = [:]
    func contains(_ name: String, at token: Int) -> Bool {
      heads[name]?.contains { $0.contains(token) } ?? false
    }
  }
  private static func declarations(_ blocks: [Block]) -> Declarations {
    var declarations = Declarations()
    for block in blocks where block.kind == .function && !block.name.isEmpty {
      declarations.heads[block.name, default: []].append(block.head)
    }
    return declarations
  }

  private static func matchBrackets(_ tokens: [Token]) -> [Int] {
    var partners = [Int](repeating: -1, count: tokens.count)
    var open: [(index: Int, closing: String)] = []
    for (index, token) in tokens.enumerated() where token.kind == .sign {
      switch token.text {
      case "(": open.append((index, ")"))
      case "[": open.append((index, "]"))
      case "{": open.append((index, "}"))
      case ")", "]", "}":
        // An unmatched bracket inside is passed over, so that one slip does not undo the file.
        guard let match = open.lastIndex(where: { $0.closing == token.text }) else { continue }
        partners[open[match].index] = index
        partners[index] = open[match].index
        open.removeSubrange(match...)
      default: break
      }
    }
    return partners
  }
}

extension String {
  var trimmedAtEnd: String {
    var text = self
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return text
  }
}
