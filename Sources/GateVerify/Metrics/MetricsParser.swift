/// Reads Prometheus' text format 0.0.4 and OpenMetrics 1.0, strictly.
///
/// https://prometheus.io/docs/instrumenting/exposition_formats,
/// https://prometheus.io/docs/specs/om/open_metrics_spec
package struct MetricsParser {
  package enum Format: Sendable { case prometheus, openMetrics }

  private let format: Format
  private var document = MetricsDocument()
  private var hasEnded = false

  private init(_ format: Format) { self.format = format }

  /// The format that a `Content-Type` names.
  package static func format(contentType: String?) -> Format {
    contentType?.lowercased().hasPrefix("application/openmetrics-text") == true
      ? .openMetrics : .prometheus
  }

  package static func parse(
    _ bytes: [UInt8], as format: Format
  ) throws(MetricsError) -> MetricsDocument {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw MetricsError(line: 1, message: "it is not UTF-8")
    }
    var parser = MetricsParser(format)
    var number = 0
    for line in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      do {
        try parser.read(Substring(line))
      } catch {
        throw MetricsError(line: number, message: error.message)
      }
    }
    guard format == .prometheus || parser.hasEnded else {
      throw MetricsError(line: number, message: "it ends without '# EOF'")
    }
    return parser.document
  }

  private mutating func read(_ line: Substring) throws(LineError) {
    if line.isEmpty { return }
    guard !hasEnded else { throw LineError("there is text behind '# EOF'") }
    if line.utf8.first == UInt8(ascii: "#") {
      try readComment(line)
    } else {
      var cursor = LineCursor(line)
      document.add(try cursor.sample(format))
    }
  }

  private mutating func readComment(_ line: Substring) throws(LineError) {
    if line == "# EOF", format == .openMetrics {
      hasEnded = true
      return
    }
    let words = line.split(separator: " ", maxSplits: 3)
    guard words.count >= 2, words[0] == "#", ["TYPE", "HELP", "UNIT"].contains(words[1]) else {
      // OpenMetrics knows no other comments.
      guard format == .prometheus else { throw LineError("this is no comment of OpenMetrics") }
      return
    }
    guard words.count >= 3, LineCursor.isName(words[2]) else {
      throw LineError("\(words[1]) is not followed by a metric's name")
    }
    guard words[1] == "TYPE" else { return }
    let name = String(words[2])
    guard words.count == 4, let kind = MetricsDocument.Kind(rawValue: String(words[3])) else {
      throw LineError("the type of \(name) is none that is known")
    }
    guard document.kinds.updateValue(kind, forKey: name) == nil else {
      throw LineError("\(name) has two types")
    }
    guard document.samples(named: name).isEmpty else {
      throw LineError("the type of \(name) stands behind its samples")
    }
  }
}

/// Why a line is not in the format.
struct LineError: Error {
  var message: String
  init(_ message: String) { self.message = message }
}

/// Reads one line from left to right.
private struct LineCursor {
  private var rest: Substring.UTF8View

  init(_ line: Substring) { rest = line.utf8 }

  static func isName(_ text: Substring) -> Bool {
    guard let first = text.utf8.first, !isDigit(first) else { return false }
    return text.utf8.allSatisfy(isNameByte)
  }

  mutating func sample(_ format: MetricsParser.Format) throws(LineError) -> MetricsDocument.Sample {
    let name = String(Substring(take(while: Self.isNameByte)))
    guard Self.isName(name[...]) else { throw LineError("this is no metric's name") }
    let labels = rest.first == UInt8(ascii: "{") ? try self.labels(of: name) : [:]
    guard skipBlanks() else { throw LineError("\(name) is not followed by a value") }
    let value = try number("value", of: name)
    if skipBlanks(), let next = rest.first, next != UInt8(ascii: "#") {
      _ = try number("timestamp", of: name)
      _ = skipBlanks()
    }
    // An exemplar says nothing that is of use here.
    let isExemplar = rest.first == UInt8(ascii: "#") && format == .openMetrics
    guard rest.isEmpty || isExemplar else { throw LineError("\(name) is followed by too much") }
    return MetricsDocument.Sample(name: name, labels: labels, value: value)
  }

  private mutating func labels(of name: String) throws(LineError) -> [String: String] {
    var labels: [String: String] = [:]
    rest = rest.dropFirst()
    while true {
      _ = skipBlanks()
      if rest.first == UInt8(ascii: "}") { break }
      let label = String(Substring(take(while: Self.isNameByte)))
      guard Self.isName(label[...]), !label.contains(":") else {
        throw LineError("\(name) has a label without a name")
      }
      _ = skipBlanks()
      guard take("="), skipBlanks() || true, take("\"") else {
        throw LineError("label \(label) of \(name) has no value in quotes")
      }
      guard labels.updateValue(try quoted(label, of: name), forKey: label) == nil else {
        throw LineError("\(name) has the label \(label) twice")
      }
      _ = skipBlanks()
      guard take(",") || rest.first == UInt8(ascii: "}") else {
        throw LineError("the labels of \(name) do not end")
      }
    }
    rest = rest.dropFirst()
    return labels
  }

  /// The rest of a value in quotes, with its escapes undone.
  private mutating func quoted(_ label: String, of name: String) throws(LineError) -> String {
    var bytes: [UInt8] = []
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: bytes, as: UTF8.self)
      case UInt8(ascii: "\\"):
        switch rest.popFirst() {
        case UInt8(ascii: "n"): bytes.append(UInt8(ascii: "\n"))
        case UInt8(ascii: "\\"): bytes.append(UInt8(ascii: "\\"))
        case UInt8(ascii: "\""): bytes.append(UInt8(ascii: "\""))
        default: throw LineError("label \(label) of \(name) has an unknown escape")
        }
      default: bytes.append(byte)
      }
    }
    throw LineError("the value of label \(label) of \(name) does not end")
  }

  private mutating func number(_ what: String, of name: String) throws(LineError) -> Double {
    let text = String(Substring(take { !Self.isBlank($0) }))
    switch text.lowercased() {
    case "+inf", "inf": return .infinity
    case "-inf": return -.infinity
    case "nan": return .nan
    default:
      // Double reads more than the format allows, such as hexadecimal numbers and "infinity".
      guard text.utf8.allSatisfy({ Self.isDigit($0) || "+-.eE".utf8.contains($0) }),
        let number = Double(text)
      else { throw LineError("the \(what) of \(name) is no number") }
      return number
    }
  }

  private mutating func take(_ character: Character) -> Bool {
    guard rest.first == character.asciiValue else { return false }
    rest = rest.dropFirst()
    return true
  }

  private mutating func take(while isTaken: (UInt8) -> Bool) -> Substring.UTF8View {
    let taken = rest.prefix(while: isTaken)
    rest = rest.dropFirst(taken.count)
    return taken
  }

  /// True where there was at least one.
  private mutating func skipBlanks() -> Bool { !take(while: Self.isBlank).isEmpty }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }
  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte.isASCIIAlphanumeric || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ":")
  }
}
