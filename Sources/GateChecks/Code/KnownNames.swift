import GateModel

/// What the files and folders of a repository are called: an import that speaks of no such name
/// leads to no file here.
///
/// Kept as hashes, so that a name is looked up as it stands in the text. Two names may have one
/// hash: then an import is followed for nothing.
struct KnownNames: Sendable {
  private var names: Set<UInt64> = []
  /// Places of Python's modules: files without their suffix, and folders that are packages.
  private var pythonModules: Set<UInt64> = []

  init(_ paths: [RepositoryPath]) {
    var folder: ArraySlice<UInt8> = []
    for path in paths {
      let parts = path.bytes.split(separator: UInt8(ascii: "/"))
      guard let name = parts.last else { continue }
      names.insert(Self.hash(name))
      if let dot = name.lastIndex(of: UInt8(ascii: ".")) {
        names.insert(Self.hash(name[..<dot]))
        if name[dot...].elementsEqual(".py".utf8) { addModule(path, name: name[..<dot]) }
      }
      let parent = path.bytes[..<name.startIndex]
      guard parent != folder else { continue }
      folder = parent
      for part in parts.dropLast() { names.insert(Self.hash(part)) }
    }
  }

  private mutating func addModule(_ path: RepositoryPath, name: ArraySlice<UInt8>) {
    pythonModules.insert(Self.hash(path.bytes[..<name.endIndex]))
    if name.elementsEqual("__init__".utf8) {
      pythonModules.insert(Self.hash(path.bytes[..<max(0, name.startIndex - 1)]))
    }
  }

  func mayHold(_ name: some Sequence<UInt8>) -> Bool { names.contains(Self.hash(name)) }

  /// - Parameter name: the module's path below the folder.
  func mayHoldPythonModule(_ name: [UInt8], in folder: ArraySlice<UInt8>) -> Bool {
    let base = Self.hash(folder)
    guard !name.isEmpty, !folder.isEmpty else {
      return pythonModules.contains(Self.hash(name, behind: base))
    }
    let slash = Self.hash(CollectionOfOne(UInt8(ascii: "/")), behind: base)
    return pythonModules.contains(Self.hash(name, behind: slash))
  }

  /// FNV-1a.
  private static func hash(
    _ bytes: some Sequence<UInt8>, behind start: UInt64 = 0xcbf2_9ce4_8422_2325
  ) -> UInt64 {
    bytes.reduce(start) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
  }
}
