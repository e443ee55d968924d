/// Finds where a string, a regular expression or a here-document ends.
struct StringScanner {
  let bytes: [UInt8]
  let language: Language

  /// The offset behind the string that starts at `start`; `nil` where none starts there.
  func end(from start: Int, after previous: Token?) -> Int? {
    switch language {
    case .javascript:
      if bytes[start] == Self.backtick { return templateEnd(from: start) }
      if bytes[start] == Self.slash, Self.mayPrecedeRegex(previous) {
        return regexEnd(from: start)
      }
      return quotedEnd(from: start, spansLines: false)
    case .python: return pythonEnd(from: start)
    case .go:
      if bytes[start] == Self.backtick { return firstIndex(of: Self.backtick, after: start) }
      return quotedEnd(from: start, spansLines: false)
    case .java, .kotlin:
      if bytes.starts(with: "\"\"\"", at: start) { return tripleEnd(from: start, Self.double) }
      return quotedEnd(from: start, spansLines: false)
    case .csharp: return csharpEnd(from: start)
    case .php:
      return heredocEnd(from: start, marker: "<<<")
        ?? quotedEnd(from: start, spansLines: true)
    case .ruby:
      if bytes[start] == Self.slash, Self.mayPrecedeRegex(previous) {
        return regexEnd(from: start)
      }
      return heredocEnd(from: start, marker: "<<~") ?? heredocEnd(from: start, marker: "<<-")
        ?? percentEnd(from: start)
        ?? quotedEnd(from: start, spansLines: true, orBacktick: true)
    case .shell:
      return heredocEnd(from: start, marker: "<<")
        ?? quotedEnd(from: start, spansLines: true)
    case .powershell:
      return quotedEnd(from: start, spansLines: true)
    }
  }

  private static let double = UInt8(ascii: "\"")
  private static let single = UInt8(ascii: "'")
  private static let backtick = UInt8(ascii: "`")
  private static let slash = UInt8(ascii: "/")
  private static let backslash = UInt8(ascii: "\\")
  private static let newline = UInt8(ascii: "\n")
  /// A here-document longer than this is cut; no service's code holds one.
  private static let longestMarker = 40

  private func quotedEnd(from start: Int, spansLines: Bool, orBacktick: Bool = false) -> Int? {
    let quote = bytes[start]
    guard quote == Self.double || quote == Self.single || orBacktick && quote == Self.backtick
    else { return nil }
    let isLiteral = quote == Self.single && (language == .shell || language == .powershell)
    var index = start + 1
    while index < bytes.count {
      let byte = bytes[index]
      if byte == quote { return index + 1 }
      if byte == Self.backslash, !isLiteral {
        index += 2
      } else if byte == Self.newline, !spansLines {
        return index
      } else {
        index += 1
      }
    }
    return bytes.count
  }

  /// A template literal with its `${...}`, in which further templates may stand.
  private func templateEnd(from start: Int) -> Int {
    var index = start + 1
    /// Depth of braces inside each `${` that is open; empty while in the text of the template.
    var depths: [Int] = []
    var nested = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == Self.backslash {
        index += 2
        continue
      }
      if byte == Self.backtick {
        if depths.count == nested {
          // In the text of the current template: it ends here.
          if nested == 0 { return index + 1 }
          nested -= 1
        } else {
          nested += 1
        }
      } else if depths.count == nested {
        if byte == UInt8(ascii: "$"), index + 1 < bytes.count, bytes[index + 1] == 0x7B {
          depths.append(0)
          index += 1
        }
      } else if byte == 0x7B {
        depths[depths.count - 1] += 1
      } else if byte == 0x7D {
        if depths[depths.count - 1] == 0 {
          depths.removeLast()
        } else {
          depths[depths.count - 1] -= 1
        }
      }
      index += 1
    }
    return bytes.count
  }

  private func regexEnd(from start: Int) -> Int? {
    guard start + 1 < bytes.count, bytes[start + 1] > 0x20 || language == .javascript else {
      return nil
    }
    var index = start + 1
    var isInClass = false
    while index < bytes.count, bytes[index] != Self.newline {
      switch bytes[index] {
      case Self.backslash: index += 1
      case 0x5B: isInClass = true
      case 0x5D: isInClass = false
      case Self.slash where !isInClass: return index + 1
      default: break
      }
      index += 1
    }
    return nil
  }

  private static func mayPrecedeRegex(_ previous: Token?) -> Bool {
    guard let previous else { return true }
    switch previous.kind {
    case .number, .string: return false
    case .sign: return ![")", "]", "}", "<"].contains(previous.text)
    case .word:
      return ["return", "typeof", "case", "in", "of", "if", "unless", "when", "and", "or", "not"]
        .contains(previous.text)
    }
  }

  private func tripleEnd(from start: Int, _ quote: UInt8) -> Int {
    var index = start + 3
    while index + 2 < bytes.count {
      if bytes[index] == Self.backslash, language == .python {
        index += 2
      } else if bytes[index] == quote, bytes[index + 1] == quote, bytes[index + 2] == quote {
        return index + 3
      } else {
        index += 1
      }
    }
    return bytes.count
  }

  private func pythonEnd(from start: Int) -> Int? {
    var quote = start
    // At most two letters of prefix: rb, fr, ...
    while quote < min(start + 2, bytes.count), "rbfuRBFU".utf8.contains(bytes[quote]) { quote += 1 }
    guard quote < bytes.count, bytes[quote] == Self.double || bytes[quote] == Self.single else {
      return nil
    }
    if quote + 2 < bytes.count, bytes[quote + 1] == bytes[quote], bytes[quote + 2] == bytes[quote] {
      return tripleEnd(from: quote, bytes[quote])
    }
    return quotedEnd(from: quote, spansLines: false)
  }

  private func csharpEnd(from start: Int) -> Int? {
    if bytes.starts(with: "\"\"\"", at: start) { return tripleEnd(from: start, Self.double) }
    let isVerbatim =
      bytes.starts(with: "@\"", at: start) || bytes.starts(with: "$@\"", at: start)
      || bytes.starts(with: "@$\"", at: start)
    if isVerbatim {
      var index = (firstIndex(of: Self.double, after: start - 1) ?? start)
      while index < bytes.count {
        if bytes[index] == Self.double {
          guard index + 1 < bytes.count, bytes[index + 1] == Self.double else { return index + 1 }
          index += 1
        }
        index += 1
      }
      return bytes.count
    }
    let quote = bytes.starts(with: "$\"", at: start) ? start + 1 : start
    return quotedEnd(from: quote, spansLines: false)
  }

  /// `%w(...)`, `%q[...]` and their like in Ruby.
  private func percentEnd(from start: Int) -> Int? {
    guard bytes[start] == UInt8(ascii: "%"), start + 2 < bytes.count,
      "wWqQiI".utf8.contains(bytes[start + 1])
    else { return nil }
    let closing: UInt8
    switch bytes[start + 2] {
    case UInt8(ascii: "("): closing = UInt8(ascii: ")")
    case UInt8(ascii: "["): closing = UInt8(ascii: "]")
    case UInt8(ascii: "{"): closing = UInt8(ascii: "}")
    default: return nil
    }
    return firstIndex(of: closing, after: start + 2)
  }

  private func heredocEnd(from start: Int, marker: StaticString) -> Int? {
    guard bytes.starts(with: marker, at: start) else { return nil }
    var index = start + marker.utf8CodeUnitCount
    if language == .shell, index < bytes.count, bytes[index] == UInt8(ascii: "-") { index += 1 }
    if index < bytes.count, bytes[index] == Self.single || bytes[index] == Self.double {
      index += 1
    }
    let nameStart = index
    while index < bytes.count, index - nameStart < Self.longestMarker,
      (0x41...0x5A).contains(bytes[index]) || bytes[index] == 0x5F
    {
      index += 1
    }
    guard index > nameStart else { return nil }
    let name = bytes[nameStart..<index]
    var line = bytes[index...].firstIndex(of: Self.newline)
    while let lineEnd = line {
      var content = lineEnd + 1
      while content < bytes.count, bytes[content] == 0x20 || bytes[content] == 0x09 { content += 1 }
      if bytes[content...].starts(with: name) { return content + name.count }
      line = bytes[(lineEnd + 1)...].firstIndex(of: Self.newline)
    }
    return nil
  }

  /// The offset behind the next `byte` after `start`.
  private func firstIndex(of byte: UInt8, after start: Int) -> Int? {
    guard start + 1 < bytes.count else { return nil }
    return (bytes[(start + 1)...].firstIndex(of: byte)).map { $0 + 1 } ?? bytes.count
  }
}
