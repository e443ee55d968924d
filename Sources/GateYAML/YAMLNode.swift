/// A place in a YAML text. Lines and columns count from 1, columns in bytes of the line.
package struct YAMLMark: Hashable, Sendable {
  package var line: Int
  package var column: Int
  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// A value of a YAML document that knows where it stands.
package struct YAMLNode: Sendable {
  package enum Content: Sendable {
    /// `isPlain`: written without quotes, so that `30`, `true` and `null` may mean more than text.
    case scalar(String, isPlain: Bool)
    case sequence([YAMLNode])
    /// In the order of the text; a key that stands twice is here twice.
    case mapping([YAMLEntry])
  }
  package var content: Content
  package var start: YAMLMark
  /// Just behind the last character.
  package var end: YAMLMark

  package init(content: Content, start: YAMLMark, end: YAMLMark) {
    self.content = content
    self.start = start
    self.end = end
  }

  package var scalar: String? {
    if case .scalar(let text, _) = content { text } else { nil }
  }
  package var isPlain: Bool {
    if case .scalar(_, let plain) = content { plain } else { false }
  }
  package var sequence: [YAMLNode]? {
    if case .sequence(let nodes) = content { nodes } else { nil }
  }
  package var mapping: [YAMLEntry]? {
    if case .mapping(let entries) = content { entries } else { nil }
  }
  /// The value of a key; the first, where it stands twice. `nil` also for what is no mapping.
  package subscript(key: String) -> YAMLNode? {
    mapping?.first { $0.key.scalar == key }?.value
  }
  /// Whether this is `null`, `~` or nothing at all.
  package var isNull: Bool {
    if case .scalar(let text, true) = content {
      return ["", "~", "null", "Null", "NULL"].contains(text)
    }
    return false
  }
  /// `mapping`, `sequence` or `text`, for error messages.
  package var kindName: String {
    switch content {
    case .scalar: isNull ? "nothing" : "text"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}

package struct YAMLEntry: Sendable {
  package var key: YAMLNode
  package var value: YAMLNode
  package init(key: YAMLNode, value: YAMLNode) {
    self.key = key
    self.value = value
  }
}
