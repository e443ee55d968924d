/// Text made safe inside XML and HTML, in content and in quoted attributes.
enum MarkupText {
  /// Words between backquotes as code.
  ///
  /// - Parameter escaped: markup already.
  static func withCode(_ escaped: String) -> String {
    let parts = escaped.split(separator: "`", omittingEmptySubsequences: false)
    // A backquote without its partner stays one.
    guard parts.count % 2 == 1 else { return escaped }
    return parts.enumerated().map { $0 % 2 == 0 ? $1 : "<code>\($1)</code>" }.joined()
  }

  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in TerminalText.escaped(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      // Not allowed in XML 1.0 at all.
      case "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
