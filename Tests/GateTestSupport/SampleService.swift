internal import FoundationEssentials

/// The sample service of `Tests/SampleService`: each file by its path.
package enum SampleService {
  package static func files() throws -> [String: String] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "SampleService")
    var files: [String: String] = [:]
    try collect(root.path(percentEncoded: false), below: "", into: &files)
    return files
  }

  private static func collect(
    _ folder: String, below prefix: String, into files: inout [String: String]
  ) throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
      let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
      if let data = FileManager.default.contents(atPath: path) {
        files[prefix + name] = String(decoding: data, as: UTF8.self)
      } else {
        try collect(path, below: prefix + name + "/", into: &files)
      }
    }
  }
}
