internal import GateManifest
internal import GateModel
internal import GateRepository
internal import GateRules

/// Finds and reads a service's manifest, and the policy that lies over it.
struct ManifestLoader {
  /// The names a manifest may have, the usual one first.
  static let names = ["mxgate.yaml", "mxgate.yml"]
  /// A catalogue entry as Backstage reads it; gives name, owner and links where the manifest has none.
  private static let catalogue = RepositoryPath("catalog-info.yaml")
  /// More than any manifest has; the decoder says so of what comes near.
  static let mostBytes = 16 << 20

  static func hasManifest(_ files: any FileSource) -> Bool {
    names.contains { files.paths.contains(RepositoryPath($0)) }
  }

  let registry: CheckRegistry
  let today: CalendarDay

  struct Loaded {
    /// `nil` where there is none, or where it has errors.
    var manifest: Manifest?
    /// Where a manifest stands, readable or not.
    var path: RepositoryPath?
    var policy: Policy
    var diagnostics: [Diagnostic] = []

    var isBroken: Bool { diagnostics.contains { $0.severity == .error } }
  }

  func load(from files: any FileSource, policyPath: String?) -> Loaded {
    var loaded = Loaded(policy: .standard)
    if let policyPath { readPolicy(policyPath, into: &loaded) }
    let found = Self.names.map { RepositoryPath($0) }.filter(Set(files.paths).contains)
    guard let path = found.first else { return loaded }
    loaded.path = path
    if found.count > 1 {
      loaded.diagnostics.append(
        Diagnostic(
          .error, "there are two manifests, \(found[0]) and \(found[1])",
          at: Location(path: found[1], line: 1), help: "keep one of them"))
      return loaded
    }
    guard let bytes = bytes(of: path, in: files, &loaded) else { return loaded }
    let decoder = ManifestDecoder(registry: registry, policy: loaded.policy, today: today)
    let result = decoder.decode(bytes, path: path)
    loaded.diagnostics += result.diagnostics
    guard let manifest = result.manifest else { return loaded }
    loaded.policy = manifest.policy
    loaded.manifest = completed(manifest, from: files, &loaded)
    return loaded
  }

  private func completed(
    _ manifest: Manifest, from files: any FileSource, _ loaded: inout Loaded
  ) -> Manifest {
    guard files.paths.contains(Self.catalogue),
      let bytes = bytes(of: Self.catalogue, in: files, &loaded)
    else { return manifest }
    let read = CatalogInfo.read(bytes, path: Self.catalogue)
    loaded.diagnostics += read.diagnostics
    return read.info.map { manifest.completed(by: $0) } ?? manifest
  }

  private func readPolicy(_ path: String, into loaded: inout Loaded) {
    let place = RepositoryPath(path)
    do {
      let bytes = try HostFile.content(of: path, limit: Self.mostBytes)
      let read = PolicyDecoder(registry).decodeFile(bytes, path: place)
      loaded.diagnostics += read.diagnostics
      loaded.policy = read.policy ?? .standard
    } catch {
      loaded.diagnostics.append(
        Diagnostic(
          .error, "the policy cannot be read: \(error.message)", at: Location(path: place, line: 1),
          help: "name a readable file after --policy"))
    }
  }

  private func bytes(
    of path: RepositoryPath, in files: any FileSource, _ loaded: inout Loaded
  ) -> [UInt8]? {
    do {
      return try files.content(of: path, limit: Self.mostBytes)
    } catch {
      loaded.diagnostics.append(
        Diagnostic(
          .error, "cannot be read: \(error.message)", at: Location(path: path, line: 1)))
      return nil
    }
  }
}
