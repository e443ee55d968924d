internal import ArgumentParser
internal import GateRules

/// The nearest right word for a mistyped command.
enum UsageAdvice {
  /// Adds it to the parser's message about a word that it did not expect.
  ///
  /// - Parameter arguments: the command line, without the program.
  static func adding(to message: String, arguments: [String]) -> String {
    let start = "Error: Unexpected argument '"
    guard message.hasPrefix(start) else { return message }
    let word = message.dropFirst(start.count).prefix { $0 != "'" }
    var lines = message.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let nearest = command(like: String(word), below: arguments) else { return message }
    lines[0] += ". Did you mean '\(nearest)'?"
    return lines.joined(separator: "\n")
  }

  /// The tool's command that is spelt almost like this word.
  static func command(like word: String) -> String? { command(like: word, below: []) }

  /// - Parameter arguments: the commands that lead to the word.
  private static func command(like word: String, below arguments: [String]) -> String? {
    var parent: any ParsableCommand.Type = MXGate.self
    for argument in arguments where argument != word {
      guard
        let next = parent.configuration.subcommands.first(where: { $0._commandName == argument })
      else { continue }
      parent = next
    }
    let names = parent.configuration.subcommands.map { $0._commandName }
    return Spelling.nearest(to: word, among: names)
  }
}
