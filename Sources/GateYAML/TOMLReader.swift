import GateYAML

/// Reads TOML into the nodes that YAML gives, so that both are asked in the same way.
///
/// Lenient: a line that is no TOML is passed over, since what is looked for stands in simple lines.
/// Source: https://toml.io/en/v1.0.0
struct TOMLReader {
  /// Dotted keys and nested values that go deeper are passed over: no one writes them by hand.
  private static let deepest = 32

  private let text: [UInt8]
  private var position = 0
  private var line = 1

  static func document(_ file: TextFile) -> YAMLNode {
    var reader = TOMLReader(text: file.bytes)
    return reader.document()
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
        if let path = keyPath(), path.count <= Self.deepest {
          current = path
          root.open(path[...], appending: isArray, line: start)
        }
      } else if byte != UInt8(ascii: "#"), byte != UInt8(ascii: "\n") {
        let start = line
        if let path = keyPath(), take("="), let value = value(depth: 0) {
          let full = current + path
          if full.count <= Self.deepest { root.insert(value, at: full[...], line: start) }
        }
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
      let plain = String(decoding: text[from..<position], as: UTF8.self).trimmed
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

  /// A string in any of the four forms; escapes are taken as they stand, only `\"` and `\\` matter.
  private mutating func string() -> String {
    let quote = text[position]
    let isLong = text[position...].starts(with: [quote, quote, quote])
    position += isLong ? 3 : 1
    var bytes: [UInt8] = []
    while let byte = peek {
      if byte == quote, !isLong || text[position...].starts(with: [quote, quote, quote]) {
        position += isLong ? 3 : 1
        break
      }
      if byte == UInt8(ascii: "\n") {
        if !isLong { break }
        line += 1
      }
      if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\""), position + 1 < text.count,
        text[position + 1] != UInt8(ascii: "\n")
      {
        position += 1
        bytes.append(text[position])
      } else {
        bytes.append(byte)
      }
      position += 1
    }
    return String(decoding: bytes, as: UTF8.self)
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
