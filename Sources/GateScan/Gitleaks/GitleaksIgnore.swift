package import GateModel

/// A `.gitleaksignore`: lines of `path:rule:line`, or `commit:path:rule:line`.
///
/// Its rules are another tool's, so that an entry counts for whatever is found at its place. One
/// with a commit counts where that commit brought the finding.
package struct GitleaksIgnore: Sendable {
  package static let path = RepositoryPath(".gitleaksignore")

  private struct Entry: Sendable {
    var commit: String?
    /// The line of the ignore file.
    var place: Int
  }
  /// By `path:line`.
  private var entries: [String: [Entry]] = [:]
  /// Lines that say nothing this tool can honour.
  package private(set) var diagnostics: [Diagnostic] = []

  package init(parsing bytes: [UInt8]) {
    let lines = String(decoding: bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let entry = String(line).trimmed
      guard !entry.isEmpty, !entry.hasPrefix("#") else { continue }
      var parts = entry.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count >= 3, let number = Int(parts[parts.count - 1]) else {
        diagnostics.append(
          Diagnostic(
            .warning, "'\(entry)' cannot be honoured: it names no line",
            at: Location(path: Self.path, line: index + 1),
            help: "write path:rule:line, or use mxgate baseline"))
        continue
      }
      parts.removeLast(2)
      let commit = parts.count > 1 && Self.isCommit(parts[0]) ? String(parts.removeFirst()) : nil
      let path = parts.joined(separator: ":")
      entries["\(path):\(number)", default: []].append(Entry(commit: commit, place: index + 1))
    }
  }

  /// What both say, at the places in this one; and the lines that the other lacks.
  package func intersection(
    with other: GitleaksIgnore?
  ) -> (common: GitleaksIgnore, extra: [Location]) {
    var common = self
    common.entries = [:]
    var extra: [Location] = []
    for (place, own) in entries {
      let known = other?.entries[place] ?? []
      let shared = own.filter { entry in known.contains { $0.commit == entry.commit } }
      common.entries[place] = shared.isEmpty ? nil : shared
      extra += own.filter { entry in !known.contains { $0.commit == entry.commit } }
        .map { Location(path: Self.path, line: $0.place) }
    }
    return (common, extra.sorted())
  }

  /// What says that a finding at this place is known.
  package func suppression(of finding: Finding) -> Suppression? {
    let place = "\(finding.location.path.text):\(finding.location.line)"
    let entry = entries[place]?.first { $0.commit == nil || $0.commit == finding.commit }
    return entry.map {
      Suppression(
        kind: .ignoreFile, reason: ".gitleaksignore",
        location: Location(path: Self.path, line: $0.place))
    }
  }

  private static func isCommit(_ text: Substring) -> Bool {
    // SHA-1 and SHA-256.
    [40, 64].contains(text.utf8.count) && text.utf8.allSatisfy(\.isHexDigit)
  }
}
