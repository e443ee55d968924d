/// A page that stands alone: no script, no network, readable on a phone and in the dark.
struct HTMLPage {
  /// Plain text.
  var title: String
  /// Markup that the style sheet reads the state of: filters, before everything else.
  var controls = ""
  /// Markup.
  var content: String

  /// No script runs and nothing is loaded, whatever a repository's texts say.
  private static let policy =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

  var text: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="referrer" content="no-referrer">
    <meta http-equiv="Content-Security-Policy" content="\(Self.policy)">
    <title>\(MarkupText.escaped(title))</title>
    <style>
    \(HTMLStyle.sheet)
    </style>
    </head>
    <body>
    \(controls)
    \(content)
    </body>
    </html>

    """
  }

  /// A link to an address of the web, or the words alone where it is another kind of address.
  static func link(_ words: String, to address: String?) -> String {
    let words = MarkupText.escaped(words)
    guard let address, isWebAddress(address) else { return words }
    return "<a href=\"\(MarkupText.escaped(address))\">\(words)</a>"
  }

  /// A manifest is a repository's text: its `javascript:` address becomes no link.
  private static func isWebAddress(_ address: String) -> Bool {
    ["https://", "http://"].contains { address.lowercased().hasPrefix($0) }
  }
}
