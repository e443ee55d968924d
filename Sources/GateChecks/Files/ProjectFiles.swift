import GateModel
import GateRepository

/// The files around the code, sorted by kind once, so that each reader gets its own.
struct ProjectFiles: Sendable {
  private let source: any FileSource
  private let byKind: [FileKind: [RepositoryPath]]
  /// Every path in scope, vendored folders and test data included.
  let paths: [RepositoryPath]

  init(_ source: any FileSource) {
    self.source = source
    paths = source.paths
    var byKind: [FileKind: [RepositoryPath]] = [:]
    for path in source.paths where !FileKind.isSetAside(path) {
      for kind in FileKind.kinds(of: path) { byKind[kind, default: []].append(path) }
    }
    self.byKind = byKind
  }

  func paths(of kind: FileKind) -> [RepositoryPath] { byKind[kind] ?? [] }

  /// The TypeScript, JavaScript and Python files below the folder of a file of this name.
  func programs(beside name: String) -> [RepositoryPath] {
    let folders = paths.filter { $0.name == name && !FileKind.isSetAside($0) }.map(\.parent.bytes)
    guard !folders.isEmpty else { return [] }
    return paths.filter { path in
      ["ts", "js", "py"].contains(path.fileExtension) && !FileKind.isSetAside(path)
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
