import GateModel

/// Which source files name which, over the files that may prove something.
struct ImportGraph {
  /// More files than this are not scanned for imports: only those near an anchor are.
  static let mostFiles = 3000

  /// For each file the numbers of those it imports, in order.
  private var imports: [[Int]]
  /// For each file the numbers of those that import it.
  private var importers: [[Int]]
  private let library: SourceLibrary
  /// Whether every file of the languages was scanned, so that "nothing imports it" can be said.
  let isComplete: Bool

  /// - Parameter seeds: the files the graph is wanted for; their languages are scanned.
  init(around seeds: Set<RepositoryPath>, in library: SourceLibrary, resolver: ModuleResolver) {
    let paths = library.files.paths
    self.library = library
    imports = Array(repeating: [], count: paths.count)
    importers = imports
    let languages = Set(seeds.compactMap { Language(of: $0) })
    var candidates = paths.indices.filter { library.role(ofFile: $0).canProve }.map { paths[$0] }
      .filter { path in Language(of: path).map { languages.contains($0) } ?? false }
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
    add(scans)
  }

  private mutating func add(_ scans: [FileImports]) {
    var declared: [TypeName: [Int]] = [:]
    for file in scans {
      guard let number = library.numbers[file.path] else { continue }
      for type in file.declared {
        declared[TypeName(type, file.language), default: []].append(number)
      }
    }
    for file in scans {
      guard let number = library.numbers[file.path] else { continue }
      var targets = Set(file.targets)
      for type in file.mentioned {
        targets.formUnion(declared[TypeName(type, file.language)] ?? [])
      }
      targets.remove(number)
      imports[number] = targets.filter { library.role(ofFile: $0).canProve }.sorted()
      for target in targets { importers[target].append(number) }
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

  func imports(of path: RepositoryPath) -> Set<RepositoryPath> { files(of: path, in: imports) }
  func importers(of path: RepositoryPath) -> Set<RepositoryPath> { files(of: path, in: importers) }

  private func files(of path: RepositoryPath, in lists: [[Int]]) -> Set<RepositoryPath> {
    guard let number = library.numbers[path] else { return [] }
    return Set(lists[number].map { library.files.paths[$0] })
  }

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
  /// With repetitions.
  let targets: [Int]
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
    var targets = resolver.package(of: path)
    for specifier in Set(scan.specifiers) {
      targets += resolver.files(named: specifier, from: path, language)
    }
    self.targets = targets
  }
}
