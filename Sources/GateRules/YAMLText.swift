package import GateModel

/// Writes values so that YAML 1.1 and YAML 1.2 read them alike, also inside `{ }` and `[ ]`.
package enum YAMLText {
  package static func value(_ value: FactValue) -> String {
    switch value {
    case .text(let text): string(text)
    case .list(let items): "[" + items.map(string).joined(separator: ", ") + "]"
    case .flag, .number, .duration, .percent, .statuses: value.description
    }
  }

  /// A text, in quotes where it needs them.
  package static func string(_ text: String) -> String {
    isPlain(text) && PlainScalar.reading(of: text) == nil ? text : quoted(text)
  }

  /// Letters, digits and the marks that have no meaning in YAML, not at the start.
  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first,
      first.properties.isAlphabetic || isDigit(first) || first == "/"
    else { return false }
    return text.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || isDigit($0) || "/._-+@".unicodeScalars.contains($0)
    }
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _
      where scalar.properties.generalCategory == .control
        || scalar.properties.generalCategory == .lineSeparator
        || scalar.properties.generalCategory == .paragraphSeparator:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
