import GateModel
import GateRepository

/// The files around the code, sorted by kind once, so that each reader gets its own.
struct ProjectFiles: Sendable {
  private let source: any FileSource
  private let byKind: [FileKind: [RepositoryPath]]
  /// Every path in scope, vendored folders and test data included.
  let paths: [RepositoryPath]
  /// Those that may speak of how the service itself is built, checked or run.
  let own: [RepositoryPath]

  init(_ source: any FileSource) {
    self.source = source
    paths = source.paths
    var byKind: [FileKind: [RepositoryPath]] = [:]
    var own: [RepositoryPath] = []
    // Paths come in order, so that a folder's files stand together and it is judged once.
    var folder: (bytes: ArraySlice<UInt8>, isSetAside: Bool) = ([], false)
    for path in paths {
      let parent = path.bytes[..<(path.bytes.lastIndex(of: UInt8(ascii: "/")) ?? 0)]
      if parent != folder.bytes { folder = (parent, FileKind.isSetAside(folder: parent)) }
      let name = path.name
      guard !folder.isSetAside || FileKind.isTestHelper(name) else { continue }
      own.append(path)
      for kind in FileKind.kinds(of: path, named: name) { byKind[kind, default: []].append(path) }
    }
    self.byKind = byKind
    self.own = own
  }

  func paths(of kind: FileKind) -> [RepositoryPath] { byKind[kind] ?? [] }

  /// The TypeScript, JavaScript and Python files below the folder of a file of this name.
  func programs(beside name: String) -> [RepositoryPath] {
    let folders = own.filter { $0.name == name }.map(\.parent.bytes)
    guard !folders.isEmpty else { return [] }
    return own.filter { path in
      ["ts", "js", "py"].contains(path.fileExtension)
        && folders.contains { path.bytes.starts(with: $0) }
    }
  }

  /// The largest file that is read for evidence: what people write by hand is far smaller.
  private static let largestFile = 4 << 20

  /// The files of a kind that hold one of the texts, in order; all, where none is given.
  func read(_ kind: FileKind, mentioning texts: [String] = []) -> FileReading {
    read(paths(of: kind), mentioning: texts)
  }

  func read(_ paths: [RepositoryPath], mentioning texts: [String] = []) -> FileReading {
    var reading = FileReading()
    let search = ByteSearch(texts)
    for path in paths {
      do throws(FileError) {
        let bytes = try source.content(of: path, limit: Self.largestFile)
        guard texts.isEmpty || search.isFound(in: bytes) else { continue }
        reading.files.append(TextFile(path: path, bytes: bytes))
      } catch {
        reading.failures.append("\(path) could not be read: \(error.message)")
      }
    }
    return reading
  }
}

/// Files that were read, and a sentence for each that was not.
struct FileReading: Sendable {
  var files: [TextFile] = []
  var failures: [String] = []
}
