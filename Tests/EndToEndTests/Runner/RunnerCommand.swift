/// What a line of a log tells GitHub's runner to do: `::error file=a::text`, anywhere in a line also
/// `##[error]text`. Source: ActionCommand.cs and ActionCommandManager.cs of actions/runner.
struct RunnerCommand {
  var name: String
  var properties: String
  var text: String

  private static let known = [
    "add-mask", "add-matcher", "add-path", "debug", "echo", "endgroup", "error", "group",
    "internal-set-repo-path", "notice", "remove-matcher", "save-state", "set-env", "set-output",
    "stop-commands", "warning",
  ]

  /// The commands in a log that the runner obeys.
  static func obeyed(in log: String) -> [RunnerCommand] {
    var obeyed: [RunnerCommand] = []
    var word: String?
    for line in log.split(whereSeparator: \.isNewline) {
      if let stopped = word {
        // Until that word comes back, nothing else counts.
        if parse(line, known: [stopped]) != nil { word = nil }
        continue
      }
      guard let command = parse(line, known: known) else { continue }
      if command.name == "stop-commands" { word = command.text } else { obeyed.append(command) }
    }
    return obeyed
  }

  private static func parse(_ line: Substring, known: [String]) -> RunnerCommand? {
    parse(String(line), after: "::", until: "::", isAnywhere: false, known: known)
      ?? parse(String(line), after: "##[", until: "]", isAnywhere: true, known: known)
  }

  private static func parse(
    _ line: String, after start: String, until end: String, isAnywhere: Bool, known: [String]
  ) -> RunnerCommand? {
    let line = line.drop { $0.isWhitespace }
    guard let opening = line.firstRange(of: start),
      isAnywhere || opening.lowerBound == line.startIndex,
      let closing = line[opening.upperBound...].firstRange(of: end)
    else { return nil }
    let head = line[opening.upperBound..<closing.lowerBound].split(separator: " ", maxSplits: 1)
    guard let name = head.first.map(String.init), known.contains(name) else { return nil }
    return RunnerCommand(
      name: name, properties: head.count > 1 ? String(head[1]) : "",
      text: String(line[closing.upperBound...]))
  }
}
