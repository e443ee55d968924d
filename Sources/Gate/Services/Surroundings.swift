internal import GateChecks
internal import GateModel
internal import GateRepository

/// The repository around a service that has a folder of its own in it.
struct Surroundings: Sendable {
  /// The service's folder, counted from the top of the repository.
  let folder: RepositoryPath
  /// All files of the repository, counted from its top.
  let repository: any FileSource

  /// The service's files with those outside of its folder that speak of it.
  func view(of own: any FileSource) -> ServiceView {
    let services = ServiceFolders(in: repository.paths, manifests: ManifestLoader.names)
    return ServiceView(of: own, in: folder, of: repository, besides: services.judged)
  }
}

extension GatheredEvidence {
  /// The same with another path at every place.
  func mapPaths(_ move: (RepositoryPath) -> RepositoryPath) -> GatheredEvidence {
    GatheredEvidence(
      observations: observations.mapValues { $0.mapPaths(move) },
      facts: facts.map { $0.mapPaths(move) })
  }
}

/// Some of the files of another source.
struct ChosenFiles: FileSource {
  let paths: [RepositoryPath]
  private let source: any FileSource

  init(_ paths: [RepositoryPath], of source: any FileSource) {
    self.paths = paths
    self.source = source
  }

  /// Those that lie in none of the folders.
  init(of source: any FileSource, outsideOf folders: [RepositoryPath]) {
    self.init(
      source.paths.filter { path in !folders.contains { path.isBelow($0) } }, of: source)
  }

  func content(of path: RepositoryPath, limit: Int) throws(FileError) -> [UInt8] {
    try source.content(of: path, limit: limit)
  }

  func readEach(
    _ paths: [RepositoryPath], limit: Int,
    _ body: (RepositoryPath, Result<[UInt8], FileError>) -> Void
  ) {
    source.readEach(paths, limit: limit) { body($0, $1) }
  }
}

/// Files under their paths from a folder above.
struct PlacedFiles: FileSource {
  let paths: [RepositoryPath]
  private let source: any FileSource
  private let folder: RepositoryPath

  init(_ source: any FileSource, in folder: RepositoryPath) {
    self.source = source
    self.folder = folder
    paths = source.paths.map { folder.appending($0.bytes) }
  }

  func content(of path: RepositoryPath, limit: Int) throws(FileError) -> [UInt8] {
    try source.content(of: path.below(folder), limit: limit)
  }

  func readEach(
    _ paths: [RepositoryPath], limit: Int,
    _ body: (RepositoryPath, Result<[UInt8], FileError>) -> Void
  ) {
    source.readEach(paths.map { $0.below(folder) }, limit: limit) {
      body(folder.appending($0.bytes), $1)
    }
  }
}

/// The files below a folder, under their paths from there.
struct FilesBelow: FileSource {
  let paths: [RepositoryPath]
  private let source: any FileSource
  private let folder: RepositoryPath

  init(_ folder: RepositoryPath, of source: any FileSource) {
    self.source = source
    self.folder = folder
    paths = source.paths.filter { $0.isBelow(folder) }.map { $0.below(folder) }
  }

  func content(of path: RepositoryPath, limit: Int) throws(FileError) -> [UInt8] {
    try source.content(of: folder.appending(path.bytes), limit: limit)
  }

  func readEach(
    _ paths: [RepositoryPath], limit: Int,
    _ body: (RepositoryPath, Result<[UInt8], FileError>) -> Void
  ) {
    source.readEach(paths.map { folder.appending($0.bytes) }, limit: limit) {
      body($0.below(folder), $1)
    }
  }
}

extension ServiceFolders {
  /// What is said of the manifests that are not judged.
  var notes: [Diagnostic] {
    setAside.map { folder in
      Diagnostic(
        .note,
        "the manifest in \(folder) is in a folder of tests, examples or foreign code, or too "
          + "deep, and is not judged",
        help: "mxgate check \(folder)")
    }
  }
}
