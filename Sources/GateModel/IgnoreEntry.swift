/// Something that git must or should ignore in every service.
package struct IgnoreEntry: Hashable, Sendable {
  /// As it is written in a `.gitignore`. It has no slash, so it holds in every folder, and no
  /// wildcard but `*`.
  package var pattern: String
  /// File names that stand for it.
  package var probes: [String]
  package var why: String
  /// Whether the gate insists on it; otherwise it is advice.
  package var isRequired: Bool

  package init(pattern: String, probes: [String], why: String, isRequired: Bool) {
    self.pattern = pattern
    self.probes = probes
    self.why = why
    self.isRequired = isRequired
  }

  /// Whether a file of this name is meant, in whatever folder it lies.
  package func covers(_ path: RepositoryPath) -> Bool {
    let parts = pattern.utf8.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false)
    let slash = path.bytes.lastIndex(of: UInt8(ascii: "/"))
    var name = path.bytes[(slash.map { $0 + 1 } ?? 0)...]
    guard let first = parts.first, let last = parts.last, name.starts(with: first) else {
      return false
    }
    if parts.count == 1 { return name.count == first.count }
    name = name.dropFirst(first.count)
    for part in parts.dropFirst().dropLast() {
      guard let range = name.firstRange(of: Array(part)) else { return false }
      name = name[range.upperBound...]
    }
    return name.count >= last.count && name.suffix(last.count).elementsEqual(last)
  }
}
