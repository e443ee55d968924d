internal import GateModel

/// A compiler-like excerpt: place, source line, caret, and help lines below.
struct SourceExcerpt {
  var location: Location
  /// The line's text; without it only the place is shown.
  var source: String?
  /// Where in `source` the caret starts, from 0, and how long it is.
  var caret: Range<Int>?
  /// Lines below, each shown behind `=`: "fix: delete the line".
  var notes: [String]
  var style: TerminalStyle

  func render() -> [String] {
    let number = String(location.line)
    let margin = String(repeating: " ", count: number.count)
    let bar = style.blue("|")
    let place = TerminalText.escaped(location.path.text)
    var lines = [
      "\(margin)\(style.blue("-->")) \(place):\(location.line):\(location.column)"
    ]
    if let source {
      lines.append("\(margin) \(bar)")
      lines.append("\(style.blue(number)) \(bar) \(source)")
      if let caret, !caret.isEmpty {
        let indent = String(repeating: " ", count: caret.lowerBound)
        let mark = String(repeating: "^", count: caret.count)
        lines.append("\(margin) \(bar) \(indent)\(style.red(mark))")
      }
    }
    lines += notes.map { "\(margin) \(style.blue("=")) \($0)" }
    return lines
  }
}

extension SourceExcerpt {
  /// The excerpt of a finding: the caret stands below its hidden value.
  init(finding: Finding, notes: [String], style: TerminalStyle) {
    let source = TerminalText.escaped(finding.excerpt)
    let shown = TerminalText.escaped(finding.display)
    self.init(
      location: finding.location, source: source.isEmpty ? nil : source,
      caret: Self.range(of: shown, in: source), notes: notes, style: style)
  }

  /// The excerpt of a line whose columns count bytes.
  init(location: Location, line: String?, notes: [String], style: TerminalStyle) {
    var caret: Range<Int>?
    if let line {
      let before = String(decoding: line.utf8.prefix(location.column - 1), as: UTF8.self)
      let isOneLine = location.endLine == location.line && location.endColumn > location.column
      let last = isOneLine ? location.endColumn - 1 : location.column
      let marked = String(
        decoding: line.utf8.prefix(last).dropFirst(location.column - 1), as: UTF8.self)
      let start = TerminalText.escaped(before).count
      caret = start..<start + max(1, TerminalText.escaped(marked).count)
    }
    self.init(
      location: location, source: line.map(TerminalText.escaped), caret: caret, notes: notes,
      style: style)
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
