import GateModel

/// The files through which the service talks to the API.
struct CallPath: Sendable {
  /// Files that name the API, or where none does, all that send requests.
  let anchors: [SourceFile]
  /// The anchors, what they import, and what imports them.
  let files: [SourceFile]
  /// `files`, and what their importers import besides: where records and stores live.
  let surroundings: [SourceFile]
  /// Anchors that nothing imports and nothing starts.
  let unused: [SourceFile]
  /// Whether no file names the API, so that all outbound calls stand in.
  let isStandIn: Bool

  /// What each file of the path imports, as far as it was read.
  private let imported: [RepositoryPath: [SourceFile]]

  func imports(of source: SourceFile) -> [SourceFile] { imported[source.path] ?? [] }

  /// How far the path is followed from a file that names the API, each way.
  private static let steps = 3
  /// How far where all that send requests stand in: many of them have nothing to do with one API.
  private static let stepsOfStandIn = 2
  /// More files than this are no call path but a whole application.
  private static let mostFiles = 400
  private static let mostFilesOfStandIn = 120
  private static let mostAnchorsOfStandIn = 200

  init(
    anchors tags: [RepositoryPath: Set<String>], client: [RepositoryPath], library: SourceLibrary,
    resolver: ModuleResolver
  ) {
    let named = tags.filter { !$0.value.isDisjoint(with: EvidenceAnchors.maintainX) }.keys
    var anchors = Self.sources(named.sorted(), in: library).filter(Self.namesTheAPI)
    let declared = library.files.paths.filter { path in
      client.contains { path == $0 || path.bytes.starts(with: $0.bytes + [UInt8(ascii: "/")]) }
    }
    anchors += Self.sources(declared, in: library).filter { source in
      !anchors.contains { $0 === source }
    }
    isStandIn = anchors.isEmpty
    // Those that stand in are read closely only where they are on the path, which is cut short.
    let seeds =
      isStandIn
      ? Self.outboundFiles(tags, in: library) : Set(anchors.map(\.path))
    let graph = ImportGraph(around: seeds, in: library, resolver: resolver)
    let unusedPaths =
      isStandIn || !graph.isComplete
      ? []
      : Set(anchors.filter { !EntryPoint.isUsed($0, graph: graph, library: library) }.map(\.path))
    let used = seeds.subtracting(unusedPaths)
    let steps = isStandIn ? Self.stepsOfStandIn : Self.steps
    let below = graph.reach(from: used, steps: steps, by: graph.imports(of:))
    let above = graph.reach(from: used, steps: steps, by: graph.importers(of:))
    let path = below.union(above)
    let around = path.union(graph.reach(from: above, steps: 1, by: graph.imports(of:)))
    let most = isStandIn ? Self.mostFilesOfStandIn : Self.mostFiles
    let chosen = Self.nearest(path, to: used).prefix(most)
    files = Self.sources(chosen, in: library)
    surroundings = Self.sources(
      Self.nearest(around, to: Set(chosen)).prefix(most), in: library)
    unused = anchors.filter { unusedPaths.contains($0.path) }
    self.anchors = (isStandIn ? files : anchors).filter { used.contains($0.path) }
    let byPath = Dictionary(
      surroundings.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    imported = byPath.mapValues { source in
      graph.imports(of: source.path).sorted().compactMap { byPath[$0] }
    }
  }

  /// The service's own files that send requests, as far as they are followed.
  private static func outboundFiles(
    _ tags: [RepositoryPath: Set<String>], in library: SourceLibrary
  ) -> Set<RepositoryPath> {
    let outbound = tags.keys.filter { path in
      Language(of: path).map { EvidenceAnchors.sends(tags[path] ?? [], in: $0) } ?? false
        && library.role(of: path) == .production
    }
    // What a page or an SDK sends to the service says nothing of the service's own calls.
    let ofService = outbound.filter { !ClientSideCode.holds($0) }
    let senders = (ofService.isEmpty ? outbound : ofService).sorted()
    return Set(senders.prefix(mostAnchorsOfStandIn))
  }

  /// The files in order, those of `core` before the others, so that a limit cuts off the far ones.
  private static func nearest(
    _ paths: Set<RepositoryPath>, to core: Set<RepositoryPath>
  ) -> [RepositoryPath] {
    paths.intersection(core).sorted() + paths.subtracting(core).sorted()
  }

  private static func sources(
    _ paths: some Sequence<RepositoryPath>, in library: SourceLibrary
  ) -> [SourceFile] {
    library.sources(ofCallPath: paths.filter { library.role(of: $0).canProve })
  }

  /// Whether code or a string names the API; a comment does not count.
  private static func namesTheAPI(_ source: SourceFile) -> Bool {
    let text = source.codeWithStrings.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
    return EvidenceAnchors.maintainX.contains { text.firstRange(of: Array($0.utf8)) != nil }
  }
}
