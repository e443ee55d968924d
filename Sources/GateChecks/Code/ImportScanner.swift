/// What a file names of other files, read lightly: without lexing, so that a whole tree can be scanned.
///
/// An import in a comment only widens the graph; it proves nothing.
struct ImportScan: Sendable {
  /// Module names and paths as written: `./client`, `app.client`, `github.com/acme/x/client`.
  var specifiers: [String] = []
  /// Types that the file declares.
  var declared: [String] = []
  /// Capitalised words of the file, where types are found by their name alone.
  var mentioned: Set<String> = []
}

enum ImportScanner {
  static func scan(_ bytes: [UInt8], language: Language) -> ImportScan {
    switch language {
    case .javascript: return ImportScan(specifiers: quotedSpecifiers(bytes, after: javascript))
    case .go: return ImportScan(specifiers: quotedSpecifiers(bytes, after: nil))
    case .python: return ImportScan(specifiers: pythonModules(bytes))
    case .ruby, .php: return types(bytes, specifiers: quotedSpecifiers(bytes, after: required))
    case .java, .kotlin, .csharp: return types(bytes, specifiers: [])
    case .shell, .powershell:
      return ImportScan(specifiers: quotedSpecifiers(bytes, after: sourced))
    }
  }

  private static let javascript: Set<String> = ["from", "import", "require"]
  private static let required: Set<String> = [
    "require", "require_relative", "require_once", "include", "include_once", "load", "__DIR__",
  ]
  private static let sourced: Set<String> = ["source"]
  /// Go's imports stand at the top of the file.
  private static let goHead = 4096
  private static let longestSpecifier = 200

  /// Quoted texts that follow one of some words; all quoted texts at the head of a Go file.
  private static func quotedSpecifiers(_ bytes: [UInt8], after words: Set<String>?) -> [String] {
    var found: [String] = []
    var index = 0
    let end = words == nil ? min(bytes.count, goHead) : bytes.count
    while index < end {
      let quote = bytes[index]
      guard quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
        index += 1
        continue
      }
      let limit = min(bytes.count, index + longestSpecifier)
      guard words.map({ $0.contains(word(before: index, in: bytes)) }) ?? true,
        let close = bytes[(index + 1)..<max(limit, index + 1)].firstIndex(of: quote)
      else {
        index += 1
        continue
      }
      found.append(String(decoding: bytes[(index + 1)..<close], as: UTF8.self))
      index = close + 1
    }
    return found
  }

  /// The word in front of an offset, past spaces, an opening parenthesis and a joining dot.
  private static func word(before offset: Int, in bytes: [UInt8]) -> String {
    var end = offset
    while end > 0, [0x20, 0x28, 0x2E, 0x0A].contains(bytes[end - 1]) { end -= 1 }
    var start = end
    while start > 0, end - start < 16, isWord(bytes[start - 1]) { start -= 1 }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  private static func pythonModules(_ bytes: [UInt8]) -> [String] {
    var modules: [String] = []
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      var content = start
      while content < end, bytes[content] == 0x20 || bytes[content] == 0x09 { content += 1 }
      var next = end + 1
      if bytes.starts(with: "from ", at: content) {
        var last = end
        if bytes[content..<end].contains(UInt8(ascii: "(")) {
          last = bytes[content...].firstIndex(of: UInt8(ascii: ")")) ?? end
          next = max(next, last + 1)
        }
        modules += fromImport(String(decoding: bytes[content..<last], as: UTF8.self))
      } else if bytes.starts(with: "import ", at: content) {
        let line = String(decoding: bytes[(content + 7)..<end], as: UTF8.self)
        modules += line.split(separator: ",").compactMap {
          $0.split(separator: " ").first.map(String.init)
        }
      }
      start = next
    }
    return modules
  }

  /// `from a.b import c, d` names `a.b`, `a.b.c` and `a.b.d`.
  private static func fromImport(_ statement: String) -> [String] {
    let words = statement.split { " ,()\n\t\\\r".contains($0) }.map(String.init)
    guard words.count >= 4, words[2] == "import" else { return [] }
    let module = words[1]
    let separator = module.hasSuffix(".") ? "" : "."
    return [module] + words[3...].map { module + separator + $0 }
  }

  private static func types(_ bytes: [UInt8], specifiers: [String]) -> ImportScan {
    var scan = ImportScan(specifiers: specifiers)
    var previous = ""
    var index = 0
    while index < bytes.count {
      guard isWord(bytes[index]) else {
        index += 1
        continue
      }
      let start = index
      while index < bytes.count, isWord(bytes[index]) { index += 1 }
      let isCapitalised = (0x41...0x5A).contains(bytes[start])
      guard isCapitalised || declaring.contains(where: { $0 == index - start }) else {
        previous = ""
        continue
      }
      let word = String(decoding: bytes[start..<index], as: UTF8.self)
      if isCapitalised {
        if ["class", "module", "interface", "object", "record", "struct", "trait"]
          .contains(previous)
        {
          scan.declared.append(word)
        } else {
          scan.mentioned.insert(word)
        }
      }
      previous = word
    }
    return scan
  }

  /// Lengths of the words that declare a type.
  private static let declaring = [5, 6, 9]

  private static func isWord(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte)
      || byte == 0x5F
  }
}
