/// An opening tag of an XML text with its attributes; all that a coverage report needs of XML.
struct XMLTag: Sendable {
  var name: String
  var attributes: [String: String]
  /// How many elements it stands inside.
  var depth: Int

  /// The text is no XML that closes what it opens.
  struct Malformed: Error, Sendable {}

  /// All opening tags in order. Comments, CDATA, processing instructions and a DOCTYPE without an
  /// internal subset are passed over; entities are not expanded, so none can be a bomb.
  static func tags(in text: [UInt8]) throws(Malformed) -> [XMLTag] {
    var reader = XMLTagReader(text: text)
    return try reader.tags()
  }
}

private struct XMLTagReader {
  let text: [UInt8]
  private var position = 0
  private var open: [String] = []

  /// No coverage report nests deeper.
  private static let deepest = 64

  init(text: [UInt8]) { self.text = text }

  mutating func tags() throws(XMLTag.Malformed) -> [XMLTag] {
    var tags: [XMLTag] = []
    while let start = text[position...].firstIndex(of: UInt8(ascii: "<")) {
      position = start + 1
      if try skipMarkup() { continue }
      if text[position...].first == UInt8(ascii: "/") {
        position += 1
        guard open.popLast() == name() else { throw XMLTag.Malformed() }
        try skip(to: ">")
      } else {
        tags.append(try tag())
      }
    }
    guard open.isEmpty, !tags.isEmpty else { throw XMLTag.Malformed() }
    return tags
  }

  private mutating func skipMarkup() throws(XMLTag.Malformed) -> Bool {
    for (opening, closing) in [("!--", "-->"), ("![CDATA[", "]]>"), ("?", "?>"), ("!", ">")]
    where text[position...].starts(with: opening.utf8) {
      position += opening.utf8.count
      try skip(to: closing)
      return true
    }
    return false
  }

  private mutating func tag() throws(XMLTag.Malformed) -> XMLTag {
    let name = name()
    guard !name.isEmpty, open.count < Self.deepest else { throw XMLTag.Malformed() }
    var tag = XMLTag(name: name, attributes: [:], depth: open.count)
    while true {
      skipSpace()
      switch text[position...].first {
      case UInt8(ascii: ">"):
        position += 1
        open.append(name)
        return tag
      case UInt8(ascii: "/"):
        position += 1
        try skip(to: ">")
        return tag
      default:
        let key = self.name()
        skipSpace()
        guard !key.isEmpty, text[position...].first == UInt8(ascii: "=") else {
          throw XMLTag.Malformed()
        }
        position += 1
        skipSpace()
        tag.attributes[key] = try quoted()
      }
    }
  }

  private mutating func quoted() throws(XMLTag.Malformed) -> String {
    guard let quote = text[position...].first,
      quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
      let end = text[(position + 1)...].firstIndex(of: quote)
    else { throw XMLTag.Malformed() }
    defer { position = end + 1 }
    return String(decoding: text[(position + 1)..<end], as: UTF8.self)
  }

  private mutating func name() -> String {
    let start = position
    while let byte = text[position...].first, !" \t\r\n=/><\"'".utf8.contains(byte) {
      position += 1
    }
    return String(decoding: text[start..<position], as: UTF8.self)
  }

  private mutating func skipSpace() {
    while let byte = text[position...].first, " \t\r\n".utf8.contains(byte) { position += 1 }
  }

  private mutating func skip(to closing: String) throws(XMLTag.Malformed) {
    let wanted = Array(closing.utf8)
    while position + wanted.count <= text.count {
      if text[position...].starts(with: wanted) {
        position += wanted.count
        return
      }
      position += 1
    }
    throw XMLTag.Malformed()
  }
}
