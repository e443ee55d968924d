import GateMatching

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

/// Scans files for imports, passing over those that can lead to no file of the repository.
struct ImportScanner: Sendable {
  let names: KnownNames

  func scan(_ bytes: [UInt8], language: Language) -> ImportScan {
    switch language {
    case .javascript: ImportScan(specifiers: quotedSpecifiers(bytes, after: Self.javascript))
    case .go: ImportScan(specifiers: quotedSpecifiers(bytes, after: nil))
    case .python: ImportScan(specifiers: pythonModules(bytes))
    case .ruby, .php: types(bytes, specifiers: quotedSpecifiers(bytes, after: Self.required))
    case .java, .kotlin, .csharp: types(bytes, specifiers: [])
    case .shell, .powershell: ImportScan(specifiers: quotedSpecifiers(bytes, after: ["source"]))
    }
  }

  // MARK: Quoted names

  private static let javascript: [StaticString] = ["from", "import", "require"]
  private static let required: [StaticString] = [
    "require", "require_relative", "require_once", "include", "include_once", "load", "__DIR__",
  ]
  /// Go's imports stand at the top of the file.
  private static let goHead = 4096
  private static let longestSpecifier = 200

  /// Quoted texts that follow one of some words; all quoted texts at the head of a Go file.
  private func quotedSpecifiers(_ bytes: [UInt8], after words: [StaticString]?) -> [String] {
    var found: [String] = []
    var index = 0
    let end = words == nil ? min(bytes.count, Self.goHead) : bytes.count
    while index < end {
      let quote = bytes[index]
      guard quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
        index += 1
        continue
      }
      let limit = min(bytes.count, index + Self.longestSpecifier)
      guard words.map({ Self.follows($0, at: index, in: bytes) }) ?? true,
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

  /// Whether one of some words stands in front of an offset, past spaces, an opening parenthesis
  /// and a joining dot.
  private static func follows(_ words: [StaticString], at offset: Int, in bytes: [UInt8]) -> Bool {
    var end = offset
    while end > 0, isJoint(bytes[end - 1]) { end -= 1 }
    return words.contains { word in
      let start = end - word.utf8CodeUnitCount
      return start >= 0 && bytes.starts(with: word, at: start)
        && (start == 0 || !isWord(bytes[start - 1]))
    }
  }

  private static func isJoint(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x28 || byte == 0x2E || byte == 0x0A
  }

  // MARK: Python

  private func pythonModules(_ bytes: [UInt8]) -> [String] {
    var modules: [String] = []
    var start = 0
    while start < bytes.count {
      let end = bytes.span.firstIndex(of: 0x0A, in: start..<bytes.count) ?? bytes.count
      var content = start
      while content < end, bytes[content] == 0x20 || bytes[content] == 0x09 { content += 1 }
      start = end + 1
      if bytes.starts(with: "from ", at: content) {
        var last = end
        if bytes[content..<end].contains(UInt8(ascii: "(")) {
          last = bytes[content...].firstIndex(of: UInt8(ascii: ")")) ?? end
          start = max(start, last + 1)
        }
        addFromImport(bytes[content..<last], to: &modules)
      } else if bytes.starts(with: "import ", at: content) {
        for part in bytes[(content + 7)..<end].split(separator: UInt8(ascii: ",")) {
          guard let module = part.split(whereSeparator: { $0 <= 0x20 }).first,
            mayLead(module)
          else { continue }
          modules.append(String(decoding: module, as: UTF8.self))
        }
      }
    }
    return modules
  }

  /// `from a.b import c, d` names `a.b`, `a.b.c` and `a.b.d`.
  private func addFromImport(_ statement: ArraySlice<UInt8>, to modules: inout [String]) {
    let dot = UInt8(ascii: ".")
    let module = statement.dropFirst("from ".utf8.count).drop(while: Self.endsName)
      .prefix { !Self.endsName($0) }
    // Most modules are nobody's here: the names are read of the others alone.
    guard module.first == dot || names.mayHold(module.prefix { $0 != dot }) else { return }
    let words = statement[module.endIndex...].split(whereSeparator: Self.endsName)
    guard words.count >= 2, words[0].elementsEqual("import".utf8) else { return }
    if mayLead(module) { modules.append(String(decoding: module, as: UTF8.self)) }
    let prefix = module.last == dot ? Array(module) : module + [dot]
    for name in words[1...] where names.mayHold(name) {
      modules.append(String(decoding: prefix + name, as: UTF8.self))
    }
  }

  /// Whether a module's first and last names are known: `.`, `..` and their like always lead on.
  private func mayLead(_ module: ArraySlice<UInt8>) -> Bool {
    let dot = UInt8(ascii: ".")
    guard let end = module.lastIndex(where: { $0 != dot }) else { return true }
    let start = module[...end].lastIndex(of: dot).map { $0 + 1 } ?? module.startIndex
    return names.mayHold(module[start...end])
      && (module.first == dot || names.mayHold(module.prefix { $0 != dot }))
  }

  private static func endsName(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x2C || byte == 0x28 || byte == 0x29 || byte == 0x0A || byte == 0x09
      || byte == 0x5C || byte == 0x0D
  }

  // MARK: Types

  private func types(_ bytes: [UInt8], specifiers: [String]) -> ImportScan {
    var scan = ImportScan(specifiers: specifiers)
    var isDeclaration = false
    var index = 0
    while index < bytes.count {
      guard Self.isWord(bytes[index]) else {
        index += 1
        continue
      }
      let start = index
      while index < bytes.count, Self.isWord(bytes[index]) { index += 1 }
      guard (0x41...0x5A).contains(bytes[start]) else {
        isDeclaration = Self.declaring.contains {
          $0.utf8CodeUnitCount == index - start && bytes.starts(with: $0, at: start)
        }
        continue
      }
      let word = String(decoding: bytes[start..<index], as: UTF8.self)
      if isDeclaration { scan.declared.append(word) } else { scan.mentioned.insert(word) }
      isDeclaration = false
    }
    return scan
  }

  private static let declaring: [StaticString] = [
    "class", "module", "interface", "object", "record", "struct", "trait",
  ]

  private static func isWord(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte)
      || byte == 0x5F
  }
}
