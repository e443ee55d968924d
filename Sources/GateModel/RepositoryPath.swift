/// A path inside the scanned tree: relative to its root, separated by `/`, never starting with `/`.
///
/// Git and the file system allow any bytes but NUL, so the bytes are what counts.
package struct RepositoryPath: Hashable, Sendable {
  package let bytes: [UInt8]

  package init(bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }
  package init(_ text: String) { bytes = Array(text.utf8) }

  /// The path as text where it is valid UTF-8.
  package var utf8: String? { String(validating: bytes, as: UTF8.self) }
  /// A readable form; bytes that are not UTF-8 become U+FFFD. Not escaped for any output.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The last component.
  package var name: String {
    let start = bytes.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? bytes.startIndex
    return String(decoding: bytes[start...], as: UTF8.self)
  }
  /// Everything before the last `/`; the empty path at the root.
  package var parent: RepositoryPath {
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return RepositoryPath("") }
    return RepositoryPath(bytes: bytes[..<slash])
  }
  /// The path of something inside this folder.
  package func appending(_ name: some Collection<UInt8>) -> RepositoryPath {
    bytes.isEmpty
      ? RepositoryPath(bytes: name) : RepositoryPath(bytes: bytes + [UInt8(ascii: "/")] + name)
  }
  /// What follows the last dot of the name, in lower case; empty where there is none.
  package var fileExtension: String {
    let start = bytes.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
    guard let dot = bytes[start...].lastIndex(of: UInt8(ascii: ".")), dot != start else {
      return ""
    }
    return String(decoding: bytes[(dot + 1)...], as: UTF8.self).lowercased()
  }
}

// MARK: - Seen from a folder

extension RepositoryPath {
  private static let up = Array("../".utf8)

  /// Whether it lies below a folder; everything does below the empty path.
  package func isBelow(_ folder: RepositoryPath) -> Bool {
    folder.bytes.isEmpty
      || bytes.count > folder.bytes.count && bytes[folder.bytes.count] == UInt8(ascii: "/")
        && bytes.starts(with: folder.bytes)
  }

  /// The rest of a path below a folder.
  package func below(_ folder: RepositoryPath) -> RepositoryPath {
    folder.bytes.isEmpty ? self : RepositoryPath(bytes: bytes.dropFirst(folder.bytes.count + 1))
  }

  /// The same place counted from a folder: `../../.github/ci.yml` from `services/sync`.
  package func relative(to folder: RepositoryPath) -> RepositoryPath {
    var folder = folder
    var climb: [UInt8] = []
    while !isBelow(folder) {
      folder = folder.parent
      climb += Self.up
    }
    return RepositoryPath(bytes: climb + below(folder).bytes)
  }

  /// The place that this path names from a folder, without `..`.
  package func resolved(in folder: RepositoryPath) -> RepositoryPath {
    var (folder, rest) = (folder, bytes[...])
    while rest.starts(with: Self.up), !folder.bytes.isEmpty {
      folder = folder.parent
      rest = rest.dropFirst(Self.up.count)
    }
    return folder.appending(rest)
  }

  /// How many folders it is deep; the empty path is none.
  package var depth: Int {
    bytes.isEmpty ? 0 : bytes.count { $0 == UInt8(ascii: "/") } + 1
  }
}

extension RepositoryPath {
  /// Takes eight bytes at a time: paths are the keys of every table of a tree.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(bytes.count)
    var word: UInt64 = 0
    var filled = 0
    for byte in bytes {
      word = word << 8 | UInt64(byte)
      filled += 1
      if filled == 8 {
        hasher.combine(word)
        (word, filled) = (0, 0)
      }
    }
    hasher.combine(word)
  }
}

extension RepositoryPath: Comparable {
  package static func < (left: Self, right: Self) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}

extension RepositoryPath: CustomStringConvertible {
  package var description: String { text }
}
