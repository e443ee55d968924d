/// A shell script's commands.
enum ShellScript {
  /// Each with its line, counted from 1; continued lines are joined. A variable that holds a command,
  /// `LINT="ruff check"`, counts as that command where the script runs `$LINT`.
  static func commands(in lines: TextLines) -> [(line: Int, text: String)] {
    let logical = logicalLines(lines).map { (line: $0.index + 1, text: $0.text.trimmed) }
      .filter { !$0.text.isEmpty && !$0.text.hasPrefix("#") && !isCaseLabel($0.text) }
    let run = Set(logical.compactMap { variableRun(by: $0.text) })
    return logical.map { line, text in
      guard let equals = text.firstIndex(of: "="),
        run.contains(String(text[..<equals]))
      else { return (line, text) }
      let value = text[text.index(after: equals)...].filter { $0 != "\"" && $0 != "'" }
      return (line, value)
    }
  }

  /// Lines with those that a backslash at their end adds to them, by the first one's index.
  static func logicalLines(
    _ lines: some Sequence<some StringProtocol>
  ) -> [(index: Int, text: String)] {
    var result: [(index: Int, text: String)] = []
    var parts: [String] = []
    var count = 0
    for line in lines {
      count += 1
      let isContinued = line.hasSuffix("\\")
      parts.append(isContinued ? String(line.dropLast()) : String(line))
      if isContinued { continue }
      result.append((count - parts.count, parts.joined(separator: " ")))
      parts = []
    }
    // A backslash at the very end adds nothing.
    if !parts.isEmpty { result.append((count - parts.count, parts.joined(separator: " "))) }
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
