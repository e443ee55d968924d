package import GateModel

#if canImport(System)
  package import System
#else
  package import SystemPackage
#endif

/// The files of a folder as they are on the disk now.
package struct WorkTreeFiles: FileSource {
  package let paths: [RepositoryPath]
  private let folder: OpenFolder

  package init(_ paths: [RepositoryPath], in root: FilePath) throws(FileError) {
    self.paths = paths
    folder = try OpenFolder(root)
  }

  package func content(of path: RepositoryPath, limit: Int) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    try read(path, into: &bytes, limit: limit)
    return bytes
  }

  /// Like `content`, into a buffer that is used again for file after file.
  package func read(
    _ path: RepositoryPath, into buffer: inout [UInt8], limit: Int
  ) throws(FileError) {
    try folder.read(path, into: &buffer, limit: limit)
  }
}
