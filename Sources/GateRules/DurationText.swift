/// Durations as manifests and rules write them: a whole number and a unit.
package enum DurationText {
  private static let units: [(suffix: String, seconds: Double)] = [
    ("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86_400),
  ]

  /// Seconds, from `500ms`, `30s`, `15m`, `24h` or `90d`; `nil` for anything else and for zero.
  package static func seconds(_ text: String) -> Double? {
    let digits = text.utf8.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    let suffix = String(text.dropFirst(digits.count))
    guard (1...9).contains(digits.count), digits.first != UInt8(ascii: "0"),
      let unit = units.first(where: { $0.suffix == suffix }),
      let number = Double(String(decoding: digits, as: UTF8.self))
    else { return nil }
    return number * unit.seconds
  }

  /// The same as a regular expression that JSON Schema understands.
  package static let pattern = "^[1-9][0-9]{0,8}(ms|s|m|h|d)$"
}
