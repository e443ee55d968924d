/// Finds the blocks of a file: by braces, by indentation (Python), by `end` (Ruby) or by `done` (shell).
struct OutlineBuilder {
  let tokens: [Token]
  let partners: [Int]
  let language: Language

  func blocks() -> [Block] {
    switch language {
    case .python: return IndentedOutline(tokens: tokens, partners: partners).pythonBlocks()
    case .ruby: return IndentedOutline(tokens: tokens, partners: partners).rubyBlocks()
    case .shell: return bracedBlocks() + shellLoops()
    default: return bracedBlocks() + arrowBodies()
    }
  }

  private func bracedBlocks() -> [Block] {
    tokens.indices.compactMap { index in
      tokens[index].isSign("{") && partners[index] > index ? block(openedAt: index) : nil
    }
  }

  private func block(openedAt brace: Int) -> Block? {
    let start = headStart(before: brace)
    let body = brace + 1..<partners[brace]
    let words = outerWords(start..<brace)
    guard start < brace,
      let kind = kind(
        ofHead: start..<brace, words: words, first: words.first.map { tokens[$0].text } ?? "")
    else { return nil }
    var end = partners[brace] + 1
    if let first = words.first, tokens[first].isWord("do"), end + 1 < tokens.count,
      tokens[end].isWord("while"),
      partners[end + 1] > end
    {
      end = partners[end + 1] + 1
    }
    return Block(
      kind: kind.kind, name: kind.name, head: start..<brace, body: body,
      whole: decoratorStart(before: start)..<end)
  }

  /// Where the statement begins whose block opens at `brace`.
  private func headStart(before brace: Int) -> Int {
    var index = brace - 1
    while index >= 0 {
      let token = tokens[index]
      if partners[index] >= 0, partners[index] < index, !token.isSign("}") {
        index = partners[index]
      } else if token.isSign(";"), let start = clauseStart(before: index) {
        return start
      } else if token.kind == .sign, [";", "{", "}", "(", "[", ","].contains(token.text) {
        return index + 1
      }
      let first = tokens[index]
      if first.startsLine, !Self.continuations.contains(first.text) { return index }
      index -= 1
    }
    return 0
  }

  /// Go's `for i := 0; i < 3; i++ {` and `if err := f(); err != nil {` have no brackets around them.
  private func clauseStart(before index: Int) -> Int? {
    guard language == .go else { return nil }
    var start = index
    while start > 0, !tokens[start].startsLine { start -= 1 }
    return ["for", "if", "switch"].contains(tokens[start].text) ? start : nil
  }

  private static let continuations: Set<String> = [
    "throws", "where", "implements", "extends", "with", ":", ".", "?.", "=>", "->", ")", "(", "&&",
    "||", "?", "|", "&",
  ]

  /// Annotations and decorators on the lines above a declaration.
  private func decoratorStart(before start: Int) -> Int {
    var start = start
    while start > 0 {
      var index = start - 1
      if partners[index] >= 0, partners[index] < index, !tokens[index].isSign("}") {
        index = partners[index] - 1
      }
      while index > 0, tokens[index - 1].text == ".", index > 1 { index -= 2 }
      if language == .csharp, start > 0, tokens[start - 1].isSign("]"), partners[start - 1] >= 0 {
        start = partners[start - 1]
        continue
      }
      guard index > 0, tokens[index].kind == .word, tokens[index - 1].isSign("@") else { break }
      start = index - 1
    }
    return start
  }

  /// The words of a head that stand in no bracket.
  private func outerWords(_ range: Range<Int>) -> [Int] {
    var words: [Int] = []
    var index = range.lowerBound
    while index < range.upperBound {
      if partners[index] > index {
        index = partners[index]
      } else if tokens[index].kind == .word {
        words.append(index)
      }
      index += 1
    }
    return words
  }

  private func kind(
    ofHead head: Range<Int>, words: [Int], first: String
  ) -> (kind: Block.Kind, name: String)? {
    switch first {
    case "for", "while", "foreach", "do", "loop", "until": return (.loop, "")
    case "if", "else", "switch", "match", "when", "select", "elseif", "unless":
      return (.conditional, "")
    case "try": return (.attempt, "")
    case "catch", "finally": return (.handler, "")
    default: break
    }
    if let arrow = lastArrow(in: head) { return (.function, nameAssigned(before: arrow, in: head)) }
    for (place, word) in words.enumerated() {
      switch tokens[word].text {
      case "class", "interface", "struct", "enum", "namespace", "trait", "record", "object":
        let name = words.count > place + 1 ? tokens[words[place + 1]].text : ""
        return (.type, name)
      case "function", "func", "fun", "fn", "def":
        if words.count > place + 1 { return (.function, tokens[words[place + 1]].text) }
        return (.function, nameAssigned(before: word, in: head))
      case "new", "return", "using", "lock": return (.other, "")
      default: break
      }
    }
    if tokens[head.upperBound - 1].isSign("=") || tokens[head.upperBound - 1].isSign(":") {
      return nil
    }
    guard [.javascript, .java, .csharp].contains(language) || language == .shell,
      let group = head.reversed().first(where: {
        tokens[$0].isSign("(") && partners[$0] >= 0
      }), group > head.lowerBound, tokens[group - 1].kind == .word
    else { return (.other, "") }
    return (.function, tokens[group - 1].text)
  }

  /// The `=>` or `->` that ends a head, before its brace or its return type.
  private func lastArrow(in head: Range<Int>) -> Int? {
    guard let last = head.last, tokens[last].text == "=>" || tokens[last].text == "->" else {
      return nil
    }
    return last
  }

  /// `name = (...) =>` or `name: (...) =>`: the name.
  private func nameAssigned(before end: Int, in head: Range<Int>) -> String {
    var index = head.lowerBound
    while index < end {
      if partners[index] > index {
        index = partners[index]
      } else if tokens[index].isSign("=") || tokens[index].isSign(":"), index > head.lowerBound,
        tokens[index - 1].kind == .word
      {
        // const f: Handler = (...) => names f, not Handler.
        return tokens[index - 1].text
      }
      index += 1
    }
    return ""
  }

  /// `(x) => expression`: functions without braces.
  private func arrowBodies() -> [Block] {
    guard language == .javascript || language == .csharp || language == .java else { return [] }
    var blocks: [Block] = []
    for index in tokens.indices
    where (tokens[index].text == "=>" || (language == .java && tokens[index].text == "->"))
      && index + 1 < tokens.count && !tokens[index + 1].isSign("{")
    {
      let start = headStart(before: index + 1)
      let end = expressionEnd(from: index + 1)
      let head = min(start, index)..<index + 1
      blocks.append(
        Block(
          kind: .function, name: nameAssigned(before: index, in: head), head: head,
          body: index + 1..<end, whole: head.lowerBound..<end))
    }
    return blocks
  }

  private func expressionEnd(from start: Int) -> Int {
    var index = start
    while index < tokens.count {
      if partners[index] > index {
        index = partners[index]
      } else if [")", "]", "}", ",", ";"].contains(tokens[index].text) {
        return index
      }
      index += 1
    }
    return tokens.count
  }

  private func shellLoops() -> [Block] {
    var blocks: [Block] = []
    var open: [(head: Int, body: Int)] = []
    for index in tokens.indices where tokens[index].kind == .word {
      switch tokens[index].text {
      case "for", "while", "until": open.append((index, index + 1))
      case "do" where !open.isEmpty: open[open.count - 1].body = index + 1
      case "done":
        guard let loop = open.popLast(), loop.body <= index else { continue }
        blocks.append(
          Block(
            kind: .loop, name: "", head: loop.head..<loop.body, body: loop.body..<index,
            whole: loop.head..<index + 1))
      default: break
      }
    }
    return blocks
  }
}
