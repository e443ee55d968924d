/// Text from a repository, made safe inside Markdown.
enum MarkdownText {
  /// Punctuation that Markdown or HTML reads is escaped; line ends become spaces.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in TerminalText.escaped(
      text.split(whereSeparator: \.isNewline).joined(separator: " "))
    {
      switch character {
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      case "\\", "`", "*", "_", "[", "]", "|", "#", "!", "~":
        result += "\\" + String(character)
      default: result.append(character)
      }
    }
    return result
  }
}
