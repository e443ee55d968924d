import GateModel

/// A file that is no program: YAML, JSON, properties, a template. Its comments are blanked.
struct ConfigurationFile {
  let path: RepositoryPath
  let bytes: [UInt8]
  /// The text with its comments as spaces, byte for byte.
  let visible: [UInt8]

  init(path: RepositoryPath, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
    switch path.fileExtension {
    case "json", "jsonc", "json5", "gradle", "kts", "proto", "tf", "scss":
      visible = Lexer(bytes, language: .javascript).codeWithStrings
    case "xml", "html", "csproj", "config", "props", "md":
      visible = Self.blanked(bytes, from: Array("<!--".utf8), to: Array("-->".utf8))
    case "sql": visible = Self.blanked(bytes, from: Array("--".utf8), to: [0x0A])
    default:
      if let language = Language(of: path) {
        visible = Lexer(bytes, language: language).codeWithStrings
      } else {
        visible = Self.withoutHashComments(bytes)
      }
    }
  }

  func evidence(at range: Range<Int>, note: String?) -> Evidence {
    let before = bytes[..<range.lowerBound]
    let line = before.count { $0 == 0x0A } + 1
    let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let end = bytes[range.lowerBound...].firstIndex(of: 0x0A) ?? bytes.count
    let text = String(decoding: bytes[start..<end], as: UTF8.self)
    let columns = Location.columns(in: start..<range.lowerBound, of: bytes.span)
    let trimmed = text.drop { $0.isWhitespace }
    return Evidence(
      location: Location(path: path, line: line, column: 1 + columns),
      excerpt: String(trimmed.prefix(200)).trimmedAtEnd,
      excerptColumn: 1 + text[..<trimmed.startIndex].utf16.count, note: note)
  }

  private static func blanked(_ bytes: [UInt8], from opening: [UInt8], to closing: [UInt8])
    -> [UInt8]
  {
    var result = bytes
    var start = 0
    while let found = bytes.firstRange(of: opening, from: start) {
      let end = bytes.firstRange(of: closing, from: found.upperBound)?.upperBound ?? bytes.count
      for index in found.lowerBound..<end where result[index] != 0x0A { result[index] = 0x20 }
      start = end
    }
    return result
  }

  private static func withoutHashComments(_ bytes: [UInt8]) -> [UInt8] {
    var result = bytes
    var isComment = false
    var quote: UInt8 = 0
    for index in bytes.indices {
      let byte = bytes[index]
      if byte == 0x0A {
        isComment = false
        quote = 0
      } else if isComment {
        result[index] = 0x20
      } else if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == 0x22 || byte == 0x27 {
        quote = byte
      } else if byte == 0x23, index == 0 || bytes[index - 1] <= 0x20 {
        isComment = true
        result[index] = 0x20
      }
    }
    return result
  }
}
