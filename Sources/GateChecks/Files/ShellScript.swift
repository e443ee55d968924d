/// A shell script's commands.
enum ShellScript {
  /// Each with its line, counted from 1; continued lines are joined. A variable that holds a command,
  /// `LINT="ruff check"`, counts as that command where the script runs `$LINT`.
  static func commands(in lines: TextLines) -> [(line: Int, text: String)] {
    let logical = joined(lines)
    let run = Set(logical.compactMap { variableRun(by: $0.text) })
    return logical.map { line, text in
      guard let equals = text.firstIndex(of: "="),
        run.contains(String(text[..<equals]))
      else { return (line, text) }
      let value = text[text.index(after: equals)...].filter { $0 != "\"" && $0 != "'" }
      return (line, value)
    }
  }

  private static func joined(_ lines: TextLines) -> [(line: Int, text: String)] {
    var result: [(line: Int, text: String)] = []
    var pending = ""
    var start = 0
    for (index, line) in lines.enumerated() {
      if pending.isEmpty { start = index }
      if line.hasSuffix("\\") {
        pending += line.dropLast() + " "
      } else {
        let text = (pending + line).trimmed
        pending = ""
        if !text.isEmpty, !text.hasPrefix("#"), !isCaseLabel(text) {
          result.append((start + 1, text))
        }
      }
    }
    return result
  }

  /// `lint)` of a `case`, which runs nothing.
  private static func isCaseLabel(_ text: String) -> Bool {
    text.hasSuffix(")") && !text.contains("(")
  }

  /// `$LINT "$@"` runs `LINT`.
  private static func variableRun(by text: String) -> String? {
    guard text.first == "$" else { return nil }
    let name = text.dropFirst().drop { $0 == "{" }
      .prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    return name.isEmpty ? nil : String(name)
  }
}
