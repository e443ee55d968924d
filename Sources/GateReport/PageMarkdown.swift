package import GateModel

/// Pages as Markdown.
package enum PageMarkdown {
  /// One page. Its title is a heading of the given level, its sections stand one level below.
  package static func text(_ page: Page, level: Int = 1) -> String {
    let heading = String(repeating: "#", count: level)
    var blocks = ["\(heading) \(page.id)", "\(words(page.title))."]
    blocks.append(
      page.facts.map { "- **\($0.name):** \(words($0.value))" }.joined(separator: "\n"))
    for section in page.sections {
      blocks.append("\(heading)# \(section.heading)")
      blocks += section.blocks.map(text)
    }
    return blocks.joined(separator: "\n\n") + "\n"
  }

  /// The pages of all checks as one document, with a table of contents.
  package static func checks(_ pages: [Page]) -> String {
    document(
      """
      # The checks

      Generated from `rules/checks/`: `MXGATE_RECORD=1 swift test --filter CheckPagesTests`. \
      `mxgate explain CHECK` prints the same pages.

      | Check | What must hold | Priority |
      """, of: pages)
  }

  /// The same of all secret rules.
  package static func secretRules(_ pages: [Page]) -> String {
    document(
      """
      # The secret rules

      Generated from `rules/secrets/`: `MXGATE_RECORD=1 swift test --filter CheckPagesTests`. \
      `mxgate explain RULE` prints the same pages.

      | Rule | What is found | Severity |
      """, of: pages)
  }

  /// - Parameter head: what stands above the pages, the table's heading last.
  private static func document(_ head: String, of pages: [Page]) -> String {
    let contents = pages.map { page in
      let fact = page.facts.first?.value ?? ""
      return "| [\(page.id)](#\(anchor(page.id))) | \(words(page.title)) | \(words(fact)) |\n"
    }
    return head + "\n|---|---|---|\n" + contents.joined() + "\n"
      + pages.map { text($0, level: 2) }.joined(separator: "\n")
  }

  /// The name that a heading gets: letters, digits and hyphens, in lower case.
  private static func anchor(_ heading: String) -> String {
    heading.lowercased().filter { $0.isLetter || $0.isNumber || $0 == "-" }
  }

  private static func text(_ block: Page.Block) -> String {
    switch block {
    case .paragraph(let text): words(text)
    case .list(let items): items.map { "- \(words($0))" }.joined(separator: "\n")
    case .code(let code, let language): "```\(language)\n\(code)\n```"
    }
  }

  /// Text as it is, with what Markdown would read as its own escaped, except between backquotes.
  private static func words(_ text: String) -> String {
    text.split(separator: "`", omittingEmptySubsequences: false).enumerated().map { index, part in
      index.isMultiple(of: 2) ? MarkdownText.escaped(String(part)) : String(part)
    }.joined(separator: "`")
  }
}
