import GateModel
import GateRepository

/// Reads source files and keeps what it has read, each at most once.
final class SourceLibrary {
  /// Above this a file is data or generated, whatever its name says.
  static let longestFile = 512 << 10

  let files: any FileSource
  let allPaths: Set<RepositoryPath>
  private var sources: [RepositoryPath: SourceFile] = [:]
  private var contents: [RepositoryPath: [UInt8]] = [:]
  private var roles: [RepositoryPath: SourceRole] = [:]
  /// Files that could not be read, with the system's words; a check must not pass over them.
  private(set) var failures: [FileError] = []
  /// Files too long to be read closely.
  private(set) var passedOver: Set<RepositoryPath> = []

  init(_ files: any FileSource) {
    self.files = files
    allPaths = Set(files.paths)
  }

  /// The files that may configure the service, each with the components of its path.
  private(set) lazy var configurationFiles: [(path: RepositoryPath, parts: [Substring])] =
    files.paths.compactMap { path in
      let role = role(of: path)
      guard role != .foreign, role != .test else { return nil }
      return (path, path.text.split(separator: "/"))
    }

  /// What a file is for; each path is looked at once.
  func role(of path: RepositoryPath) -> SourceRole {
    if let known = roles[path] { return known }
    let role = SourceRole(of: path)
    roles[path] = role
    return role
  }

  /// A source file, read closely; `nil` where it is in no known language, too long or unreadable.
  func source(_ path: RepositoryPath) -> SourceFile? {
    if let known = sources[path] { return known }
    guard let language = Language(of: path), let bytes = content(path) else { return nil }
    let source = SourceFile(path: path, language: language, bytes: Self.script(bytes, of: path))
    sources[path] = source
    return source
  }

  /// The bytes of any file; `nil` where it is too long, binary or unreadable.
  func content(_ path: RepositoryPath) -> [UInt8]? {
    if let known = contents[path] { return known }
    guard allPaths.contains(path) else { return nil }
    do {
      let bytes = try files.content(of: path, limit: Self.longestFile)
      contents[path] = bytes
      return bytes
    } catch {
      if error.code == .tooLarge { passedOver.insert(path) } else { failures.append(error) }
      return nil
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
