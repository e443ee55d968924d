internal import GateModel
internal import GateRepository
internal import GateRules
internal import GateScan

#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Finds and reads the `.gitleaks.toml` of a folder, and what it builds on.
enum GitleaksFiles {
  private static let largestFile = 1 << 20
  /// gitleaks itself follows two.
  private static let mostExtensions = 2
  /// Where gitleaks looks too. A gate that a variable can loosen is none, so that it is only named.
  private static let variables = ["GITLEAKS_CONFIG", "GITLEAKS_CONFIG_TOML"]

  /// - Returns: `nil` where there is none.
  static func config(of settings: ScanSettings) throws(GateError) -> GitleaksConfig? {
    guard let (path, bytes) = try file(of: settings) else { return nil }
    return try config(bytes, path: path) { extended throws(GateError) in
      try content(of: FilePath(settings.root).pushing(FilePath(extended)).string)
    }
  }

  /// The same as other files have it, such as a commit's. One that cannot be read allows nothing.
  static func config(in files: some FileSource) throws(FileError) -> GitleaksConfig? {
    guard files.paths.contains(GitleaksConfig.path) else { return nil }
    let bytes = try files.content(of: GitleaksConfig.path, limit: largestFile)
    do {
      return try config(bytes, path: GitleaksConfig.path) { extended throws(GateError) in
        do throws(FileError) {
          return try files.content(of: RepositoryPath(extended), limit: largestFile)
        } catch {
          throw GateError("\(extended) cannot be read: \(error.message)", status: .usage)
        }
      }
    } catch {
      return nil
    }
  }

  /// - Parameter read: gives a file that another builds on, by its path from the root.
  private static func config(
    _ bytes: [UInt8], path: RepositoryPath, read: (String) throws(GateError) -> [UInt8]
  ) throws(GateError) -> GitleaksConfig {
    let builtIn = Set(SecretRuleSet.builtIn.rules.map(\.id))
    var config = GitleaksConfigDecoder.decode(bytes, path: path, builtIn: builtIn)
    config.text = bytes
    var next = config.extendedPath
    for _ in 0..<mostExtensions {
      guard let extended = next else { break }
      let bytes = try read(extended)
      let base = GitleaksConfigDecoder.decode(
        bytes, path: RepositoryPath(extended), builtIn: builtIn)
      next = base.extendedPath
      // Both count where one is held against another.
      config.text += bytes
      config = config.over(base)
    }
    if let next {
      config.diagnostics.append(
        Diagnostic(.error, "'\(next)' is extended too deep", at: Location(path: path, line: 1)))
    }
    let errors = config.diagnostics.filter { $0.severity == .error }
    guard errors.isEmpty else { throw GateError(errors, status: .usage) }
    return config
  }

  private static func file(
    of settings: ScanSettings
  ) throws(GateError) -> (RepositoryPath, [UInt8])? {
    if let named = settings.gitleaksConfig {
      return (RepositoryPath(named), try content(of: named))
    }
    let folder: OpenFolder
    // A single file, or nothing at all: told where the root itself is opened.
    do { folder = try OpenFolder(FilePath(settings.root)) } catch { return nil }
    do {
      guard try folder.kind(of: GitleaksConfig.path) == .regular else { return nil }
      var bytes: [UInt8] = []
      try folder.read(GitleaksConfig.path, into: &bytes, limit: largestFile)
      return (GitleaksConfig.path, bytes)
    } catch {
      throw GateError("\(GitleaksConfig.path) cannot be read: \(error.message)", status: .usage)
    }
  }

  private static func content(of path: String) throws(GateError) -> [UInt8] {
    do { return try HostFile.content(of: path, limit: largestFile) } catch {
      throw GateError("\(path) cannot be read: \(error.message)", status: .usage)
    }
  }

  /// Says that a variable names a configuration that is not read.
  static func ignoredVariables(_ settings: ScanSettings) -> [Diagnostic] {
    guard settings.gitleaksConfig == nil else { return [] }
    return variables.filter { unsafe getenv($0) != nil }.map { name in
      Diagnostic(
        .warning, "\(name) is not read: no variable changes what the gate finds",
        help: "name the file: --gitleaks-config FILE")
    }
  }
}
