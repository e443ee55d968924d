/// Reads Terraform's language as blocks with attributes. Lenient: an expression is kept as text.
///
/// Source: https://developer.hashicorp.com/terraform/language/syntax/configuration
struct HCLReader {
  struct Block: Sendable {
    /// `resource`, `container`, ...
    var type: String
    var labels: [String]
    var line: Int
    var attributes: [Attribute] = []
    var blocks: [Block] = []

    func attribute(_ name: String) -> Attribute? { attributes.first { $0.name == name } }
    /// This block and all below it.
    var all: [Block] { [self] + blocks.flatMap(\.all) }
  }
  struct Attribute: Sendable {
    var name: String
    /// The expression, comments left out, its lines kept.
    var expression: String
    var line: Int
  }

  /// Blocks inside others that go deeper are passed over.
  private static let deepest = 24

  private let lines: [[UInt8]]
  private var next = 0

  static func blocks(in file: TextFile) -> [Block] {
    var reader = HCLReader(lines: CodeText.withoutComments(file, hash: true))
    return reader.blocks()
  }

  private init(lines: [[UInt8]]) { self.lines = lines }

  private mutating func blocks() -> [Block] {
    // The blocks that are open, the file itself first; below the deepest only braces are counted.
    var open = [Block(type: "", labels: [], line: 1)]
    var tooDeep = 0
    func close() {
      guard open.count > 1, let block = open.popLast() else { return }
      open[open.count - 1].blocks.append(block)
    }
    while next < lines.count {
      let text = String(decoding: lines[next], as: UTF8.self).trimmed
      next += 1
      if text.hasPrefix("}") {
        if tooDeep > 0 { tooDeep -= 1 } else { close() }
      } else if let equals = Self.assignment(in: text) {
        let attribute = attribute(text, equals: equals, line: next)
        if tooDeep == 0 { open[open.count - 1].attributes.append(attribute) }
      } else if text.hasSuffix("{") {
        if open.count > Self.deepest { tooDeep += 1 } else { open.append(block(text, line: next)) }
      } else if text.hasSuffix("}"), text.contains("{") {
        open[open.count - 1].blocks.append(inlineBlock(text, line: next))
      }
    }
    while open.count > 1 { close() }
    return open[0].blocks
  }

  /// `resource "type" "name" {`
  private func block(_ header: some StringProtocol, line: Int) -> Block {
    let words = header.prefix { $0 != "{" }.words.map { $0.filter { $0 != "\"" } }
    return Block(type: words.first ?? "", labels: Array(words.dropFirst()), line: line)
  }

  /// The `=` behind a plain name; not `==`, and not one inside an expression.
  private static func assignment(in text: String) -> String.Index? {
    guard let equals = text.firstIndex(of: "=") else { return nil }
    let name = text[..<equals].trimmed
    let after = text[text.index(after: equals)...].first
    let isName = name.allSatisfy { $0.isLetter || $0.isNumber || "_-\".".contains($0) }
    return !name.isEmpty && isName && after != "=" ? equals : nil
  }

  /// An expression goes on while its brackets are open.
  private mutating func attribute(_ text: String, equals: String.Index, line: Int) -> Attribute {
    var expression = String(text[text.index(after: equals)...])
    var depth = Self.openBrackets(in: expression)
    if let marker = Self.heredocMarker(in: expression) {
      while next < lines.count {
        let body = String(decoding: lines[next], as: UTF8.self)
        next += 1
        if body.trimmed == marker { break }
        expression += "\n" + body
      }
      depth = 0
    }
    while depth > 0, next < lines.count {
      let body = String(decoding: lines[next], as: UTF8.self)
      next += 1
      expression += "\n" + body
      depth += Self.openBrackets(in: body)
    }
    let name = text[..<equals].trimmed.filter { $0 != "\"" }
    return Attribute(name: name, expression: expression, line: line)
  }

  private static func heredocMarker(in expression: String) -> String? {
    guard let opening = expression.range(ofText: "<<") else { return nil }
    let name = expression[opening.upperBound...].drop { $0 == "-" || $0 == "~" }.trimmed
    return !name.isEmpty && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } ? name : nil
  }

  private static func openBrackets(in text: String) -> Int {
    var depth = 0
    var isQuoted = false
    var previous: UInt8 = 0
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\""), previous != UInt8(ascii: "\\") { isQuoted.toggle() }
      if !isQuoted {
        if "{[(".utf8.contains(byte) { depth += 1 }
        if "}])".utf8.contains(byte) { depth -= 1 }
      }
      previous = byte
    }
    return depth
  }

  /// `limits { cpu = 1 }` on one line.
  private func inlineBlock(_ text: String, line: Int) -> Block {
    var block = block(text, line: line)
    let inner = text.drop { $0 != "{" }.dropFirst().dropLast().trimmed
    if let equals = Self.assignment(in: inner) {
      block.attributes = [
        Attribute(
          name: inner[..<equals].trimmed, expression: String(inner[inner.index(after: equals)...]),
          line: line)
      ]
    }
    return block
  }
}
