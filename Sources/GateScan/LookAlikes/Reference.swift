/// What names a secret instead of being one: a variable, a template, an address in a vault.
enum Reference {
  static func isReference(_ value: ValueText) -> Bool {
    if let first = value.bytes.first, openings.contains(first) { return true }
    // `:name` of SQL, of psql and of routes.
    if value.bytes.first == UInt8(ascii: ":"), value.digits == 0 { return true }
    if prefixes.stands(at: 0, in: value.lower.span) || parts.isPart(of: value.lower.span) {
      return true
    }
    if value.bytes.first == UInt8(ascii: "{"), value.bytes.last == UInt8(ascii: "}") {
      return true
    }
    return holdsVariable(value.bytes) || holdsTemplate(value.bytes)
  }

  private static let openings: Set<UInt8> = Set("$@&!<*".utf8)
  private static let prefixes: WordList = [
    "env(", "op://", "vault:", "arn:", "ref+", "env.", "var.", "local.", "data.", "self.", "this.",
    "config.", "settings.", "secrets.", "%(", "%s", "%d", "%v", "projects/", "ssm:", "sm://",
    "aws:", "gcp:", "azurerm_", "random_", "enc[", "enc(", "{cipher}",
  ]
  private static let parts: WordList = [
    "process.env", "os.environ", "getenv", "$(", "{$", "<%", "secretsmanager", "keyvault",
  ]

  /// `$NAME` in the middle, `%NAME%` as a whole.
  private static func holdsVariable(_ bytes: [UInt8]) -> Bool {
    if bytes.count > 2, bytes.first == UInt8(ascii: "%"), bytes.last == UInt8(ascii: "%") {
      return true
    }
    for (place, byte) in bytes.enumerated() where byte == UInt8(ascii: "$") {
      let name = bytes[(place + 1)...].prefix {
        $0.isUppercase || $0.isDigit || $0 == UInt8(ascii: "_")
      }
      if name.count >= 3, name.first?.isDigit == false { return true }
    }
    return false
  }

  /// `${name}`, `#{name}`, `{{ name }}`, with nothing in it but a name and how to treat it.
  private static func holdsTemplate(_ bytes: [UInt8]) -> Bool {
    for (place, byte) in bytes.enumerated().dropLast() where bytes[place + 1] == UInt8(ascii: "{") {
      guard byte == UInt8(ascii: "$") || byte == UInt8(ascii: "#") || byte == UInt8(ascii: "{")
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
}
