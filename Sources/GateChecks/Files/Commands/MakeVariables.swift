/// The variables of a Makefile that stand for plain words: `LINTER := go tool golangci-lint`.
struct MakeVariables {
  private var values: [String: String] = [:]

  init(_ lines: TextLines) {
    for line in lines where !line.hasPrefix("\t") && !line.hasPrefix("#") {
      guard let equals = line.firstIndex(of: "=") else { continue }
      let name = line[..<equals].prefix { !":?+ \t".contains($0) }
      let value = line[line.index(after: equals)...].trimmed
      // Only what needs no make to know: $(shell ...) and its like stay as they are.
      guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }),
        !value.isEmpty, !value.contains("$")
      else { continue }
      values[String(name)] = value
    }
  }

  /// A command with the variables' values in it.
  func expanded(_ text: String) -> String {
    guard text.contains("$"), !values.isEmpty else { return text }
    return values.reduce(text) { text, variable in
      text.replacing("$(\(variable.key))", with: variable.value)
        .replacing("${\(variable.key)}", with: variable.value)
    }
  }
}
