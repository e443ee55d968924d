import GateModel
import GateRepository
internal import Synchronization

/// Reads source files, and keeps those that were read closely.
final class SourceLibrary: Sendable {
  /// Above this a file is data or generated, whatever its name says.
  static let longestFile = 512 << 10
  /// Bytes of text on the call path beyond which no more is read closely: with its tokens, a file
  /// takes some fifteen times its size.
  private static let mostOnCallPath = 4 << 20
  /// How many files are read side by side before the sum is looked at.
  private static let batch = 16
  /// Bytes of text that are kept, in all, for the next one who asks; what is beyond is read again.
  private static let mostKept = 1 << 20

  let files: any FileSource
  /// Each file's place in `files.paths`.
  let numbers: [RepositoryPath: Int]
  /// What each file is for.
  private let roles: [SourceRole]
  /// The files that may configure the service.
  let configurationFiles: [RepositoryPath]
  /// The files that name what is built or started.
  let projectFiles: [RepositoryPath]
  private let shelves = Mutex(Shelves())

  private struct Shelves {
    /// The files of the call path: one object for each, as long as the library lives.
    var ofCallPath: [RepositoryPath: SourceFile] = [:]
    var bytesOfCallPath = 0
    var leftOut: Set<RepositoryPath> = []
    var others: [RepositoryPath: SourceFile] = [:]
    var configurations: [RepositoryPath: ConfigurationFile] = [:]
    var contents: [RepositoryPath: [UInt8]] = [:]
    /// Bytes of text that the last three hold.
    var kept = 0
    var failures: [FileError] = []
    var passedOver: Set<RepositoryPath> = []

    mutating func hasRoom(for bytes: [UInt8]) -> Bool {
      guard kept + bytes.count <= mostKept else { return false }
      kept += bytes.count
      return true
    }
  }

  /// Files that could not be read, with the system's words; a check must not pass over them.
  var failures: [FileError] { shelves.withLock { $0.failures } }
  /// Files of the call path that were not read, since it is too long as a whole.
  var leftOut: Set<RepositoryPath> { shelves.withLock { $0.leftOut } }
  /// Files too long to be read closely.
  var passedOver: Set<RepositoryPath> { shelves.withLock { $0.passedOver } }

  init(_ files: any FileSource) {
    self.files = files
    let paths = files.paths
    numbers = Dictionary(
      zip(paths, paths.indices), uniquingKeysWith: { first, _ in first })
    var folder = (path: RepositoryPath(""), role: SourceFolder(RepositoryPath("")))
    let roles = paths.map { path in
      let parent = path.parent
      if parent != folder.path { folder = (parent, SourceFolder(parent)) }
      return folder.role.role(ofFile: path.name)
    }
    self.roles = roles
    configurationFiles = zip(paths, roles).filter { $1 != .foreign && $1 != .test }.map(\.0)
    projectFiles = files.paths.filter { EntryPoint.projectFiles.contains($0.name) }
  }

  func holds(_ path: RepositoryPath) -> Bool { numbers[path] != nil }
  /// What a file is for.
  func role(of path: RepositoryPath) -> SourceRole {
    numbers[path].map { roles[$0] } ?? SourceRole(of: path)
  }
  func role(ofFile number: Int) -> SourceRole { roles[number] }

  /// A source file, read closely; `nil` where it is in no known language, too long or unreadable.
  func source(_ path: RepositoryPath) -> SourceFile? {
    if let known = shelves.withLock({ $0.ofCallPath[path] ?? $0.others[path] }) { return known }
    guard Language(of: path) != nil, let bytes = read(path), let source = Self.source(path, bytes)
    else { return nil }
    shelves.withLock { if $0.hasRoom(for: bytes) { $0.others[path] = source } }
    return source
  }

  /// The files of a call path in order, read closely, side by side; the first ones, where they are
  /// too long in all.
  func sources(ofCallPath paths: [RepositoryPath]) -> [SourceFile] {
    let known = shelves.withLock { $0.ofCallPath }
    let unknown = paths.filter { known[$0] == nil }
    for start in stride(from: 0, to: unknown.count, by: Self.batch) {
      let batch = Array(unknown[start..<min(start + Self.batch, unknown.count)])
      let hasRoom = shelves.withLock { shelves in
        guard shelves.bytesOfCallPath < Self.mostOnCallPath else {
          shelves.leftOut.formUnion(batch)
          return false
        }
        return true
      }
      guard hasRoom else { continue }
      let new = readEach(batch) { path, bytes in
        let source = Self.source(path, bytes)
        // They are wanted of each of them: here they are found side by side.
        _ = source?.words
        return source
      }
      shelves.withLock { shelves in
        for source in new { shelves.ofCallPath[source.path] = source }
        shelves.bytesOfCallPath += new.map(\.bytes.count).reduce(0, +)
      }
    }
    return shelves.withLock { shelves in paths.compactMap { shelves.ofCallPath[$0] } }
  }

  /// A file that is no program; `nil` where it is too long or unreadable.
  func configuration(_ path: RepositoryPath) -> ConfigurationFile? {
    if let known = shelves.withLock({ $0.configurations[path] }) { return known }
    guard let bytes = read(path) else { return nil }
    let file = ConfigurationFile(path: path, bytes: bytes)
    shelves.withLock { if $0.hasRoom(for: bytes) { $0.configurations[path] = file } }
    return file
  }

  /// The bytes of any file; `nil` where it is too long, binary or unreadable.
  func content(_ path: RepositoryPath) -> [UInt8]? {
    if let known = shelves.withLock({ $0.contents[path] }) { return known }
    guard let bytes = read(path) else { return nil }
    shelves.withLock { if $0.hasRoom(for: bytes) { $0.contents[path] = bytes } }
    return bytes
  }

  /// What is made of each file's bytes, side by side; the bytes are not kept.
  func readEach<Result: Sendable>(
    _ paths: [RepositoryPath],
    _ transform: @Sendable (RepositoryPath, [UInt8]) -> Result?
  ) -> [Result] {
    let files = files
    let results = paths.concurrentPieces { paths in
      var results: [Swift.Result<Result?, FileError>] = []
      files.readEach(paths, limit: Self.longestFile) { path, content in
        results.append(content.map { transform(path, $0) })
      }
      return results
    }
    return results.compactMap { result in
      switch result {
      case .success(let made): return made
      case .failure(let error):
        note(error)
        return nil
      }
    }
  }

  private func read(_ path: RepositoryPath) -> [UInt8]? {
    guard holds(path) else { return nil }
    do throws(FileError) {
      return try files.content(of: path, limit: Self.longestFile)
    } catch {
      note(error)
      return nil
    }
  }

  private func note(_ error: FileError) {
    shelves.withLock { shelves in
      if error.code == .tooLarge {
        shelves.passedOver.insert(error.path)
      } else {
        shelves.failures.append(error)
      }
    }
  }

  @Sendable private static func source(_ path: RepositoryPath, _ bytes: [UInt8]) -> SourceFile? {
    Language(of: path).map { language in
      SourceFile(path: path, language: language, bytes: script(bytes, of: path))
    }
  }

  /// Blanks the markup of a single-file component, so that its script stands alone.
  private static func script(_ bytes: [UInt8], of path: RepositoryPath) -> [UInt8] {
    guard ["vue", "svelte"].contains(path.fileExtension) else { return bytes }
    var result = bytes
    var isScript = false
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      let line = bytes[start..<end]
      if line.starts(with: "<script".utf8) {
        isScript = true
      } else if isScript, !line.starts(with: "</script".utf8) {
        start = end + 1
        continue
      } else if line.starts(with: "</script".utf8) {
        isScript = false
      }
      for index in start..<end { result[index] = 0x20 }
      start = end + 1
    }
    return result
  }
}
