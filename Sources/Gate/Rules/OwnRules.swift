internal import GateModel
internal import GateRepository
internal import GateYAML

#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

/// A team's own rules: a folder with `secrets/*.yaml`, `checks/*.yaml` and `http-clients.yaml`, in
/// the format of the built-in ones.
struct OwnRules: Sendable {
  /// A file of the folder, under the path that diagnostics name.
  struct File: Sendable {
    let path: RepositoryPath
    let bytes: [UInt8]
  }

  /// The largest file that is read, in bytes: ten times the largest built-in one.
  private static let largestFile = 1 << 20
  private static let subfolders = ["secrets", "checks"]
  private static let rootFiles = ["http-clients.yaml"]

  let folder: String
  /// The folder's files as a commit has them, by their paths below it; `nil` reads the disk.
  var stored: FilesInMemory?

  /// The `.yaml` files of a subfolder, in the order of their names; none where there is no such
  /// subfolder. A folder with no rules at all is an error: it would be rules that nobody runs.
  func files(in subfolder: String) throws(GateError) -> [File] {
    if let stored { return try files(of: stored, in: subfolder) }
    return try reading { root in
      let present = try Self.subfolders.filter { try root.kind(of: RepositoryPath($0)) == .folder }
      let others = try Self.rootFiles.filter { try root.kind(of: RepositoryPath($0)) == .regular }
      guard !present.isEmpty || !others.isEmpty else {
        throw FileError(.notAFile, path: RepositoryPath(""), message: "no rules in it")
      }
      guard present.contains(subfolder) else { return [] }
      let path = RepositoryPath(subfolder)
      let paths = try root.entries(of: path)
        .filter { $0.1 == .regular && $0.name.reversed().starts(with: ".yaml".utf8.reversed()) }
        .map { path.appending($0.name) }
      return try paths.sorted().map { try file(at: $0, in: root) }
    }
  }

  /// A file beside the subfolders; `nil` where there is none.
  func file(_ name: String) throws(GateError) -> File? {
    if let stored {
      let path = RepositoryPath(name)
      return stored.paths.contains(path) ? try file(at: path, of: stored) : nil
    }
    return try reading { root in
      let path = RepositoryPath(name)
      return try root.kind(of: path) == .regular ? file(at: path, in: root) : nil
    }
  }

  private func file(at path: RepositoryPath, in root: OpenFolder) throws -> File {
    var bytes: [UInt8] = []
    try root.read(path, into: &bytes, limit: Self.largestFile)
    return File(path: RepositoryPath("\(folder)/\(path)"), bytes: bytes)
  }

  private func reading<Result>(
    _ body: (OpenFolder) throws -> Result
  ) throws(GateError) -> Result {
    do {
      return try body(OpenFolder(FilePath(folder)))
    } catch let error as FileError {
      let place = error.path.bytes.isEmpty ? folder : "\(folder)/\(error.path)"
      throw problem("\(place): \(error.message)")
    } catch {
      throw problem("\(error)")
    }
  }

  private func files(
    of stored: FilesInMemory, in subfolder: String
  ) throws(GateError) -> [File] {
    let paths = stored.paths.filter { $0.parent.text == subfolder && $0.fileExtension == "yaml" }
    var files: [File] = []
    for path in paths { files.append(try file(at: path, of: stored)) }
    return files
  }

  private func file(
    at path: RepositoryPath, of stored: FilesInMemory
  ) throws(GateError) -> File {
    do {
      return File(
        path: RepositoryPath("\(folder)/\(path)"),
        bytes: try stored.content(of: path, limit: Self.largestFile))
    } catch {
      throw problem("\(folder)/\(path): \(error.message)")
    }
  }

  private func problem(_ words: String) -> GateError {
    GateError(
      "the folder of rules cannot be used: \(words)",
      help: "name a folder with secrets/*.yaml or checks/*.yaml in it", status: .usage)
  }
}

extension ScanSettings {
  /// The folder of own rules, where there is one.
  var ownRules: OwnRules? { rulesFolder.map { OwnRules(folder: $0, stored: storedRules) } }

  /// The same with the folder that `scan.rules` of the manifest names, where the command line names
  /// none. Read before everything else, since the manifest is judged by the rules it names.
  func withRulesOfManifest() throws(GateError) -> ScanSettings {
    var settings = self
    settings.rulesFolder = try OwnRules.folder(named: rulesFolder, orByManifestIn: root)
    return settings
  }
}

extension OwnRules {
  /// The folder that the command line names, or else the manifest of a folder.
  static func folder(
    named: String?, orByManifestIn root: String
  ) throws(GateError) -> String? {
    if let named { return named }
    let folder: OpenFolder
    // A single file, or nothing at all: told where the root itself is opened.
    do { folder = try OpenFolder(FilePath(root)) } catch { return nil }
    for path in ManifestLoader.names.map({ RepositoryPath($0) }) {
      do {
        guard try folder.kind(of: path) == .regular else { continue }
        var bytes: [UInt8] = []
        try folder.read(path, into: &bytes, limit: ManifestLoader.mostBytes)
        return try rulesFolder(inManifest: bytes).map { FilePath(root).appending($0).string }
      } catch let error as YAMLError {
        throw GateError(
          Diagnostic(
            .error, error.message,
            at: Location(path: path, line: error.mark.line, column: error.mark.column)),
          status: .usage)
      } catch {
        throw GateError("\(path) cannot be read: \(error)")
      }
    }
    return nil
  }

  private static func rulesFolder(inManifest bytes: [UInt8]) throws(YAMLError) -> String? {
    try YAMLParser.firstDocument(bytes)?["scan"]?["rules"]?.scalar
  }

  /// The rules that a manifest names among files, as they stand there.
  static func stored(in files: some FileSource) throws(FileError) -> OwnRules? {
    let manifest = ManifestLoader.names.map { RepositoryPath($0) }.first(
      where: files.paths.contains)
    guard let manifest else { return nil }
    let bytes = try files.content(of: manifest, limit: ManifestLoader.mostBytes)
    let folder: String
    do {
      guard let named = try rulesFolder(inManifest: bytes) else { return nil }
      folder = named.hasSuffix("/") ? String(named.dropLast()) : named
    } catch {
      // A manifest that is no YAML names no rules; its mistake is told where it is loaded.
      return nil
    }
    let prefix = Array((folder + "/").utf8)
    var contents: [RepositoryPath: [UInt8]] = [:]
    for path in files.paths where path.bytes.starts(with: prefix) {
      let below = RepositoryPath(bytes: path.bytes.dropFirst(prefix.count))
      contents[below] = try files.content(of: path, limit: largestFile)
    }
    return OwnRules(folder: folder, stored: FilesInMemory(contents))
  }

  /// The same with the files that others have besides.
  func adding(_ others: OwnRules?) throws(FileError) -> OwnRules {
    guard let stored, let more = others?.stored else { return self }
    var contents: [RepositoryPath: [UInt8]] = [:]
    for files in [more, stored] {
      for path in files.paths {
        contents[path] = try files.content(of: path, limit: Self.largestFile)
      }
    }
    return OwnRules(folder: folder, stored: FilesInMemory(contents))
  }
}
