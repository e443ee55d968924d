import GateModel
import GateRepository

/// Reads source files, and keeps those that were read closely.
final class SourceLibrary {
  /// Above this a file is data or generated, whatever its name says.
  static let longestFile = 512 << 10
  /// Bytes of text that are kept, in all, for the next one who asks; what is beyond is read again.
  private static let mostKept = 2 << 20

  let files: any FileSource
  let allPaths: Set<RepositoryPath>
  private let roles: [RepositoryPath: SourceRole]
  /// The files of the call path: one object for each, as long as the library lives.
  private var ofCallPath: [RepositoryPath: SourceFile] = [:]
  private var others: [RepositoryPath: SourceFile] = [:]
  private var configurations: [RepositoryPath: ConfigurationFile] = [:]
  private var contents: [RepositoryPath: [UInt8]] = [:]
  /// Bytes of text that the three of them hold.
  private var kept = 0
  /// Files that could not be read, with the system's words; a check must not pass over them.
  private(set) var failures: [FileError] = []
  /// Files too long to be read closely.
  private(set) var passedOver: Set<RepositoryPath> = []

  init(_ files: any FileSource) {
    self.files = files
    allPaths = Set(files.paths)
    var roles: [RepositoryPath: SourceRole] = [:]
    roles.reserveCapacity(files.paths.count)
    var folder = (path: RepositoryPath(""), role: SourceFolder(RepositoryPath("")))
    for path in files.paths {
      let parent = path.parent
      if parent != folder.path { folder = (parent, SourceFolder(parent)) }
      roles[path] = folder.role.role(ofFile: path.name)
    }
    self.roles = roles
  }

  /// The files that may configure the service, each with the components of its path.
  private(set) lazy var configurationFiles: [(path: RepositoryPath, parts: [Substring])] =
    files.paths.compactMap { path in
      let role = role(of: path)
      guard role != .foreign, role != .test else { return nil }
      return (path, path.text.split(separator: "/"))
    }

  /// The files that name what is built or started.
  private(set) lazy var projectFiles = files.paths.filter {
    EntryPoint.projectFiles.contains($0.name)
  }

  /// What a file is for.
  func role(of path: RepositoryPath) -> SourceRole { roles[path] ?? SourceRole(of: path) }

  /// A source file, read closely; `nil` where it is in no known language, too long or unreadable.
  func source(_ path: RepositoryPath) -> SourceFile? {
    if let known = ofCallPath[path] ?? others[path] { return known }
    guard Language(of: path) != nil, let bytes = read(path), let source = Self.source(path, bytes)
    else { return nil }
    if hasRoom(for: bytes) { others[path] = source }
    return source
  }

  /// The files of a call path in order, read closely, side by side.
  func sources(ofCallPath paths: [RepositoryPath]) -> [SourceFile] {
    for source in readEach(paths.filter { ofCallPath[$0] == nil }, Self.source) {
      ofCallPath[source.path] = source
    }
    return paths.compactMap { ofCallPath[$0] }
  }

  /// A file that is no program; `nil` where it is too long or unreadable.
  func configuration(_ path: RepositoryPath) -> ConfigurationFile? {
    if let known = configurations[path] { return known }
    guard let bytes = read(path) else { return nil }
    let file = ConfigurationFile(path: path, bytes: bytes)
    if hasRoom(for: bytes) { configurations[path] = file }
    return file
  }

  /// The bytes of any file; `nil` where it is too long, binary or unreadable.
  func content(_ path: RepositoryPath) -> [UInt8]? {
    if let known = contents[path] { return known }
    guard let bytes = read(path) else { return nil }
    if hasRoom(for: bytes) { contents[path] = bytes }
    return bytes
  }

  /// What is made of each file's bytes, side by side; the bytes are not kept.
  func readEach<Result: Sendable>(
    _ paths: [RepositoryPath],
    _ transform: @Sendable (RepositoryPath, [UInt8]) -> Result?
  ) -> [Result] {
    let files = files
    let results = paths.concurrentMap { path -> Swift.Result<Result?, FileError> in
      do throws(FileError) {
        return .success(transform(path, try files.content(of: path, limit: Self.longestFile)))
      } catch {
        return .failure(error)
      }
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
    guard allPaths.contains(path) else { return nil }
    do throws(FileError) {
      return try files.content(of: path, limit: Self.longestFile)
    } catch {
      note(error)
      return nil
    }
  }

  private func note(_ error: FileError) {
    if error.code == .tooLarge { passedOver.insert(error.path) } else { failures.append(error) }
  }

  private func hasRoom(for bytes: [UInt8]) -> Bool {
    guard kept + bytes.count <= Self.mostKept else { return false }
    kept += bytes.count
    return true
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
