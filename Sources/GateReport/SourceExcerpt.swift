internal import GateModel

/// A compiler-like excerpt: place, source line, caret, and help lines below.
struct SourceExcerpt {
  var location: Location
  /// The line's text; without it only the place is shown.
  var source: String?
  /// Where in `source` the caret starts, from 0, and how long it is.
  var caret: Range<Int>?
  var notes: [TextNote]
  let layout: TextLayout

  func render() -> [String] {
    let style = layout.style
    let number = String(location.line)
    let margin = String(repeating: " ", count: number.count)
    let bar = style.blue("|")
    let place = "\(layout.place(location)):\(location.column)"
    var lines = ["\(margin)\(style.blue("-->")) \(place)"]
    lines = layout.linking(location, in: lines)
    if let (source, caret) = visible(behind: number.count + 3) {
      lines.append("\(margin) \(bar)")
      lines.append("\(style.blue(number)) \(bar) \(source)")
      if let caret, !caret.isEmpty {
        let indent = String(repeating: " ", count: caret.lowerBound)
        let mark = String(repeating: "^", count: caret.count)
        lines.append("\(margin) \(bar) \(indent)\(style.red(mark))")
      }
    }
    return lines + Self.render(notes, margin: margin + " ", layout)
  }

  /// Notes behind `=`, folded; code stands below its note, as it is.
  static func render(_ notes: [TextNote], margin: String, _ layout: TextLayout) -> [String] {
    notes.flatMap { note -> [String] in
      if note.isCode { return ["\(margin)       \(note.text)"] }
      let folded = layout.folded(note.text, hanging: 2, offset: margin.count + 2)
      return layout.linking(note.place, in: folded).enumerated().map { index, line in
        index == 0
          ? "\(margin)\(layout.style.blue("=")) \(line)" : "\(margin)  \(line)"
      }
    }
  }

  /// The part of the line that fits beside the margin, around the caret.
  private func visible(behind margin: Int) -> (source: String, caret: Range<Int>?)? {
    guard let source else { return nil }
    guard let width = layout.width, source.count > width - margin else { return (source, caret) }
    let room = width - margin - 2
    let middle = caret.map { ($0.lowerBound + min($0.upperBound, $0.lowerBound + room)) / 2 } ?? 0
    let start = max(0, min(middle - room / 2, source.count - room))
    let part = source.dropFirst(start).prefix(room)
    let (before, after) = (start > 0 ? "…" : "", start + room < source.count ? "…" : "")
    let shown = caret.map { caret in
      let lower = max(0, caret.lowerBound - start) + before.count
      return lower..<max(lower + 1, min(room, caret.upperBound - start) + before.count)
    }
    return (before + part + after, shown)
  }
}

extension SourceExcerpt {
  /// The excerpt of a finding: the caret stands below its hidden value.
  init(finding: Finding, notes: [TextNote], layout: TextLayout) {
    let source = TerminalText.escaped(finding.excerpt)
    let shown = TerminalText.escaped(finding.display)
    self.init(
      location: finding.location, source: source.isEmpty ? nil : source,
      caret: Self.range(of: shown, in: source), notes: notes, layout: layout)
  }

  /// The excerpt of a line that begins at `lineColumn`; without that, nothing in it is marked.
  init(
    location: Location, line: String?, lineColumn: Int? = 1, notes: [TextNote], layout: TextLayout
  ) {
    self.init(
      location: location, source: line.map(TerminalText.escaped),
      caret: line.flatMap { line in
        lineColumn.flatMap { Self.caret(below: location, in: line, from: $0) }
      },
      notes: notes, layout: layout)
  }

  private static func caret(below location: Location, in line: String, from first: Int)
    -> Range<Int>?
  {
    let start = location.column - first
    guard start >= 0, start < max(1, line.utf16.count) else { return nil }
    let isOneLine = location.endLine == location.line && location.endColumn > location.column
    let end = isOneLine ? location.endColumn - first : start + 1
    let before = String(decoding: line.utf16.prefix(start), as: UTF16.self)
    let marked = String(decoding: line.utf16.prefix(end).dropFirst(start), as: UTF16.self)
    let indent = TerminalText.escaped(before).count
    return indent..<indent + max(1, TerminalText.escaped(marked).count)
  }

  private static func range(of part: String, in whole: String) -> Range<Int>? {
    let part = Array(part)
    let whole = Array(whole)
    guard !part.isEmpty, part.count <= whole.count else { return nil }
    for start in 0...whole.count - part.count
    where whole[start..<start + part.count].elementsEqual(part) {
      return start..<start + part.count
    }
    return nil
  }
}
