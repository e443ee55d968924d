/// What a scalar without quotes means beside text, in YAML 1.1 or in YAML 1.2.
package enum PlainScalar {
  /// What some reader takes it for: "a number"; `nil` where all read text.
  ///
  /// Dates are read as text, since a reader that makes dates of them writes the same text back.
  package static func reading(of text: String) -> String? {
    if ["", "~", "null", "Null", "NULL"].contains(text) { return "nothing" }
    if isYAML11Flag(text) { return "a flag" }
    if isNumber(text) { return "a number" }
    return nil
  }

  package static func isYAML11Flag(_ text: String) -> Bool {
    isYAML11True(text)
      || ["false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF", "n", "N"].contains(text)
  }

  package static func isYAML11True(_ text: String) -> Bool {
    ["true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON", "y", "Y"].contains(text)
  }

  /// A decimal number that both versions read alike: digits, with a fraction or without, no sign
  /// and no leading zero.
  package static func decimal(_ text: String) -> Double? {
    let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count),
      parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isDigit) }),
      parts[0].count == 1 || parts[0].first != UInt8(ascii: "0"),
      // A Double holds this many digits exactly.
      parts[0].count <= 15
    else { return nil }
    return Double(text)
  }

  /// Whether YAML 1.1 or 1.2 reads a number: decimal, octal, hexadecimal, binary, sexagesimal,
  /// with underscores, infinite or not a number.
  private static func isNumber(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    let start = bytes.first == UInt8(ascii: "-") || bytes.first == UInt8(ascii: "+") ? 1 : 0
    let rest = bytes[start...]
    let word = String(decoding: rest, as: UTF8.self).lowercased()
    if [".inf", ".nan"].contains(word) { return true }
    guard let first = rest.first, isDigit(first) || first == UInt8(ascii: "."),
      rest.contains(where: isDigit)
    else { return false }
    if word.hasPrefix("0x") { return word.dropFirst(2).utf8.allSatisfy(isHexDigit) }
    if word.hasPrefix("0o") || word.hasPrefix("0b") {
      return word.dropFirst(2).utf8.allSatisfy(isDigit)
    }
    return isDecimalOrSexagesimal(rest)
  }

  /// `1`, `1_000`, `1.5`, `1e5`, `1.5e-3`, `1:30`, `190:20:30.15`.
  private static func isDecimalOrSexagesimal(_ bytes: ArraySlice<UInt8>) -> Bool {
    let exponent = bytes.firstIndex { $0 | 0x20 == UInt8(ascii: "e") }
    let mantissa = bytes[..<(exponent ?? bytes.endIndex)]
    let mayStand: (UInt8) -> Bool = { isDigit($0) || "._:".utf8.contains($0) }
    guard mantissa.allSatisfy(mayStand), mantissa.count(where: { $0 == UInt8(ascii: ".") }) < 2
    else { return false }
    guard let exponent else { return true }
    var power = bytes[(exponent + 1)...]
    if let sign = power.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      power = power.dropFirst()
    }
    return !power.isEmpty && power.allSatisfy(isDigit)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
  private static func isHexDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
  }
}
