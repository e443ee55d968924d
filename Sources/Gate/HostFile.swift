internal import FoundationEssentials
internal import GateModel
internal import GateRepository

#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

/// A file that a flag names, anywhere on this machine.
enum HostFile {
  /// The path from the root of the file system.
  static func absolute(_ path: String) -> String {
    let file = FilePath(path)
    return file.isAbsolute
      ? path : FilePath(FileManager.default.currentDirectoryPath).pushing(file).string
  }

  static func content(of path: String, limit: Int) throws(FileError) -> [UInt8] {
    let file = FilePath(path)
    var folder = file
    folder.removeLastComponent()
    let name = RepositoryPath(file.lastComponent?.string ?? path)
    var bytes: [UInt8] = []
    try OpenFolder(folder.isEmpty ? "." : folder).read(name, into: &bytes, limit: limit)
    return bytes
  }
}
