/// A page of documentation as a value: what `explain` shows, whatever it is shown as.
///
/// Words may hold code between backquotes; everything else in them is plain text.
package struct Page: Sendable {
  /// The id of the check or secret rule.
  package var id: String
  package var title: String
  /// What there is to know at a glance, by name: `Priority`, `P0`.
  package var facts: [Fact]
  package var sections: [Section]

  package struct Fact: Sendable {
    package var name: String
    package var value: String
    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package struct Section: Sendable {
    package var heading: String
    package var blocks: [Block]
    package init(_ heading: String, _ blocks: [Block]) {
      self.heading = heading
      self.blocks = blocks
    }
  }

  package enum Block: Sendable {
    case paragraph(String)
    case list([String])
    /// Lines of code; the language as Markdown names it, or nothing.
    case code(String, language: String)
  }

  package init(id: String, title: String, facts: [Fact], sections: [Section]) {
    self.id = id
    self.title = title
    self.facts = facts
    self.sections = sections
  }
}
