internal import GateModel

/// Bytes of reports that were kept.
package enum SavedFile {
  /// A report of a huge repository has a few megabytes.
  private static let mostBytes = 64 << 20

  package static func read(_ path: String) throws(GateError) -> [UInt8] {
    do {
      return try HostFile.content(of: path, limit: mostBytes)
    } catch {
      throw GateError(
        "\(path) cannot be read: \(error.message)", help: "name a JSON report", status: .usage)
    }
  }
}
