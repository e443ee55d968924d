internal import GateModel
internal import GateRules
internal import GateYAML

/// The bytes of a manifest under edit, and where the parts of it stand.
///
/// All that is not changed keeps its bytes: comments, layout and line ends.
struct ManifestText {
  private(set) var bytes: [UInt8]
  private let lineEnd: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    let firstEnd = bytes.firstIndex(of: 0x0A)
    let isDOS = firstEnd.map { $0 > 0 && bytes[$0 - 1] == 0x0D } ?? false
    lineEnd = isDOS ? [0x0D, 0x0A] : [0x0A]
  }

  // MARK: Places

  private func offset(of mark: YAMLMark) -> Int {
    var lines = YAMLLines(bytes)
    return (lines.line(mark.line)?.startIndex ?? bytes.count) + mark.column - 1
  }

  /// The bytes of a value, without what follows it on its last line.
  private func range(of node: YAMLNode) -> Range<Int> {
    offset(of: node.start)..<offset(of: lastMark(of: node))
  }

  /// Whether a collection is written with brackets.
  private func isFlow(_ node: YAMLNode) -> Bool {
    let end = offset(of: node.end)
    guard end > 0, end <= bytes.count else { return false }
    return bytes[end - 1] == (node.mapping == nil ? UInt8(ascii: "]") : UInt8(ascii: "}"))
  }

  /// Behind the last character of a value. The parser's own end of a block lies at what follows it.
  private func lastMark(of node: YAMLNode) -> YAMLMark {
    guard node.scalar == nil, !isFlow(node) else { return node.end }
    let last = node.mapping?.last?.value ?? node.sequence?.last
    return last.map(lastMark) ?? node.end
  }

  /// The line on which a value ends.
  private func lastLine(of node: YAMLNode) -> Int {
    let mark = lastMark(of: node)
    // The end of a literal block lies at the start of the line below it.
    return mark.column == 1 && mark.line > node.start.line ? mark.line - 1 : mark.line
  }

  // MARK: Changes

  /// Puts `text` in the place of a value.
  mutating func replace(_ node: YAMLNode, by text: String) {
    bytes.replaceSubrange(range(of: node), with: text.utf8)
  }

  /// Adds an entry behind the last one of a mapping.
  mutating func add(_ entry: String, toMapping node: YAMLNode) {
    if isFlow(node) { return addInline(entry, to: node) }
    let indentation = (node.mapping?.first?.key.start.column ?? 1) - 1
    insertLine(String(repeating: " ", count: indentation) + entry, behindLine: lastLine(of: node))
  }

  /// Adds an item behind the last one of a list.
  mutating func add(_ item: String, toList node: YAMLNode) {
    if isFlow(node) { return addInline(item, to: node) }
    let indentation = node.start.column - 1
    insertLine(
      String(repeating: " ", count: indentation) + "- " + item, behindLine: lastLine(of: node))
  }

  /// Adds a key to the document itself: at the end of the file, with a blank line before it.
  mutating func addSection(
    _ key: String, holding line: String, inline: String, to document: YAMLNode
  ) {
    if isFlow(document) { return addInline("\(key): \(inline)", to: document) }
    append(["", "\(key):", "  " + line])
  }

  private mutating func append(_ lines: [String]) {
    if let last = bytes.last, last != 0x0A { bytes += lineEnd }
    for line in lines { bytes += Array(line.utf8) + lineEnd }
  }

  /// Before the closing bracket, with a comma where something stands before it.
  private mutating func addInline(_ text: String, to node: YAMLNode) {
    let close = offset(of: node.end) - 1
    let isBlank: (UInt8) -> Bool = { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
    let end = (bytes[..<close].lastIndex { !isBlank($0) } ?? 0) + 1
    let needsComma = ![UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ",")].contains(
      bytes[end - 1])
    bytes.insert(contentsOf: (needsComma ? ", " : " ").utf8 + Array(text.utf8), at: end)
  }

  private mutating func insertLine(_ line: String, behindLine number: Int) {
    var lines = YAMLLines(bytes)
    guard let next = lines.line(number + 1) else { return append([line]) }
    bytes.insert(contentsOf: Array(line.utf8) + lineEnd, at: next.startIndex)
  }
}
