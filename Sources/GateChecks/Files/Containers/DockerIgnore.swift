/// The patterns of a `.dockerignore`, matched as the Docker builder does: each pattern in order, the
/// last that matches a path or one of its parents decides, and `!` takes a path back in.
///
/// Source: https://docs.docker.com/build/concepts/context/#dockerignore-files
struct DockerIgnore: Sendable {
  private struct Rule: Sendable {
    var segments: [[UInt8]]
    var isException: Bool
  }
  private let rules: [Rule]

  /// More rules than any project has; the rest of a file is not read.
  private static let most = 10_000

  init(_ file: TextFile) {
    rules = file.lines.prefix(Self.most).compactMap { line in
      guard !line.hasPrefix("#") else { return nil }
      var pattern = line.trimmed[...]
      let isException = pattern.hasPrefix("!")
      if isException { pattern = pattern.dropFirst().trimmed[...] }
      let segments = Self.cleaned(pattern)
      return segments.isEmpty ? nil : Rule(segments: segments, isException: isException)
    }
  }

  /// Whether a path, relative to the build context, stays out of the build.
  func excludes(_ path: String) -> Bool {
    let segments = path.split(separator: "/").map { Array($0.utf8) }
    var isExcluded = false
    for rule in rules where rule.isException == isExcluded {
      let matches = (1...max(1, segments.count)).contains { length in
        Self.matches(rule.segments[...], segments.prefix(length))
      }
      if matches { isExcluded = !rule.isException }
    }
    return isExcluded
  }

  /// As Go's `filepath.Clean`: without `.`, `..` resolved, no leading or trailing slash.
  private static func cleaned(_ pattern: Substring) -> [[UInt8]] {
    var segments: [[UInt8]] = []
    for segment in pattern.split(separator: "/") where segment != "." {
      if segment == ".." { _ = segments.popLast() } else { segments.append(Array(segment.utf8)) }
    }
    return segments
  }

  /// `**` takes any number of folders, none included.
  private static func matches(
    _ pattern: ArraySlice<[UInt8]>, _ path: ArraySlice<[UInt8]>
  ) -> Bool {
    // Row by row as in edit distance, so that many `**` cost no more than pattern times path.
    var reachable = [Bool](repeating: false, count: path.count + 1)
    reachable[0] = true
    for segment in pattern {
      var next = [Bool](repeating: false, count: path.count + 1)
      if segment.elementsEqual("**".utf8) {
        var seen = false
        for index in reachable.indices {
          seen = seen || reachable[index]
          next[index] = seen
        }
      } else {
        for (index, name) in path.enumerated() where reachable[index] {
          next[index + 1] = NamePattern.matches(segment[...], name[...])
        }
      }
      reachable = next
    }
    return reachable[path.count]
  }
}

/// One folder's or file's name against `*`, `?`, `[a-z]` and `\`, as Go's `filepath.Match`.
private enum NamePattern {
  static func matches(_ pattern: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>) -> Bool {
    var pattern = pattern
    var name = name
    // Where to go on after a star that has to take one byte more.
    var retry: (pattern: ArraySlice<UInt8>, name: ArraySlice<UInt8>)?
    while !name.isEmpty || !pattern.isEmpty {
      if pattern.first == UInt8(ascii: "*") {
        pattern = pattern.dropFirst()
        retry = (pattern, name)
        continue
      }
      if let byte = name.first, let rest = step(pattern, byte) {
        pattern = rest
        name = name.dropFirst()
        continue
      }
      guard let (star, from) = retry, !from.isEmpty else { return false }
      retry = (star, from.dropFirst())
      (pattern, name) = (star, from.dropFirst())
    }
    return true
  }

  /// The pattern behind what matches one byte; `nil` where it does not.
  private static func step(_ pattern: ArraySlice<UInt8>, _ byte: UInt8) -> ArraySlice<UInt8>? {
    switch pattern.first {
    case nil: return nil
    case UInt8(ascii: "?"): return pattern.dropFirst()
    case UInt8(ascii: "["): return bracket(pattern.dropFirst(), byte)
    case UInt8(ascii: "\\"):
      let escaped = pattern.dropFirst()
      return escaped.first == byte ? escaped.dropFirst() : nil
    case let literal: return literal == byte ? pattern.dropFirst() : nil
    }
  }

  private static func bracket(_ pattern: ArraySlice<UInt8>, _ byte: UInt8) -> ArraySlice<UInt8>? {
    var rest = pattern
    let isNegated = rest.first == UInt8(ascii: "^")
    if isNegated { rest = rest.dropFirst() }
    var isInside = false
    while let low = rest.first, low != UInt8(ascii: "]") {
      rest = rest.dropFirst()
      var high = low
      if rest.first == UInt8(ascii: "-"), let bound = rest.dropFirst().first {
        high = bound
        rest = rest.dropFirst(2)
      }
      if low <= byte, byte <= high { isInside = true }
    }
    guard rest.first == UInt8(ascii: "]"), isInside != isNegated else { return nil }
    return rest.dropFirst()
  }
}
