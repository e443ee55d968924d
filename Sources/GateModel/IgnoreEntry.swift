/// Something that git must or should ignore in every service.
package struct IgnoreEntry: Hashable, Sendable {
  /// As it is written in a `.gitignore`. It has no slash, so it holds in every folder, and no
  /// wildcard but `*`.
  package let pattern: String
  /// File names that stand for it.
  package let probes: [String]
  package let why: String
  /// Whether the gate insists on it; otherwise it is advice.
  package let isRequired: Bool
  /// What stands before, between and behind the pattern's wildcards.
  private let pieces: [[UInt8]]

  package init(pattern: String, probes: [String], why: String, isRequired: Bool) {
    self.pattern = pattern
    self.probes = probes
    self.why = why
    self.isRequired = isRequired
    pieces = pattern.utf8.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false)
      .map(Array.init)
  }

  /// Whether a file of this name is meant, in whatever folder it lies.
  package func covers(_ path: RepositoryPath) -> Bool {
    guard let first = pieces.first, let last = pieces.last, path.bytes.ends(with: last) else {
      return false
    }
    let slash = path.bytes.lastIndex(of: UInt8(ascii: "/"))
    var name = path.bytes[(slash.map { $0 + 1 } ?? 0)...]
    guard name.starts(with: first) else { return false }
    if pieces.count == 1 { return name.count == first.count }
    name = name.dropFirst(first.count)
    for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
      guard let range = name.firstRange(of: piece) else { return false }
      name = name[range.upperBound...]
    }
    return name.count >= last.count
  }
}

extension [UInt8] {
  fileprivate func ends(with end: [UInt8]) -> Bool {
    count >= end.count && self[(count - end.count)...].elementsEqual(end)
  }
}
