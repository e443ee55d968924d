import GateModel

/// What the files and folders of a repository are called: an import that speaks of no such name
/// leads to no file here.
///
/// Kept as hashes, so that a name is looked up as it stands in the text. Two names may have one
/// hash: then an import is followed for nothing.
struct KnownNames: Sendable {
  private var hashes: Set<UInt64> = []

  init(_ paths: [RepositoryPath]) {
    var folder: ArraySlice<UInt8> = []
    for path in paths {
      let parts = path.bytes.split(separator: UInt8(ascii: "/"))
      guard let name = parts.last else { continue }
      hashes.insert(Self.hash(name))
      if let dot = name.lastIndex(of: UInt8(ascii: ".")) { hashes.insert(Self.hash(name[..<dot])) }
      let parent = path.bytes[..<name.startIndex]
      guard parent != folder else { continue }
      folder = parent
      for part in parts.dropLast() { hashes.insert(Self.hash(part)) }
    }
  }

  func mayHold(_ name: some Sequence<UInt8>) -> Bool { hashes.contains(Self.hash(name)) }

  /// FNV-1a.
  private static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
  }
}
