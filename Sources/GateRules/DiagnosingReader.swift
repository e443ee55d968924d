package import GateModel
package import GateYAML

/// Reads the values of a YAML document and notes each mistake with its place, so that one run
/// reports them all.
package struct DiagnosingReader {
  package let path: RepositoryPath
  package private(set) var diagnostics: [Diagnostic] = []
  package private(set) var hasErrors = false
  private let bytes: [UInt8]
  /// Where each line starts; found with the first mistake.
  private var lineStarts: [Int] = []

  /// Past these, a file is not a manifest with mistakes but something else.
  private static let mostDiagnostics = 100
  private static let longestExcerpt = 500

  /// - Parameter bytes: the text of the file, for the excerpts.
  package init(path: RepositoryPath, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  // MARK: Mistakes

  package mutating func error(_ message: String, at node: YAMLNode, help: String? = nil) {
    note(.error, message, from: node.start, to: node.end, help: help)
  }

  package mutating func warning(_ message: String, at node: YAMLNode, help: String? = nil) {
    note(.warning, message, from: node.start, to: node.end, help: help)
  }

  package mutating func error(_ error: YAMLError) {
    note(.error, error.message, from: error.mark, to: error.mark, help: nil)
  }

  package func location(of node: YAMLNode) -> Location {
    location(from: node.start, to: node.end)
  }

  private func location(from start: YAMLMark, to end: YAMLMark) -> Location {
    Location(
      path: path, line: start.line, column: start.column, endLine: end.line, endColumn: end.column)
  }

  private mutating func note(
    _ severity: Diagnostic.Severity, _ message: String, from start: YAMLMark, to end: YAMLMark,
    help: String?
  ) {
    if severity == .error { hasErrors = true }
    guard diagnostics.count < Self.mostDiagnostics else { return noteOverflow() }
    diagnostics.append(
      Diagnostic(
        severity, message, at: location(from: start, to: end), sourceLine: line(start.line),
        help: help))
  }

  private mutating func noteOverflow() {
    guard diagnostics.count == Self.mostDiagnostics else { return }
    diagnostics.append(
      Diagnostic(
        .error, "more than \(Self.mostDiagnostics) mistakes; the rest is not shown",
        at: Location(path: path, line: 1)))
  }

  private mutating func line(_ number: Int) -> String? {
    if lineStarts.isEmpty { lineStarts = YAMLLines.starts(in: bytes) }
    guard lineStarts.indices.contains(number - 1) else { return nil }
    let rest = bytes[lineStarts[number - 1]...]
    let text = rest.prefix { $0 != 0x0A && $0 != 0x0D }.prefix(Self.longestExcerpt)
    return String(decoding: text, as: UTF8.self)
  }

  // MARK: Mappings

  /// The values of a mapping by key. Notes what is no mapping, and keys that are unknown or stand
  /// twice.
  /// - Parameter what: whose keys they are, for the message: "the key of a waiver".
  package mutating func values(
    of node: YAMLNode, keys: [String], in what: String
  ) -> [String: YAMLNode] {
    guard let entries = node.mapping else {
      error("\(what) must be a mapping, not \(node.kindName)", at: node)
      return [:]
    }
    var values: [String: YAMLNode] = [:]
    for entry in entries {
      guard let key = entry.key.scalar else {
        error("a key must be text, not \(entry.key.kindName)", at: entry.key)
        continue
      }
      guard keys.contains(key) else {
        error("unknown key '\(Self.shown(key))' in \(what)", at: entry.key, help: advice(key, keys))
        continue
      }
      guard values[key] == nil else {
        error(
          "the key '\(key)' stands twice in \(what)", at: entry.key,
          help: "remove one of them: readers disagree about which one counts")
        continue
      }
      values[key] = entry.value
    }
    return values
  }

  private func advice(_ key: String, _ keys: [String]) -> String {
    if key == "<<" { return "merge keys are no part of YAML 1.2; write the keys out" }
    if let nearest = Spelling.nearest(to: key, among: keys) { return "did you mean '\(nearest)'?" }
    return "known keys: \(keys.joined(separator: ", "))"
  }

  /// A text from the file, short enough for a message.
  package static func shown(_ text: String) -> String {
    text.count > 60 ? text.prefix(57) + "..." : text
  }
}
