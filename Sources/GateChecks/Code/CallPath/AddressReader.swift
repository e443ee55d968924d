/// Reads the address of a request out of the code, as far as the repository tells it.
struct AddressReader {
  let definitions: (SourceFile) -> Definitions
  /// The files whose constants a file may use by name: those it imports.
  let imported: (SourceFile) -> [SourceFile]

  /// How many names are followed one after the other.
  private static let depth = 4

  /// The text of an expression; `{}` stands for what is not known.
  func text(_ tokens: Range<Int>, in source: SourceFile, depth: Int = depth) -> String {
    var text = ""
    var index = tokens.lowerBound
    while index < min(tokens.upperBound, source.tokens.count) {
      let token = source.tokens[index]
      switch token.kind {
      case .string: text += interpolated(token, at: index, in: source, depth: depth)
      case .word:
        let isCalled = index + 1 < tokens.upperBound && source.tokens[index + 1].isSign("(")
        let isOwner =
          index + 1 < tokens.upperBound
          && [".", "?.", "::", "->"].contains(source.tokens[index + 1].text)
        // url: BASE names an option, not a value.
        let isKey =
          index + 1 < source.tokens.count && source.tokens[index + 1].isSign(":")
          && (index == 0 || !source.tokens[index - 1].isSign("?"))
        if !isCalled, !isOwner, !isKey {
          text += value(of: token.text, at: index, in: source, depth)
        }
      case .number: text += token.text
      case .sign:
        if source.language == .shell, "/:.-?=&".contains(token.text) { text += token.text }
      }
      index += 1
    }
    return text
  }

  /// The address among the settings of a client: the first text that holds `://`.
  func base(_ tokens: Range<Int>, in source: SourceFile) -> String {
    for index in tokens {
      guard source.tokens[index].kind != .number else { continue }
      let text = text(index..<index + 1, in: source)
      if text.contains("://") { return text }
    }
    return ""
  }

  private func value(of name: String, at use: Int, in source: SourceFile, _ depth: Int) -> String {
    guard depth > 0, !Self.noNames.contains(name) else { return "" }
    if isMemberOfAnother(use, in: source) { return "{}" }
    if source.language == .shell, !name.hasPrefix("$") { return name }
    if let own = definitions(source).definition(of: name, at: use, in: source) {
      return text(own.value, in: source, depth: depth - 1)
    }
    for other in imported(source) {
      if let found = definitions(other).exported(name, from: other) {
        return text(found.value, in: other, depth: depth - 1)
      }
    }
    return "{}"
  }

  /// `photo.url` is not the file's own `url`; `this.url` and `config.url` may be.
  private func isMemberOfAnother(_ use: Int, in source: SourceFile) -> Bool {
    guard use > 1, [".", "?.", "->"].contains(source.tokens[use - 1].text) else { return false }
    let owner = source.tokens[use - 2].text.lowercased()
    return !["this", "self", "cls", "$this"].contains(owner)
      && !["config", "setting", "const", "option"].contains { owner.contains($0) }
  }

  private static let noNames: Set<String> = [
    "new", "await", "async", "return", "as", "string", "String", "str", "or", "and", "if", "else",
    "None", "null", "undefined", "not", "in", "const", "let", "var",
  ]

  /// A string with the names in it replaced: `${base}/users`, f"{base}/users", "#{base}/users".
  private func interpolated(
    _ token: Token, at use: Int, in source: SourceFile, depth: Int
  ) -> String {
    let content = token.content
    let opening: String
    switch source.language {
    case .javascript where token.text.hasPrefix("`"): opening = "${"
    case .kotlin: opening = "${"
    case .python where "fF".contains(token.text.prefix(1)), .csharp where token.text.hasPrefix("$"):
      opening = "{"
    case .ruby: opening = "#{"
    case .php where token.text.hasPrefix("\""): opening = "{"
    default: return source.language == .shell ? shell(content, use, source, depth) : String(content)
    }
    var result = ""
    var rest = content
    while let start = rest.firstRange(of: opening) {
      result += rest[..<start.lowerBound]
      let inner = rest[start.upperBound...]
      let expression = inner.prefix { $0 != "}" }
      let name = expression.split { !($0.isLetter || $0.isNumber || "_$".contains($0)) }.last ?? ""
      // A call, an index or arithmetic is a value that only the running program has.
      let isName = !expression.contains { "([+ ".contains($0) } && !name.isEmpty
      result += isName ? value(of: String(name), at: use, in: source, depth) : "{}"
      rest = inner.dropFirst(expression.count + 1)
    }
    return result + rest
  }

  private func shell(
    _ content: Substring, _ use: Int, _ source: SourceFile, _ depth: Int
  ) -> String {
    var result = ""
    var rest = content
    while let dollar = rest.firstIndex(of: "$") {
      result += rest[..<dollar]
      rest = rest[dollar...].dropFirst().drop { $0 == "{" }
      let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      result += value(of: "$" + name, at: use, in: source, depth)
      rest = rest.dropFirst(name.count)
      rest = rest.drop { $0 == "}" }
    }
    return result + rest
  }
}

extension Substring {
  func firstRange(of text: String) -> Range<Index>? {
    guard let first = text.first else { return nil }
    var start = startIndex
    while let index = self[start...].firstIndex(of: first) {
      if self[index...].hasPrefix(text) {
        return index..<self.index(index, offsetBy: text.count)
      }
      start = self.index(after: index)
    }
    return nil
  }
}
