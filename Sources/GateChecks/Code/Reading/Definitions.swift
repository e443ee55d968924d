/// Where the names of a file get their values: assignments, constants, defaults of parameters.
struct Definitions: Sendable {
  /// A name's definition: the tokens of its value.
  struct Definition: Sendable {
    var name: Int
    var value: Range<Int>
  }
  private let byName: [String: [Definition]]
  /// All definitions, in no particular order.
  var all: [Definition] { byName.values.flatMap { $0 } }
  func all(of name: String) -> [Definition] { byName[Self.plain(name)] ?? [] }

  init(_ source: SourceFile) {
    var byName: [String: [Definition]] = [:]
    let tokens = source.tokens
    for index in tokens.indices where tokens[index].kind == .word {
      guard let start = Self.valueStart(after: index, in: tokens) else { continue }
      let end = Self.expressionEnd(from: start, in: source)
      guard end > start else { continue }
      byName[Self.plain(tokens[index].text), default: []].append(
        Definition(name: index, value: start..<end))
      // rate, remaining, reset = limits(response)
      for earlier in Self.targets(before: index, in: tokens) {
        byName[Self.plain(tokens[earlier].text), default: []].append(
          Definition(name: earlier, value: start..<end))
      }
    }
    for index in tokens.indices where tokens[index].isSign("=") && index > 0 {
      // const { data, headers: h } = await get(url)
      guard ["}", "]", ")"].contains(tokens[index - 1].text), source.partners[index - 1] >= 0
      else { continue }
      let end = Self.expressionEnd(from: index + 1, in: source)
      guard end > index + 1 else { continue }
      for name in source.partners[index - 1]..<index - 1 where tokens[name].kind == .word {
        byName[Self.plain(tokens[name].text), default: []].append(
          Definition(name: name, value: index + 1..<end))
      }
    }
    self.byName = byName
  }

  /// A name without the signs that a language puts before it.
  static func plain(_ name: String) -> String {
    guard let first = name.utf8.first, first == UInt8(ascii: "$") || first == UInt8(ascii: "@")
    else { return name }
    return String(name.drop { $0 == "$" || $0 == "@" })
  }

  /// The definition that holds at `use`: the last one before it in the same function, else the
  /// first in the file.
  func definition(of name: String, at use: Int, in source: SourceFile) -> Definition? {
    let all = (byName[Self.plain(name)] ?? []).filter { !$0.value.contains(use) }
    guard let function = source.function(around: use) else { return all.first }
    return all.last { function.whole.contains($0.name) && $0.name < use } ?? all.first
  }

  /// The definition at the top level of the file, for other files to use.
  func exported(_ name: String, from source: SourceFile) -> Definition? {
    byName[Self.plain(name)]?.first { source.function(around: $0.name) == nil }
  }

  /// The names in front of the last one of `a, b, c = value`.
  private static func targets(before last: Int, in tokens: [Token]) -> [Int] {
    var names: [Int] = []
    var index = last
    while index >= 2, !tokens[index].startsLine, tokens[index - 1].isSign(","),
      tokens[index - 2].kind == .word
    {
      index -= 2
      names.append(index)
    }
    // Within brackets the commas part arguments, not targets.
    let before = index > 0 ? tokens[index - 1].text : ""
    return tokens[index].startsLine || ["if", "for", "switch", "var"].contains(before) ? names : []
  }

  /// How far behind a name its type may reach, in tokens.
  private static let longestType = 14

  /// The first token of the value in `name = value`, `name: Type = value` and `name: value`.
  private static func valueStart(after name: Int, in tokens: [Token]) -> Int? {
    guard name + 2 < tokens.count + 1, name + 1 < tokens.count else { return nil }
    switch tokens[name + 1].text {
    case "=", ":=", "||=": return name + 2
    case ":":
      for index in name + 2..<min(name + 2 + longestType, tokens.count) {
        let text = tokens[index].text
        if text == "=" { return index + 1 }
        if [",", ")", ";", "{", "("].contains(text) || tokens[index].startsLine { break }
      }
      return name + 2
    default: return nil
    }
  }

  /// Behind the last token of the expression that starts at `start`.
  static func expressionEnd(from start: Int, in source: SourceFile) -> Int {
    var index = start
    while index < source.tokens.count {
      let token = source.tokens[index]
      if index > start, token.startsLine, !continues(token, after: source.tokens[index - 1]) {
        return index
      }
      if source.partners[index] > index {
        index = source.partners[index]
      } else if token.kind == .sign, ends.contains(token.text) {
        return index
      }
      index += 1
    }
    return source.tokens.count
  }

  private static let ends: Set<String> = [")", "]", "}", ",", ";"]

  private static func continues(_ token: Token, after previous: Token) -> Bool {
    joining.contains(token.text) || open.contains(previous.text)
  }

  private static let joining: Set<String> = [
    ".", "?.", "+", "||", "??", "&&", "?", ":", "->", "::", "or", "and", "*", "-", "/",
  ]
  private static let open: Set<String> = [
    "=", "+", "||", "??", "&&", "?", ":", "(", ":=", "or", "and", "\\", "=>", ".", "*", "return",
  ]
}
