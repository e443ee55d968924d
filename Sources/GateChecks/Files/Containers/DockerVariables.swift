/// The variables that `ARG` and `ENV` have set so far, and their use in a text.
struct DockerVariables: Sendable {
  private var values: [String: String]

  init(_ values: [String: String] = [:]) { self.values = values }

  /// A text with its variables replaced; `isKnown` is false where one of them has no value.
  struct Replacement: Hashable, Sendable {
    var text: String
    var isKnown: Bool
  }

  /// Takes over what `ARG` or `ENV` sets. A stage's `ARG NAME` gets the value from above `FROM`.
  mutating func apply(_ instruction: Dockerfile.Instruction, globals: [String: String]) {
    for (name, value) in Self.assignments(in: instruction) {
      if let value {
        values[name] = replaced(in: value).text
      } else if let inherited = globals[name] {
        values[name] = inherited
      }
    }
  }

  /// Replaces `$NAME`, `${NAME}`, `${NAME:-default}` and `${NAME:+instead}`.
  func replaced(in text: String) -> Replacement {
    var result = Replacement(text: "", isKnown: true)
    var rest = text[...]
    while let dollar = rest.firstIndex(where: { $0 == "$" || $0 == "\\" }) {
      result.text += rest[..<dollar]
      let after = rest[rest.index(after: dollar)...]
      if rest[dollar] == "\\" {
        result.text += after.prefix(1)
        rest = after.dropFirst()
      } else if after.first == "{", let close = after.firstIndex(of: "}") {
        let inner = after[after.index(after: after.startIndex)..<close]
        append(value(ofExpression: inner), written: "${\(inner)}", to: &result)
        rest = after[after.index(after: close)...]
      } else {
        let name = after.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        append(name.isEmpty ? "$" : values[String(name)], written: "$\(name)", to: &result)
        rest = after.dropFirst(name.count)
      }
    }
    result.text += rest
    return result
  }

  private func append(_ value: String?, written: String, to result: inout Replacement) {
    result.text += value ?? written
    if value == nil { result.isKnown = false }
  }

  private func value(ofExpression expression: Substring) -> String? {
    guard let colon = expression.firstIndex(of: ":") else { return values[String(expression)] }
    let value = values[String(expression[..<colon])].flatMap { $0.isEmpty ? nil : $0 }
    let operation = expression[expression.index(after: colon)...]
    let word = String(operation.dropFirst())
    return switch operation.first {
    case "-": value ?? word
    case "+": value == nil ? "" : word
    default: value
    }
  }

  /// `ARG a=1 b`, `ENV a=1 b="two words"` and the old `ENV name the rest`.
  static func assignments(
    in instruction: Dockerfile.Instruction
  ) -> [(name: String, value: String?)] {
    guard ["ARG", "ENV"].contains(instruction.keyword) else { return [] }
    let words = shellWords(instruction.arguments)
    if instruction.keyword == "ENV", let first = words.first, !first.contains("=") {
      return [(first, words.dropFirst().joined(separator: " "))]
    }
    return words.map { word in
      guard let equals = word.firstIndex(of: "=") else { return (word, nil) }
      return (String(word[..<equals]), String(word[word.index(after: equals)...]))
    }
  }

  /// Cut at white space outside quotes; the quotes are dropped.
  private static func shellWords(_ text: String) -> [String] {
    var words: [String] = []
    var word = ""
    var quote: Character?
    for character in text {
      if let open = quote {
        if character == open { quote = nil } else { word.append(character) }
      } else if character == "\"" || character == "'" {
        quote = character
      } else if character == " " || character == "\t" {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else {
        word.append(character)
      }
    }
    return word.isEmpty ? words : words + [word]
  }
}
