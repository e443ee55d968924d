package import GateModel

/// A page for a terminal: wrapped, with code indented.
package struct PageText {
  private static let width = 92
  private let style: TerminalStyle

  package init(isColored: Bool) { style = TerminalStyle(isColored: isColored) }

  package func text(_ page: Page) -> String {
    let widest = page.facts.map(\.name.count).max() ?? 0
    let facts = page.facts.map { fact in
      let padding = String(repeating: " ", count: widest - fact.name.count + 2)
      return Self.wrapped(
        "\(fact.name)\(padding)\(fact.value)", indent: "", hanging: widest + 2)
    }
    let head = "\(style.bold(page.id))  \(TerminalText.escaped(page.title))"
    let sections = page.sections.map { section in
      ([style.bold(section.heading)] + section.blocks.map(text)).joined(separator: "\n\n")
    }
    return ([head, facts.joined(separator: "\n")] + sections).joined(separator: "\n\n") + "\n"
  }

  private func text(_ block: Page.Block) -> String {
    switch block {
    case .paragraph(let text): Self.wrapped(text, indent: "  ", hanging: 2)
    case .list(let items):
      items.map { Self.wrapped("- \($0)", indent: "  ", hanging: 4) }.joined(separator: "\n")
    case .code(let code, _):
      code.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.isEmpty ? "" : "      \(TerminalText.escaped(String($0)))" }
        .joined(separator: "\n")
    }
  }

  /// Lines of at most `width` characters; what can't be broken and is longer stands on a line of
  /// its own.
  /// - Parameter hanging: the indentation of all lines but the first.
  private static func wrapped(_ text: String, indent: String, hanging: Int) -> String {
    var lines: [String] = []
    var line = indent
    var isEmpty = true
    for word in words(of: TerminalText.escaped(text)) {
      if !isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        line = String(repeating: " ", count: hanging)
        isEmpty = true
      }
      line += isEmpty ? word : " \(word)"
      isEmpty = false
    }
    return (lines + [line]).joined(separator: "\n")
  }

  /// Split at spaces, but not within backquotes: a command is copied whole.
  private static func words(of text: String) -> [String] {
    var isCode = false
    return text.split(omittingEmptySubsequences: false) { character in
      if character == "`" { isCode.toggle() }
      return character == " " && !isCode
    }.map(String.init)
  }
}
