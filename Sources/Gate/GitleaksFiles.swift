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
    let builtIn = Set(SecretRuleSet.builtIn.rules.map(\.id))
    var config = GitleaksConfigDecoder.decode(bytes, path: path, builtIn: builtIn)
    var next = config.extendedPath
    for _ in 0..<mostExtensions {
      guard let extended = next else { break }
      let base = try Self.base(extended, of: settings.root, builtIn: builtIn)
      next = base.extendedPath
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

  /// A file that another builds on: relative to the folder that is scanned, where gitleaks is run.
  private static func base(
    _ path: String, of root: String, builtIn: Set<String>
  ) throws(GateError) -> GitleaksConfig {
    let bytes = try content(of: FilePath(root).pushing(FilePath(path)).string)
    return GitleaksConfigDecoder.decode(bytes, path: RepositoryPath(path), builtIn: builtIn)
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
