package import GateYAML

// Scalars read alike by YAML 1.1 and YAML 1.2: what one of them takes for something else than the
// other is a mistake here, with the way to write it.
extension DiagnosingReader {
  /// A text that is not empty.
  package mutating func text(_ node: YAMLNode, _ what: String) -> String? {
    guard case .scalar(let text, let isPlain) = node.content, !node.isNull else {
      error("\(what) must be text, not \(node.kindName)", at: node)
      return nil
    }
    guard text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
      error("\(what) is empty", at: node)
      return nil
    }
    if isPlain, let other = PlainScalar.reading(of: text) {
      error(
        "\(what) must be text, and '\(Self.shown(text))' without quotes is \(other)", at: node,
        help: "write '\(Self.shown(text))' in quotes")
      return nil
    }
    return text
  }

  /// One of a few words.
  package mutating func choice(
    _ node: YAMLNode, _ what: String, among words: [String]
  ) -> String? {
    guard let word = text(node, what) else { return nil }
    guard words.contains(word) else {
      let known = words.joined(separator: ", ")
      error(
        "'\(Self.shown(word))' is no \(what)", at: node,
        help: Spelling.nearest(to: word, among: words).map { "did you mean '\($0)'?" }
          ?? "one of: \(known)")
      return nil
    }
    return word
  }

  /// One of the raw values of an enumeration.
  package mutating func choice<Choice: CaseIterable & RawRepresentable<String>>(
    _ node: YAMLNode, _ what: String, among type: Choice.Type
  ) -> Choice? {
    choice(node, what, among: type.allCases.map(\.rawValue)).flatMap { Choice(rawValue: $0) }
  }

  /// The nodes of a list; notes what is none.
  package mutating func list(_ node: YAMLNode, _ what: String) -> [YAMLNode] {
    guard let items = node.sequence else {
      error(
        "\(what) must be a list, not \(node.kindName)", at: node,
        help: node.scalar.map { "write [\(Self.shown($0))]" })
      return []
    }
    return items
  }

  package mutating func flag(_ node: YAMLNode, _ what: String) -> Bool? {
    if case .scalar(let text, isPlain: true) = node.content {
      if text == "true" { return true }
      if text == "false" { return false }
      if PlainScalar.isYAML11Flag(text) {
        error(
          "\(what) must be true or false, and '\(text)' is a flag in YAML 1.1 alone", at: node,
          help: "write \(PlainScalar.isYAML11True(text) ? "true" : "false")")
        return nil
      }
    }
    error("\(what) must be true or false, not \(shown(node))", at: node)
    return nil
  }

  /// A whole number, zero or more, in decimal digits without quotes.
  package mutating func wholeNumber(_ node: YAMLNode, _ what: String) -> Double? {
    guard case .scalar(let text, isPlain: true) = node.content,
      let number = PlainScalar.decimal(text), number == number.rounded()
    else {
      error("\(what) must be a whole number without quotes, not \(shown(node))", at: node)
      return nil
    }
    return number
  }

  /// What stands there, for the end of a message.
  package func shown(_ node: YAMLNode) -> String {
    guard let text = node.scalar, !node.isNull else { return node.kindName }
    return "'\(Self.shown(text))'"
  }
}
