/// Finds the blocks of Python by indentation, and those of Ruby by the `end` in the same column.
struct IndentedOutline {
  let tokens: [Token]
  let partners: [Int]

  /// The first tokens of logical lines: those that stand in no bracket.
  private var lineStarts: [Int] {
    var starts: [Int] = []
    var index = 0
    while index < tokens.count {
      if tokens[index].startsLine { starts.append(index) }
      // A bracket that is still open at the end of a line carries the line on.
      index = max(index, partners[index]) + 1
    }
    return starts
  }

  // MARK: Python

  func pythonBlocks() -> [Block] {
    let starts = lineStarts
    var blocks: [Block] = []
    for (line, start) in starts.enumerated() {
      guard let kind = Self.pythonKinds[tokens[start].text] ?? asyncKind(start),
        let colon = colon(from: start)
      else { continue }
      var end = tokens.count
      for next in starts[(line + 1)...] where tokens[next].indentation <= tokens[start].indentation
      {
        end = next
        break
      }
      let named = tokens[start].text == "async" ? start + 2 : start + 1
      let hasName = kind == .function || kind == .type
      blocks.append(
        Block(
          kind: kind, name: hasName && named < tokens.count ? tokens[named].text : "",
          head: start..<colon, body: min(colon + 1, end)..<end,
          whole: decoratorStart(line: line, in: starts)..<end))
    }
    return blocks
  }

  private static let pythonKinds: [String: Block.Kind] = [
    "def": .function, "class": .type, "for": .loop, "while": .loop, "if": .conditional,
    "elif": .conditional, "else": .conditional, "try": .attempt, "except": .handler,
    "finally": .handler, "with": .other, "match": .conditional,
  ]

  private func asyncKind(_ start: Int) -> Block.Kind? {
    guard tokens[start].isWord("async"), start + 1 < tokens.count else { return nil }
    return Self.pythonKinds[tokens[start + 1].text]
  }

  private func colon(from start: Int) -> Int? {
    var index = start
    while index < tokens.count {
      if partners[index] > index {
        index = partners[index]
      } else if tokens[index].isSign(":") {
        return index
      } else if index > start, tokens[index].startsLine, tokens[index - 1].text != "\\" {
        return nil
      }
      index += 1
    }
    return nil
  }

  private func decoratorStart(line: Int, in starts: [Int]) -> Int {
    var line = line
    while line > 0, tokens[starts[line - 1]].isSign("@"),
      tokens[starts[line - 1]].indentation == tokens[starts[line]].indentation
    {
      line -= 1
    }
    return starts[line]
  }

  // MARK: Ruby

  func rubyBlocks() -> [Block] {
    let starts = tokens.indices.filter { tokens[$0].startsLine }
    var blocks: [Block] = []
    for (line, start) in starts.enumerated() {
      let lineEnd = line + 1 < starts.count ? starts[line + 1] : tokens.count
      if tokens[start].isWord("rescue") || tokens[start].isWord("ensure") {
        blocks.append(handler(start, line: line, lineEnd: lineEnd, in: starts))
      } else if let opened = rubyKind(start..<lineEnd) {
        guard let end = rubyEnd(of: start, after: line, in: starts) else { continue }
        blocks.append(
          Block(
            kind: opened.kind, name: opened.name, head: start..<lineEnd,
            body: lineEnd..<max(lineEnd, end), whole: start..<statementEnd(end)))
      }
    }
    return blocks
  }

  private func handler(_ start: Int, line: Int, lineEnd: Int, in starts: [Int]) -> Block {
    let end =
      starts[(line + 1)...].first {
        tokens[$0].indentation <= tokens[start].indentation
          && ["rescue", "ensure", "else", "end"].contains(tokens[$0].text)
      } ?? tokens.count
    return Block(
      kind: .handler, name: "", head: start..<lineEnd, body: lineEnd..<max(lineEnd, end),
      whole: start..<max(lineEnd, end))
  }

  private func rubyKind(_ line: Range<Int>) -> (kind: Block.Kind, name: String)? {
    let first = tokens[line.lowerBound].text
    switch first {
    case "def":
      var name = line.lowerBound + 1
      if name + 2 < tokens.count, tokens[name].isWord("self"), tokens[name + 1].isSign(".") {
        name += 2
      }
      return (.function, name < tokens.count ? tokens[name].text : "")
    case "class", "module":
      let name = line.lowerBound + 1
      return (.type, name < tokens.count ? tokens[name].text : "")
    case "while", "until", "for": return (.loop, "")
    case "if", "unless", "case": return (.conditional, "")
    default: break
    }
    let words = line.filter { tokens[$0].kind == .word }.map { tokens[$0].text }
    guard words.contains("do") || words.last == "begin" else { return nil }
    if words.last == "begin" { return (.attempt, "") }
    let loops: Set<String> = [
      "loop", "each", "times", "step", "upto", "each_with_index", "each_slice", "find_each", "map",
    ]
    return (words.contains { loops.contains($0) } ? .loop : .other, "")
  }

  /// The `end` that closes the block opened on a line: the next one in the same column.
  private func rubyEnd(of start: Int, after line: Int, in starts: [Int]) -> Int? {
    starts[(line + 1)...].first {
      tokens[$0].isWord("end") && tokens[$0].indentation == tokens[start].indentation
    }
  }

  /// Behind the line of an `end`, which may carry `while condition`.
  private func statementEnd(_ end: Int) -> Int {
    var index = end + 1
    while index < tokens.count, !tokens[index].startsLine { index += 1 }
    return index
  }
}
