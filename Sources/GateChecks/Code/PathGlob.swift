import GateModel

/// A pattern of paths: `*` is any run of characters but `/`, `**/` any folders.
///
/// Without a `/` it is held against the file's name alone.
struct PathGlob {
  private let parts: [Substring]
  /// What every path must end with: a look at it settles most paths.
  private let ending: [UInt8]

  init(_ pattern: String) {
    let text = pattern.contains("/") ? pattern : "**/" + pattern
    parts = text.split(separator: "/")
    let afterStar = text.utf8.lastIndex { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "/") }
    ending = Array(afterStar.map { text.utf8[text.utf8.index(after: $0)...] } ?? text.utf8[...])
  }

  func matches(_ path: RepositoryPath) -> Bool {
    matches(path, path.text.split(separator: "/"))
  }

  /// - Parameter components: those of the path.
  func matches(_ path: RepositoryPath, _ components: [Substring]) -> Bool {
    path.bytes.suffix(ending.count).elementsEqual(ending)
      && Self.matches(parts[...], components[...])
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
