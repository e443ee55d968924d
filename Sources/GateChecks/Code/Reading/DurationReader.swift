/// Reads how long an expression says: `30_000`, `5 * time.Second`, `TimeSpan.FromSeconds(30)`, `LIMIT`.
struct DurationReader {
  let definitions: (SourceFile) -> Definitions
  let imported: (SourceFile) -> [SourceFile]

  private static let depth = 4

  /// Seconds; `nil` where the value is not in the repository. 0 and nothing both mean no limit.
  /// - Parameter unit: seconds of one unit where the expression names none.
  func seconds(_ range: Range<Int>, in source: SourceFile, unit: Double) -> Double? {
    if range.contains(where: { Self.nothing.contains(source.tokens[$0].text) }), range.count <= 3 {
      return 0
    }
    return value(range, in: source, unit: unit, depth: Self.depth)
  }

  private static let nothing: Set<String> = [
    "None", "null", "nil", "undefined", "false", "NULL",
    "InfiniteTimeSpan", "INFINITE",
  ]

  private func value(
    _ range: Range<Int>, in source: SourceFile, unit: Double, depth: Int
  ) -> Double? {
    guard !range.isEmpty else { return nil }
    let tokens = source.tokens
    let explicit = range.compactMap { Self.units[tokens[$0].text.lowercased()] }.first
    var product: Double?
    var isFactor = false
    for index in range {
      let token = tokens[index]
      switch token.kind {
      case .number:
        guard let number = Self.number(token.text) else { continue }
        // httpx.Timeout(10, connect=5): the first bounds the request.
        product = isFactor ? (product ?? 1) * number : product ?? number
        isFactor = false
      case .string:
        if let number = Self.number(String(token.content)), product == nil { product = number }
      case .sign:
        isFactor = token.text == "*" && product != nil
      case .word:
        guard Self.units[token.text.lowercased()] == nil,
          index + 1 >= range.upperBound || ![".", "(", "::"].contains(tokens[index + 1].text),
          depth > 0, product == nil || isFactor,
          let found = named(token.text, at: index, in: source, unit: 1, depth: depth - 1)
        else { continue }
        product = isFactor ? (product ?? 1) * found : product ?? found
        isFactor = false
      }
    }
    return product.map { $0 * (explicit ?? unit) }
  }

  private func named(
    _ name: String, at use: Int, in source: SourceFile, unit: Double, depth: Int
  ) -> Double? {
    if let own = definitions(source).definition(of: name, at: use, in: source) {
      return value(own.value, in: source, unit: unit, depth: depth)
    }
    for other in imported(source) {
      if let found = definitions(other).exported(name, from: other) {
        return value(found.value, in: other, unit: unit, depth: depth)
      }
    }
    return nil
  }

  private static func number(_ text: String) -> Double? {
    let digits = text.filter { $0 != "_" }
    if let number = Double(digits) { return number }
    // 30L, 30s, 5000ms
    let head = digits.prefix { $0.isNumber || $0 == "." }
    guard let number = Double(head) else { return nil }
    switch digits.dropFirst(head.count).lowercased() {
    case "l", "f", "d", "n", "s": return number
    case "ms": return number / 1000
    case "m": return number * 60
    default: return nil
    }
  }

  private static let units: [String: Double] = [
    "second": 1, "seconds": 1, "fromseconds": 1, "ofseconds": 1, "sec": 1,
    "millisecond": 0.001, "milliseconds": 0.001, "frommilliseconds": 0.001, "ofmillis": 0.001,
    "minute": 60, "minutes": 60, "fromminutes": 60, "ofminutes": 60,
  ]
}
