/// What a program puts into a text when it runs: `${name}`, `\(name)`, `{name}`, `%s`.
enum Interpolation {
  static func isPart(of bytes: [UInt8]) -> Bool {
    holdsVariable(bytes) || holdsTemplate(bytes) || holdsBracedName(bytes) || holdsFormat(bytes)
  }

  /// `$NAME` in the middle, `=$name`, `%NAME%` as a whole.
  private static func holdsVariable(_ bytes: [UInt8]) -> Bool {
    if bytes.count > 2, bytes.first == UInt8(ascii: "%"), bytes.last == UInt8(ascii: "%") {
      return true
    }
    for (place, byte) in bytes.enumerated() where byte == UInt8(ascii: "$") {
      let name = bytes[(place + 1)...].prefix {
        $0.isUppercase || $0.isDigit || $0 == UInt8(ascii: "_")
      }
      if name.count >= 3, name.first?.isDigit == false { return true }
      if place > 0, bytes[place - 1] == UInt8(ascii: "="), place + 1 < bytes.count,
        bytes[place + 1].isLetter
      {
        return true
      }
    }
    return false
  }

  /// `\(name)` of Swift; `${name}`, `#{name}`, `%{name}`, `{{ name }}`, with nothing in it but a name and how
  /// to treat it.
  private static func holdsTemplate(_ bytes: [UInt8]) -> Bool {
    for (place, byte) in bytes.enumerated().dropLast() {
      if byte == UInt8(ascii: "\\"), bytes[place + 1] == UInt8(ascii: "(") { return true }
      guard bytes[place + 1] == UInt8(ascii: "{"),
        "$#%{".utf8.contains(byte)
      else { continue }
      let inner = bytes[(place + 2)...].prefix {
        $0.isNameByte || " :?/|@[]()'\",".utf8.contains($0)
      }
      let end = inner.endIndex
      guard end < bytes.count, bytes[end] == UInt8(ascii: "}") else { continue }
      if byte != UInt8(ascii: "{") || end + 1 < bytes.count && bytes[end + 1] == UInt8(ascii: "}") {
        return true
      }
    }
    return false
  }

  /// Bytes of the shortest name between braces that hardly stands in a random value by chance.
  private static let shortestName = 4

  /// `{name}` and `{user.name}`, as Python, C# and Rust put values into a text.
  private static func holdsBracedName(_ bytes: [UInt8]) -> Bool {
    for (place, byte) in bytes.enumerated() where byte == UInt8(ascii: "{") {
      let name = bytes[(place + 1)...].prefix {
        $0.isLetter || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".")
      }
      if name.count >= shortestName, name.endIndex < bytes.count,
        bytes[name.endIndex] == UInt8(ascii: "}")
      {
        return true
      }
    }
    return false
  }

  /// `%s`, `%d`, `%v`, `%@` that end there: `%d0` is an encoded byte.
  private static func holdsFormat(_ bytes: [UInt8]) -> Bool {
    for (place, byte) in bytes.enumerated().dropLast() where byte == UInt8(ascii: "%") {
      guard "sdv@".utf8.contains(bytes[place + 1]) else { continue }
      guard place + 2 < bytes.count else { return true }
      if !bytes[place + 2].isLetter, !bytes[place + 2].isDigit { return true }
    }
    return false
  }
}
