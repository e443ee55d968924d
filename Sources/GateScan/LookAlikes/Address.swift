/// A path, a file's name or a URL without a password: what leads to a secret, perhaps.
enum Address {
  static func isAddress(_ value: ValueText) -> Bool {
    if openings.contains(where: value.hasPrefix) || isScheme(value) { return true }
    return endings.contains(where: value.hasSuffix)
  }

  private static let openings = ["/", "~/", "./", "../", "#", "mailto:", "c:\\", "\\\\"]
  private static let endings = [
    ".pem", ".key", ".crt", ".cer", ".json", ".yaml", ".yml", ".txt", ".p12", ".pfx", ".jks",
    ".html", ".htm", ".js", ".ts", ".php", ".py", ".rb", ".go", ".xml", ".conf", ".cfg", ".env",
    ".gpg", ".pub", ".tmpl", ".md", ".png", ".svg", ".jpg", ".gif", ".css",
  ]

  private static func isScheme(_ value: ValueText) -> Bool {
    let scheme = value.lower.prefix { $0.isLetter || $0.isDigit || "+.-".utf8.contains($0) }
    return !scheme.isEmpty && value.lower[scheme.endIndex...].starts(with: "://".utf8)
  }
}
