internal import GateModel
internal import GateRepository

#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

/// A file that a flag names, anywhere on this machine.
enum HostFile {
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
