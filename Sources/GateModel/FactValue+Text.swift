extension FactValue: CustomStringConvertible {
  /// As a manifest writes it: `30s`, `80%`, `[429, 5xx]`.
  package var description: String {
    switch self {
    case .flag(let flag): flag ? "true" : "false"
    case .number(let number): Self.decimal(number)
    case .duration(let seconds): Self.duration(seconds)
    case .percent(let percent): Self.decimal(percent) + "%"
    case .text(let text): text
    case .list(let items): "[" + items.joined(separator: ", ") + "]"
    case .statuses(let statuses): statuses.description
    }
  }

  /// In the largest unit that needs no fraction.
  private static func duration(_ seconds: Double) -> String {
    let units: [(name: String, milliseconds: Double)] = [
      ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000),
    ]
    let milliseconds = (seconds * 1000).rounded()
    for unit in units where milliseconds.truncatingRemainder(dividingBy: unit.milliseconds) == 0 {
      if milliseconds > 0 { return decimal(milliseconds / unit.milliseconds) + unit.name }
    }
    return decimal(milliseconds) + "ms"
  }

  private static func decimal(_ number: Double) -> String {
    Int(exactly: number).map(String.init) ?? String(number)
  }
}

extension HTTPStatusSet: CustomStringConvertible {
  /// Whole classes as `5xx`, in order: `[429, 5xx]`.
  package var description: String {
    var parts: [String] = []
    var rest = codes
    for hundreds in 1...5 {
      let whole = HTTPStatusSet.hundreds(hundreds).codes
      if whole.isSubset(of: rest) {
        parts.append("\(hundreds)xx")
        rest.subtract(whole)
      }
    }
    return "[" + (parts + rest.map(String.init)).sorted().joined(separator: ", ") + "]"
  }
}
