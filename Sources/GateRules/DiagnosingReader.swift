package import GateModel
package import GateYAML

/// Reads the values of a YAML document and notes each mistake with its place, so that one run
/// reports them all.
package struct DiagnosingReader {
  package let path: RepositoryPath
  package private(set) var diagnostics: [Diagnostic] = []
  package private(set) var hasErrors = false
  private var lines: YAMLLines

  /// Past these, a file is not a manifest with mistakes but something else.
  private static let mostDiagnostics = 100
  private static let longestExcerpt = 500

  /// - Parameter bytes: the text of the file, for the excerpts.
  package init(path: RepositoryPath, bytes: [UInt8]) {
    self.path = path
    lines = YAMLLines(bytes)
  }

  // MARK: Mistakes

  /// - Parameter help: found out only for a mistake that is shown.
  package mutating func error(
    _ message: String, at node: YAMLNode, help: @autoclosure () -> String? = nil
  ) {
    note(.error, message, from: node.start, to: node.end, help: help)
  }

  package mutating func error(_ message: String, at mark: YAMLMark, help: String? = nil) {
    note(.error, message, from: mark, to: mark) { help }
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
    help: () -> String?
  ) {
    if severity == .error { hasErrors = true }
    guard diagnostics.count < Self.mostDiagnostics else { return noteOverflow() }
    diagnostics.append(
      Diagnostic(
        severity, message, at: location(from: start, to: end), sourceLine: line(start.line),
        help: help()))
  }

  private mutating func noteOverflow() {
    guard diagnostics.count == Self.mostDiagnostics else { return }
    diagnostics.append(
      Diagnostic(
        .error, "more than \(Self.mostDiagnostics) mistakes; the rest is not shown",
        at: Location(path: path, line: 1)))
  }

  /// A line of the file, for an excerpt; at most 500 bytes of it.
  package mutating func line(_ number: Int) -> String? {
    lines.line(number).map { line in
      SecretMask.masked(String(decoding: line.prefix(Self.longestExcerpt), as: UTF8.self))
    }
  }

  // MARK: Mappings

  /// The entries of a mapping by key. Notes what is no mapping, and keys that are unknown or stand
  /// twice.
  /// - Parameters:
  ///   - what: whose keys they are, for the messages: "a waiver".
  ///   - hints: what to say of an unknown key that is known for something else.
  package mutating func entries(
    of node: YAMLNode, keys: [String], in what: String, hints: [String: String] = [:]
  ) -> [String: YAMLEntry] {
    guard let mapping = node.mapping else {
      error("\(what) must be a mapping, not \(node.kindName)", at: node)
      return [:]
    }
    var entries: [String: YAMLEntry] = [:]
    for entry in mapping {
      guard let key = entry.key.scalar else {
        error("a key must be text, not \(entry.key.kindName)", at: entry.key)
        continue
      }
      guard keys.contains(key) else {
        error(
          "unknown key '\(Self.shown(key))' in \(what)", at: entry.key,
          help: hints[key] ?? Self.advice(key, keys))
        continue
      }
      guard entries[key] == nil else {
        error(
          "the key '\(key)' stands twice in \(what)", at: entry.key,
          help: "remove one of them: readers disagree about which one counts")
        continue
      }
      entries[key] = entry
    }
    return entries
  }

  /// The values of a mapping by key, as `entries` reads them.
  package mutating func values(
    of node: YAMLNode, keys: [String], in what: String
  ) -> [String: YAMLNode] {
    entries(of: node, keys: keys, in: what).mapValues(\.value)
  }

  private static func advice(_ key: String, _ keys: [String]) -> String {
    if key == "<<" { return "merge keys are no part of YAML 1.2; write the keys out" }
    if let nearest = Spelling.nearest(to: key, among: keys) { return "did you mean '\(nearest)'?" }
    return "known keys: \(keys.joined(separator: ", "))"
  }

  /// A text from the file for a message: short, and without what may be a secret.
  package static func shown(_ text: String) -> String {
    let masked = SecretMask.masked(text)
    return masked.count > 60 ? masked.prefix(57) + "..." : masked
  }
}
