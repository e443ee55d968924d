import GateModel

/// A section of a document: a heading and what stands below it.
struct DocumentSection: Sendable {
  var title: String
  /// The heading's line, counted from 1.
  var line: Int
  /// 1 for the topmost.
  var level: Int
  /// The lines up to the next heading, those of deeper headings not included.
  var body: Slice<TextLines>
}

/// Reads the headings of Markdown, AsciiDoc and reStructuredText.
///
/// Source: https://spec.commonmark.org/0.31.2/#atx-headings
enum MarkdownSections {
  static func sections(of file: TextFile) -> [DocumentSection] {
    let headings = headings(in: file.lines)
    return headings.indices.map { index in
      let heading = headings[index]
      let end = index + 1 < headings.count ? headings[index + 1].line - 1 : file.lines.count
      return DocumentSection(
        title: heading.title, line: heading.line, level: heading.level,
        body: file.lines[min(heading.bodyStart, end)..<end])
    }
  }

  private struct Heading {
    var title: String
    var line: Int
    var level: Int
    var bodyStart: Int
  }

  private static func headings(in lines: TextLines) -> [Heading] {
    var headings: [Heading] = []
    var fence: Character?
    for (index, line) in lines.enumerated() {
      let text = line.trimmed
      if let mark = fenceMark(text) {
        if fence == nil { fence = mark } else if fence == mark { fence = nil }
      } else if fence == nil {
        if let heading = hashHeading(line, index) {
          headings.append(heading)
        } else if index > 0, let level = underline(text), !lines[index - 1].trimmed.isEmpty,
          !lines[index - 1].trimmed.hasPrefix("-"), !lines[index - 1].contains("|")
        {
          headings.append(
            Heading(
              title: lines[index - 1].trimmed, line: index, level: level, bodyStart: index + 1))
        }
      }
    }
    return headings
  }

  private static func fenceMark(_ text: String) -> Character? {
    text.hasPrefix("```") ? "`" : text.hasPrefix("~~~") ? "~" : nil
  }

  /// `## Title` and AsciiDoc's `== Title`.
  private static func hashHeading(_ line: String, _ index: Int) -> Heading? {
    guard let mark = line.first, mark == "#" || mark == "=" else { return nil }
    let level = line.prefix { $0 == mark }.count
    let rest = line.dropFirst(level)
    guard level <= 6, rest.first == " " else { return nil }
    return Heading(title: rest.trimmed, line: index + 1, level: level, bodyStart: index + 1)
  }

  /// `====` or `----` below a title.
  private static func underline(_ text: String) -> Int? {
    guard text.utf8.count >= 3, let mark = text.first else { return nil }
    switch mark {
    case "=": return text.allSatisfy { $0 == mark } ? 1 : nil
    case "-", "~": return text.allSatisfy { $0 == mark } ? 2 : nil
    default: return nil
    }
  }
}
