/// Reads TOML into the nodes that YAML gives, so that both are asked in the same way.
///
/// Lenient: a line that is no TOML is passed over and named, so that whoever looks for something in
/// simple lines of somebody else's file finds it, and whoever needs the whole can refuse it.
/// Source: https://toml.io/en/v1.0.0
package struct TOMLReader {
  /// Dotted keys and nested values that go deeper are passed over: no one writes them by hand.
  private static let deepest = 32

  private let text: [UInt8]
  private var position = 0
  private var line = 1
  private var mistakes: [Int] = []

  /// The document, and the lines of it that are no TOML.
  package static func document(_ bytes: [UInt8]) -> (root: YAMLNode, mistakes: [Int]) {
    var reader = TOMLReader(text: bytes)
    let root = reader.document()
    return (root, reader.mistakes)
  }

  private init(text: [UInt8]) { self.text = text }

  private mutating func document() -> YAMLNode {
    var root = Table(line: 1)
    var current: [String] = []
    while position < text.count {
      skipBlank()
      guard let byte = peek else { break }
      if byte == UInt8(ascii: "[") {
        let start = line
        let isArray = position + 1 < text.count && text[position + 1] == UInt8(ascii: "[")
        position += isArray ? 2 : 1
        if let path = keyPath(), path.count <= Self.deepest, take("]") {
          current = path
          root.open(path[...], appending: isArray, line: start)
          if isArray { _ = take("]") }
        } else {
          mistakes.append(start)
        }
      } else if byte != UInt8(ascii: "#"), byte != UInt8(ascii: "\n") {
        let start = line
        if let path = keyPath(), take("="), let value = value(depth: 0),
          (current + path).count <= Self.deepest
        {
          root.insert(value, at: (current + path)[...], line: start)
        } else {
          mistakes.append(start)
        }
      }
      skipBlank()
      if let byte = peek, byte != UInt8(ascii: "#"), byte != UInt8(ascii: "\n"),
        mistakes.last != line
      {
        mistakes.append(line)
      }
      skipLine()
    }
    return root.node
  }

  // MARK: Keys

  /// `a.b."c d"`; `nil` where no key stands.
  private mutating func keyPath() -> [String]? {
    var path: [String] = []
    repeat {
      skipBlank()
      guard let key = key() else { return nil }
      path.append(key)
      skipBlank()
    } while take(".") && path.count <= Self.deepest
    return path
  }

  private mutating func key() -> String? {
    if peek == UInt8(ascii: "\"") || peek == UInt8(ascii: "'") { return string() }
    let start = position
    while let byte = peek, Self.isBare(byte) { position += 1 }
    return start == position ? nil : String(decoding: text[start..<position], as: UTF8.self)
  }

  private static func isBare(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
  }

  // MARK: Values

  private mutating func value(depth: Int) -> YAMLNode? {
    skipBlank()
    guard depth < Self.deepest, let byte = peek else { return nil }
    let start = YAMLMark(line: line, column: 1)
    func node(_ content: YAMLNode.Content) -> YAMLNode {
      YAMLNode(content: content, start: start, end: YAMLMark(line: line, column: 1))
    }
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      return node(.scalar(string(), isPlain: false))
    case UInt8(ascii: "["): return node(.sequence(items(depth: depth)))
    case UInt8(ascii: "{"): return node(.mapping(inlineTable(depth: depth)))
    default:
      let from = position
      while let byte = peek, !",]}#\n".utf8.contains(byte) { position += 1 }
      var end = position
      while end > from, text[end - 1] == 32 || text[end - 1] == 9 || text[end - 1] == 13 {
        end -= 1
      }
      let plain = String(decoding: text[from..<end], as: UTF8.self)
      return plain.isEmpty ? nil : node(.scalar(plain, isPlain: true))
    }
  }

  private mutating func items(depth: Int) -> [YAMLNode] {
    position += 1
    var items: [YAMLNode] = []
    skipBlankAndComments()
    while let byte = peek, byte != UInt8(ascii: "]") {
      guard let item = value(depth: depth + 1) else { break }
      items.append(item)
      skipBlankAndComments()
      guard take(",") else { break }
      skipBlankAndComments()
    }
    _ = take("]")
    return items
  }

  private mutating func inlineTable(depth: Int) -> [YAMLEntry] {
    position += 1
    var table = Table(line: line)
    skipBlankAndComments()
    while let byte = peek, byte != UInt8(ascii: "}") {
      let start = line
      guard let path = keyPath(), take("="), let value = value(depth: depth + 1) else { break }
      if path.count + depth <= Self.deepest { table.insert(value, at: path[...], line: start) }
      skipBlankAndComments()
      guard take(",") else { break }
      skipBlankAndComments()
    }
    _ = take("}")
    return table.node.mapping ?? []
  }

  /// A string in any of the four forms; one that is not closed ends with its line, or the text.
  private mutating func string() -> String {
    let quote = text[position]
    let isLong = text[position...].starts(with: [quote, quote, quote])
    position += isLong ? 3 : 1
    // A line break right behind the opening quotes is no part of the text.
    if isLong, peek == UInt8(ascii: "\r") { position += 1 }
    if isLong, peek == UInt8(ascii: "\n") { newLine() }
    var bytes: [UInt8] = []
    while let byte = peek {
      if byte == quote, !isLong || closesLongString(quote) {
        position += isLong ? 3 : 1
        return String(decoding: bytes, as: UTF8.self)
      }
      if byte == UInt8(ascii: "\n") {
        if !isLong { break }
        bytes.append(byte)
        newLine()
      } else if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        position += 1
        appendEscaped(to: &bytes)
      } else {
        bytes.append(byte)
        position += 1
      }
    }
    mistakes.append(line)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether three quotes stand here with no fourth behind them: up to two may end the text itself.
  private func closesLongString(_ quote: UInt8) -> Bool {
    text[position...].starts(with: [quote, quote, quote])
      && (position + 3 >= text.count || text[position + 3] != quote)
  }

  private mutating func newLine() {
    position += 1
    line += 1
  }

  private static let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "b"): 8, UInt8(ascii: "t"): 9, UInt8(ascii: "n"): 10, UInt8(ascii: "f"): 12,
    UInt8(ascii: "r"): 13, UInt8(ascii: "e"): 27,
  ]

  /// What the escape stands for whose backslash has been read. One that TOML does not have, such as
  /// `\d` of a regular expression, is a mistake, and taken as it stands.
  private mutating func appendEscaped(to bytes: inout [UInt8]) {
    guard let byte = peek else { return }
    position += 1
    switch byte {
    case UInt8(ascii: "u"), UInt8(ascii: "U"):
      let digits = text[position...].prefix(byte == UInt8(ascii: "u") ? 4 : 8)
      let number = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
      guard let scalar = number.flatMap(Unicode.Scalar.init) else { return mistakes.append(line) }
      bytes.append(contentsOf: String(scalar).utf8)
      position += digits.count
    case UInt8(ascii: "\n"):
      line += 1
      skipBlankLines()
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
    default:
      if let meant = Self.escapes[byte] { return bytes.append(meant) }
      mistakes.append(line)
      bytes += [UInt8(ascii: "\\"), byte]
    }
  }

  /// Over white space of any number of lines: what a backslash at the end of a line leaves out.
  private mutating func skipBlankLines() {
    while let byte = peek, byte == 32 || (9...13).contains(byte) {
      if byte == UInt8(ascii: "\n") { line += 1 }
      position += 1
    }
  }

  // MARK: Bytes

  private var peek: UInt8? { position < text.count ? text[position] : nil }

  private mutating func take(_ wanted: Unicode.Scalar) -> Bool {
    skipBlank()
    guard peek == UInt8(ascii: wanted) else { return false }
    position += 1
    return true
  }

  private mutating func skipBlank() {
    while let byte = peek, byte == 32 || byte == 9 || byte == 13 { position += 1 }
  }

  private mutating func skipBlankAndComments() {
    while let byte = peek {
      if byte == UInt8(ascii: "#") {
        while let next = peek, next != UInt8(ascii: "\n") { position += 1 }
      } else if byte == UInt8(ascii: "\n") {
        line += 1
        position += 1
      } else if byte == 32 || byte == 9 || byte == 13 {
        position += 1
      } else {
        return
      }
    }
  }

  private mutating func skipLine() {
    while let byte = peek, byte != UInt8(ascii: "\n") { position += 1 }
    if position < text.count {
      position += 1
      line += 1
    }
  }
}

/// A table while it is filled.
private struct Table {
  enum Item {
    case value(YAMLNode)
    case table(Table)
    case tables([Table], line: Int)
  }
  private var keys: [(name: String, line: Int)] = []
  private var items: [Item] = []
  private var index: [String: Int] = [:]
  private let line: Int

  init(line: Int) { self.line = line }

  /// `[a.b]`, or `[[a.b]]`, which adds an element to a list.
  mutating func open(_ path: ArraySlice<String>, appending: Bool, line: Int) {
    guard let name = path.first else { return }
    let isLast = path.count == 1
    let slot = slot(
      of: name, line: line,
      orElse: isLast && appending ? .tables([], line: line) : .table(Table(line: line)))
    if isLast {
      if appending, case .tables(var tables, let first) = items[slot] {
        items[slot] = .tables([], line: first)
        tables.append(Table(line: line))
        items[slot] = .tables(tables, line: first)
      }
      return
    }
    change(slot) { $0.open(path.dropFirst(), appending: appending, line: line) }
  }

  mutating func insert(_ value: YAMLNode, at path: ArraySlice<String>, line: Int) {
    guard let name = path.first else { return }
    if path.count == 1 {
      _ = slot(of: name, line: line, orElse: .value(value))
    } else {
      let slot = slot(of: name, line: line, orElse: .table(Table(line: line)))
      change(slot) { $0.insert(value, at: path.dropFirst(), line: line) }
    }
  }

  private mutating func slot(of name: String, line: Int, orElse item: Item) -> Int {
    if let known = index[name] { return known }
    index[name] = items.count
    keys.append((name, line))
    items.append(item)
    return items.count - 1
  }

  /// Works on a table, or on the last of a list; what is a plain value stays as it is.
  private mutating func change(_ slot: Int, _ work: (inout Table) -> Void) {
    switch items[slot] {
    case .value: break
    case .table(var table):
      items[slot] = .tables([], line: 0)
      work(&table)
      items[slot] = .table(table)
    case .tables(var tables, let line):
      guard !tables.isEmpty else { return }
      items[slot] = .tables([], line: line)
      work(&tables[tables.count - 1])
      items[slot] = .tables(tables, line: line)
    }
  }

  var node: YAMLNode {
    let entries = zip(keys, items).map { key, item in
      YAMLEntry(
        key: Self.node(.scalar(key.name, isPlain: true), key.line), value: Self.node(of: item))
    }
    return Self.node(.mapping(entries), line)
  }

  private static func node(of item: Item) -> YAMLNode {
    switch item {
    case .value(let node): node
    case .table(let table): table.node
    case .tables(let tables, let line): node(.sequence(tables.map(\.node)), line)
    }
  }

  private static func node(_ content: YAMLNode.Content, _ line: Int) -> YAMLNode {
    let mark = YAMLMark(line: line, column: 1)
    return YAMLNode(content: content, start: mark, end: mark)
  }
}
