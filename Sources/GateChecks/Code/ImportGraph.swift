import GateModel

/// Which source files name which, over the files that may prove something.
struct ImportGraph {
  /// More files than this are not scanned for imports: only those near an anchor are.
  static let mostFiles = 3000

  private var imports: [RepositoryPath: Set<RepositoryPath>] = [:]
  private var importers: [RepositoryPath: Set<RepositoryPath>] = [:]
  /// Whether every file of the languages was scanned, so that "nothing imports it" can be said.
  let isComplete: Bool

  /// - Parameter seeds: the files the graph is wanted for; their languages are scanned.
  init(around seeds: Set<RepositoryPath>, in library: SourceLibrary, resolver: ModuleResolver) {
    let languages = Set(seeds.compactMap { Language(of: $0) })
    var candidates = library.files.paths.filter {
      guard let language = Language(of: $0), languages.contains(language) else { return false }
      return library.role(of: $0).canProve
    }
    isComplete = candidates.count <= Self.mostFiles
    if !isComplete {
      let folders = Set(seeds.map(\.parent))
      let near = folders.union(folders.map(\.parent))
      candidates = Array(
        candidates.filter { seeds.contains($0) || near.contains($0.parent) }.prefix(Self.mostFiles))
    }
    var scans: [(path: RepositoryPath, language: Language, scan: ImportScan)] = []
    var declared: [String: [RepositoryPath]] = [:]
    for path in candidates {
      guard let language = Language(of: path), let bytes = library.content(path) else { continue }
      let scan = ImportScanner.scan(bytes, language: language)
      for type in scan.declared { declared[type, default: []].append(path) }
      scans.append((path, language, scan))
    }
    var resolved: [Import: [RepositoryPath]] = [:]
    for (path, language, scan) in scans {
      let folder = path.parent
      var targets = Set(resolver.package(of: path))
      for specifier in scan.specifiers {
        // Files of a folder import the same things, and a name means the same to each of them.
        let key = Import(folder: folder, specifier: specifier, language: language)
        let files = resolved[key] ?? resolver.files(named: specifier, from: path, language)
        resolved[key] = files
        targets.formUnion(files)
      }
      for type in scan.mentioned {
        for target in declared[type] ?? [] where Language(of: target) == language {
          targets.insert(target)
        }
      }
      targets.remove(path)
      imports[path] = targets.filter { library.role(of: $0).canProve }
      for target in targets { importers[target, default: []].insert(path) }
    }
  }

  private struct Import: Hashable {
    var folder: RepositoryPath
    var specifier: String
    var language: Language
  }

  func imports(of path: RepositoryPath) -> Set<RepositoryPath> { imports[path] ?? [] }
  func importers(of path: RepositoryPath) -> Set<RepositoryPath> { importers[path] ?? [] }

  /// All files reached from `start` in at most `steps`, `start` included.
  func reach(
    from start: Set<RepositoryPath>, steps: Int,
    by neighbours: (RepositoryPath) -> Set<RepositoryPath>
  ) -> Set<RepositoryPath> {
    var reached = start
    var frontier = start
    for _ in 0..<steps where !frontier.isEmpty {
      frontier = Set(frontier.flatMap(neighbours)).subtracting(reached)
      reached.formUnion(frontier)
    }
    return reached
  }
}
