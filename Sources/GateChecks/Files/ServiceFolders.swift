package import GateModel

/// The folders of a repository that hold a service's manifest.
package struct ServiceFolders: Sendable {
  /// Deeper than people nest their services; what lies below is told, not judged.
  static let deepest = 6

  /// In order; the top itself is not among them.
  package let judged: [RepositoryPath]
  /// Those in folders of vendored code, tests and examples, and those that lie too deep: what stands
  /// there is no service that is deployed from here.
  package let setAside: [RepositoryPath]

  /// - Parameter names: what a manifest may be called.
  package init(in paths: [RepositoryPath], manifests names: [String]) {
    let endings = names.map { Array("/\($0)".utf8) }
    let found = paths.filter { path in
      endings.contains { path.bytes.suffix($0.count) == $0[...] }
    }
    let folders = Set(found.map(\.parent)).sorted()
    judged = folders.filter(Self.isJudged)
    setAside = folders.filter { !Self.isJudged($0) }
  }

  private static func isJudged(_ folder: RepositoryPath) -> Bool {
    folder.depth <= deepest && !FileKind.isSetAside(folder: folder.bytes[...])
  }
}
