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
    let scanner = ImportScanner(names: resolver.names)
    let scans = library.readEach(candidates) { path, bytes in
      FileImports(path, bytes, scanner: scanner, resolver: resolver)
    }
    var declared: [TypeName: [RepositoryPath]] = [:]
    for file in scans {
      for type in file.declared {
        declared[TypeName(type, file.language), default: []].append(file.path)
      }
    }
    for file in scans {
      var targets = file.targets
      for type in file.mentioned {
        targets.formUnion(declared[TypeName(type, file.language)] ?? [])
      }
      targets.remove(file.path)
      imports[file.path] = targets.filter { library.role(of: $0).canProve }
      for target in targets { importers[target, default: []].insert(file.path) }
    }
  }

  private struct TypeName: Hashable {
    let name: String
    let language: Language

    init(_ name: String, _ language: Language) {
      self.name = name
      self.language = language
    }
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

/// What one file imports; types that are known by their name alone are not looked up yet.
private struct FileImports: Sendable {
  let path: RepositoryPath
  let language: Language
  let targets: Set<RepositoryPath>
  let declared: [String]
  let mentioned: Set<String>

  /// `nil` for a file in no known language.
  init?(
    _ path: RepositoryPath, _ bytes: [UInt8], scanner: ImportScanner, resolver: ModuleResolver
  ) {
    guard let language = Language(of: path) else { return nil }
    let scan = scanner.scan(bytes, language: language)
    self.path = path
    self.language = language
    declared = scan.declared
    mentioned = scan.mentioned
    var targets = Set(resolver.package(of: path))
    for specifier in Set(scan.specifiers) {
      targets.formUnion(resolver.files(named: specifier, from: path, language))
    }
    self.targets = targets
  }
}
