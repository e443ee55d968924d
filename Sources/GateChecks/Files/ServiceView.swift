package import GateModel
package import GateRepository

/// The files that speak of a service in a folder of a larger repository: its own, the code outside
/// that it imports, and what the repository shares, such as its pipelines.
///
/// Its own files have their paths below the folder, as if it were a repository of its own. The others
/// have the path that leads there from the folder, without the `..`: imports are resolved the same
/// way. Where one of its own files has that path, the `..` is kept.
package struct ServiceView: FileSource {
  package let paths: [RepositoryPath]
  private let own: any FileSource
  private let repository: any FileSource
  /// The places of the shared files in the repository, by their paths here.
  private let shared: [RepositoryPath: RepositoryPath]
  private let folder: RepositoryPath
  /// Whether there are pipelines that speak of other services alone.
  package private(set) var hasOtherPipelines = false

  /// - Parameters:
  ///   - own: the files below `folder`.
  ///   - repository: all files, counted from the top.
  ///   - others: the folders of the repository's other services.
  package init(
    of own: any FileSource, in folder: RepositoryPath, of repository: any FileSource,
    besides others: [RepositoryPath]
  ) {
    let others = others.filter { !folder.isBelow($0) && $0 != folder }
    let outside = repository.paths.filter { path in
      !path.isBelow(folder) && !others.contains { path.isBelow($0) }
    }
    let everything = ServiceView(of: own, in: folder, of: repository, sharing: outside)
    let surroundings = SharedFiles(folder: folder, others: others, repository: repository)
    let imported = everything.imported()
    let above = Set(imported.flatMap { everything.place(of: $0).foldersAbove })
      .union(folder.foldersAbove)
    let kept = everything.shared.filter { path, place in
      imported.contains(path)
        || Language(of: place) == nil && above.contains(place.parent)
          && !surroundings.isDeployment(place)
        || surroundings.speakOfService(place)
    }
    self.init(of: own, in: folder, of: repository, sharing: Array(kept.values))
    let places = Set(kept.values)
    hasOtherPipelines = outside.contains { path in
      FileKind.kinds(of: path).contains(.pipeline) && !places.contains(path)
    }
  }

  private init(
    of own: any FileSource, in folder: RepositoryPath, of repository: any FileSource,
    sharing outside: [RepositoryPath]
  ) {
    let taken = Set(own.paths)
    var shared: [RepositoryPath: RepositoryPath] = [:]
    for place in outside.sorted() {
      let climbing = place.relative(to: folder)
      let path = climbing.withoutClimb
      shared[taken.contains(path) || shared[path] != nil ? climbing : path] = place
    }
    self.own = own
    self.folder = folder
    self.repository = repository
    self.shared = shared
    paths = (own.paths + shared.keys).sorted()
  }

  package func content(of path: RepositoryPath, limit: Int) throws(FileError) -> [UInt8] {
    guard let place = shared[path] else { return try own.content(of: path, limit: limit) }
    return try repository.content(of: place, limit: limit)
  }

  /// The files outside of the folder, under their paths here.
  package var sharedPaths: [RepositoryPath] { shared.keys.sorted() }

  /// Where a path of this view lies, counted from the folder.
  package func seenFromFolder(_ path: RepositoryPath) -> RepositoryPath {
    shared[path]?.relative(to: folder) ?? path
  }

  private func place(of path: RepositoryPath) -> RepositoryPath {
    shared[path] ?? path.resolved(in: folder)
  }

  /// The shared files that the service's own code imports, directly or not.
  private func imported() -> Set<RepositoryPath> {
    let library = SourceLibrary(self)
    let start = Set(
      own.paths.filter { Language(of: $0) != nil && library.role(of: $0).canProve })
    guard !start.isEmpty, !shared.isEmpty else { return [] }
    let graph = ImportGraph(
      around: start, in: library, resolver: ModuleResolver(library, folder: folder))
    return graph.reach(from: start, steps: paths.count, by: graph.imports(of:))
      .filter { shared[$0] != nil }
  }
}

extension RepositoryPath {
  /// The same without the `../` it begins with.
  fileprivate var withoutClimb: RepositoryPath {
    var rest = bytes[...]
    while rest.starts(with: "../".utf8) { rest = rest.dropFirst(3) }
    return RepositoryPath(bytes: rest)
  }

  /// The folder it lies in, and those above, to the top.
  fileprivate var foldersAbove: [RepositoryPath] {
    var folders = [parent]
    while let last = folders.last, !last.bytes.isEmpty { folders.append(last.parent) }
    return folders
  }
}
