import GateModel

/// A pattern of paths: `*` is any run of characters but `/`, `**/` any folders.
///
/// Without a `/` it is held against the file's name alone.
struct PathGlob {
  private let parts: [Substring]
  /// What every name must begin and end with: a look at them settles most paths.
  private let beginning: [UInt8]
  private let ending: [UInt8]

  init(_ pattern: String) {
    let text = pattern.contains("/") ? pattern : "**/" + pattern
    parts = text.split(separator: "/")
    let pieces = (parts.last ?? "").utf8.split(
      separator: UInt8(ascii: "*"), omittingEmptySubsequences: false)
    beginning = pieces.first.map { Array($0) } ?? []
    ending = pieces.last.map { Array($0) } ?? []
  }

  func matches(_ path: RepositoryPath) -> Bool {
    if let last = ending.last, path.bytes.last != last { return false }
    let slash = path.bytes.lastIndex(of: UInt8(ascii: "/"))
    let name = path.bytes[(slash.map { $0 + 1 } ?? 0)...]
    guard name.starts(with: beginning), name.suffix(ending.count).elementsEqual(ending) else {
      return false
    }
    return Self.matches(parts[...], path.text.split(separator: "/")[...])
  }

  private static func matches(
    _ pattern: ArraySlice<Substring>, _ path: ArraySlice<Substring>
  ) -> Bool {
    guard let first = pattern.first else { return path.isEmpty }
    if first == "**" {
      return matches(pattern.dropFirst(), path)
        || (!path.isEmpty && matches(pattern, path.dropFirst()))
    }
    guard let name = path.first, part(first, matches: name) else { return false }
    return matches(pattern.dropFirst(), path.dropFirst())
  }

  private static func part(_ pattern: Substring, matches name: Substring) -> Bool {
    let pieces = pattern.split(separator: "*", omittingEmptySubsequences: false)
    guard pieces.count > 1 else { return pattern == name }
    var rest = name
    guard rest.hasPrefix(pieces[0]) else { return false }
    rest = rest.dropFirst(pieces[0].count)
    for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
      guard let found = rest.firstRange(of: String(piece)) else { return false }
      rest = rest[found.upperBound...]
    }
    return rest.hasSuffix(pieces[pieces.count - 1])
  }
}
