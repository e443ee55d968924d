/// A call as it is written: `axios.get(url, { timeout: 5 })`.
struct Call: Sendable {
  /// The dotted name that is called: `["axios", "get"]`; parts that are no names are left out.
  let name: [String]
  /// Tokens of the name.
  let nameTokens: Range<Int>
  /// Tokens between the parentheses.
  let arguments: Range<Int>
  /// Tokens of each argument.
  let argumentList: [Range<Int>]
  /// Tokens from the first of the name to the closing parenthesis.
  var whole: Range<Int> {
    nameTokens.lowerBound..<max(arguments.upperBound + 1, nameTokens.upperBound)
  }

  /// The last part of the name: `get`.
  var last: String { name.last ?? "" }
  /// All but the last part: `axios`.
  var receiver: String { name.dropLast().joined(separator: ".") }
  /// The whole name: `axios.get`.
  let dotted: String

  init(
    name: [String], nameTokens: Range<Int>, arguments: Range<Int>, argumentList: [Range<Int>]
  ) {
    self.name = name
    self.nameTokens = nameTokens
    self.arguments = arguments
    self.argumentList = argumentList
    dotted = name.count == 1 ? name[0] : name.joined(separator: ".")
  }
}

/// Finds the calls among the tokens of a file.
struct CallReader {
  let tokens: [Token]
  let partners: [Int]
  let language: Language

  func calls() -> [Call] {
    var calls: [Call] = []
    for index in tokens.indices where tokens[index].kind == .word {
      if let call = call(at: index) { calls.append(call) }
    }
    return calls
  }

  /// The call whose name ends with the word at `index`.
  private func call(at index: Int) -> Call? {
    var next = index + 1
    guard next < tokens.count else { return nil }
    guard tokens[next].kind == .sign else { return hasCommands ? commandCall(at: index) : nil }
    if tokens[next].text == "?.", next + 1 < tokens.count, tokens[next + 1].isSign("(") {
      next += 1
    }
    if tokens[next].text == "<" || (language == .go && tokens[next].text == "[") {
      next = behindTypeArguments(next) ?? next
    }
    guard next < tokens.count else { return nil }
    if tokens[next].isSign("("), partners[next] > next {
      guard !Self.keywords.contains(tokens[index].text), !isDeclaration(index) else { return nil }
      let inner = next + 1..<partners[next]
      return make(index, nameEnd: next, arguments: inner)
    }
    return hasCommands ? commandCall(at: index) : nil
  }

  /// Whether the language has calls without parentheses.
  private var hasCommands: Bool {
    language == .ruby || language == .powershell || language == .shell
  }

  private func make(_ index: Int, nameEnd: Int, arguments: Range<Int>) -> Call {
    let (name, start) = nameEnding(at: index)
    return Call(
      name: name, nameTokens: start..<nameEnd, arguments: arguments,
      argumentList: split(arguments))
  }

  private static let keywords: Set<String> = [
    "if", "for", "while", "switch", "catch", "return", "function", "foreach", "elseif", "elif",
    "and", "or", "not", "in", "using", "lock", "when", "match", "until", "unless", "await",
    "typeof", "super", "synchronized", "func", "fn", "def", "print_r", "assert",
  ]

  /// `def f(`, `func f(`, `function f(`, `fun f(`: a name that is declared, not called.
  private func isDeclaration(_ index: Int) -> Bool {
    guard index > 0 else { return false }
    if ["def", "func", "function", "fun", "fn"].contains(tokens[index - 1].text) { return true }
    // Go's methods: func (c *Client) Get(
    if language == .go, tokens[index - 1].isSign(")"), partners[index - 1] > 0 {
      return tokens[partners[index - 1] - 1].isWord("func")
    }
    return false
  }

  /// Ruby's and PowerShell's calls without parentheses: what follows on the line is the argument list.
  private func commandCall(at index: Int) -> Call? {
    guard index + 1 < tokens.count, !Self.keywords.contains(tokens[index].text)
    else { return nil }
    let (_, start) = nameEnding(at: index)
    let startsStatement =
      tokens[start].startsLine
      || (start > 0 && ["=", "(", "|", "||", "&&", ";", "!", "{"].contains(tokens[start - 1].text))
      || (start > 0 && ["return", "unless", "if", "then", "do"].contains(tokens[start - 1].text))
    guard startsStatement else { return nil }
    let next = tokens[index + 1]
    guard !next.startsLine,
      next.kind != .sign || next.text == ":" || next.text == "-"
        || next.text == "@" || next.text == "*" || next.text == "$"
    else { return nil }
    // A space stands between name and argument.
    guard next.range.lowerBound > tokens[index].range.upperBound else { return nil }
    var end = index + 1
    while end < tokens.count {
      if tokens[end].startsLine, !continues(lineBefore: end) { break }
      if partners[end] > end {
        end = partners[end]
      } else if partners[end] >= 0, partners[end] < index {
        break
      } else if language != .ruby, tokens[end].text == ";" || tokens[end].text == "|" {
        break
      }
      end += 1
    }
    return make(index, nameEnd: index + 1, arguments: index + 1..<end)
  }

  private func continues(lineBefore index: Int) -> Bool {
    let last = tokens[index - 1].text
    if language == .ruby { return last == "," || last == "." || last == "\\" }
    return last == "\\" || last == "`"
  }

  private func behindTypeArguments(_ start: Int) -> Int? {
    var depth = 0
    var index = start
    while index < tokens.count, index - start < Self.longestTypeArguments {
      switch tokens[index].text {
      case "<", "[": depth += 1
      case ">", "]":
        depth -= 1
        if depth == 0 {
          return index + 1 < tokens.count && tokens[index + 1].isSign("(") ? index + 1 : nil
        }
      case ";", "(", ")", "&&", "||": return nil
      default: break
      }
      index += 1
    }
    return nil
  }

  /// In front of `<User>`, whose closing sign stands at `end`.
  private func beforeTypeArguments(_ end: Int) -> Int {
    var depth = 0
    var index = end
    while index > 0, end - index < Self.longestTypeArguments {
      if tokens[index].text == ">" { depth += 1 }
      if tokens[index].text == "<" { depth -= 1 }
      index -= 1
      if depth == 0 { return index }
    }
    return end
  }

  /// Type arguments are no longer than this, in tokens; what is longer is a comparison.
  private static let longestTypeArguments = 24

  /// The dotted name that ends with the word at `index`, and its first token.
  private func nameEnding(at index: Int) -> (name: [String], start: Int) {
    var parts = [tokens[index].text]
    var start = index
    while start >= 2, [".", "?.", "::", "->"].contains(tokens[start - 1].text) {
      var before = start - 2
      // client.get(...).json(): the call in front of it is passed over.
      while before > 0, partners[before] >= 0, partners[before] < before {
        before = partners[before] - 1
      }
      if before > 0, tokens[before].text == ">" { before = beforeTypeArguments(before) }
      if before >= 0, tokens[before].text == "!" { before -= 1 }
      guard before >= 0, tokens[before].kind != .sign else { break }
      if tokens[before].kind == .word { parts.append(tokens[before].text) }
      start = before
    }
    return (parts.reversed(), start)
  }

  /// Splits at the commas that stand in no bracket.
  private func split(_ range: Range<Int>) -> [Range<Int>] {
    guard !range.isEmpty else { return [] }
    var parts: [Range<Int>] = []
    var start = range.lowerBound
    var index = start
    while index < range.upperBound {
      if partners[index] > index {
        index = partners[index]
      } else if tokens[index].isSign(",") {
        parts.append(start..<index)
        start = index + 1
      }
      index += 1
    }
    if start < range.upperBound { parts.append(start..<min(range.upperBound, tokens.count)) }
    return parts
  }
}
