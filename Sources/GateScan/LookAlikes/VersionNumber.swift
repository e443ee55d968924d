/// `1.2.3`, `^4.0.17`, `v2.0.0-rc1`: a dependency's name may end in `password`.
enum VersionNumber {
  /// Longer values that start so are none: `v1.0-` opens tokens of Cloudflare's.
  private static let longest = 40

  static func isVersion(_ value: ValueText) -> Bool {
    guard value.count < longest else { return false }
    var rest = value.lower.drop { "^~>=<v".utf8.contains($0) }[...]
    for separator in [UInt8(ascii: "."), nil] {
      let digits = rest.prefix(while: \.isDigit)
      guard !digits.isEmpty else { return false }
      rest = rest.dropFirst(digits.count)
      if let separator {
        guard rest.first == separator else { return false }
        rest = rest.dropFirst()
      }
    }
    return rest.isEmpty || ".-+_".utf8.contains(rest[rest.startIndex])
  }
}
