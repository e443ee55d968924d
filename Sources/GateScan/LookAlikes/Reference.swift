/// What names a secret instead of being one: a variable, a template, an address in a vault.
enum Reference {
  static func isReference(_ value: ValueText) -> Bool {
    if let first = value.bytes.first, openings.contains(first) { return true }
    if isTagOrAlias(value.bytes) { return true }
    // `:name` of SQL, of psql and of routes.
    if value.bytes.first == UInt8(ascii: ":"), value.digits == 0 { return true }
    if prefixes.stands(at: 0, in: value.lower.span) || parts.isPart(of: value.lower.span) {
      return true
    }
    if value.bytes.first == UInt8(ascii: "{"), value.bytes.last == UInt8(ascii: "}") {
      return true
    }
    return Interpolation.isPart(of: value.bytes)
  }

  private static let openings: Set<UInt8> = Set("$<".utf8)

  /// `!Ref name` and `*name` of YAML, `&name` of C and Go, `@string/name` of Android: a sign and a
  /// name. `!!p4ss!!` is none.
  private static func isTagOrAlias(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.first, "@&!*".utf8.contains(first) else { return false }
    return bytes.dropFirst().allSatisfy {
      $0.isNameByte || $0.isBlank || "/:[](),{}".utf8.contains($0)
    }
  }

  private static let prefixes: WordList = [
    "env(", "op://", "vault:", "arn:", "ref+", "env.", "var.", "local.", "data.", "self.", "this.",
    "config.", "settings.", "secrets.", "%(", "%s", "%d", "%v", "projects/", "ssm:", "sm://",
    "aws:", "gcp:", "urn:", "azurerm_", "random_", "enc[", "enc(", "{cipher}",
  ]
  private static let parts: WordList = [
    "process.env", "os.environ", "getenv", "$(", "{$", "<%", "secretsmanager", "keyvault",
    // Patterns that a value is matched against.
    "[0-9", "[a-z", "[^", "(?:", "(?=", "(?!", "(?<", "\\d+", "\\d{", "\\w+", "\\w{", "\\s*",
    "\\s+",
  ]
}
