internal import FoundationEssentials

/// Where the journal of runs is kept between runs.
package struct StateDirectory: Sendable {
  package let path: String
  /// What a reader must know where it is not the usual place.
  package let note: String?

  /// `$XDG_STATE_HOME/mxgate`, else `$HOME/.local/state/mxgate`
  /// (https://specifications.freedesktop.org/basedir-spec), else a folder for temporary files.
  /// `nil` where none of them can be written to.
  package static func find(environment: [String: String], user: UInt32) -> StateDirectory? {
    func absolute(_ name: String) -> String? {
      environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
    let usual =
      absolute("XDG_STATE_HOME").map { "\($0)/mxgate" }
      ?? absolute("HOME").map { "\($0)/.local/state/mxgate" }
    if let usual, isUsable(usual) { return StateDirectory(path: usual, note: nil) }
    let temporary = "\(absolute("TMPDIR") ?? "/tmp")/mxgate-\(user)"
    guard isUsable(temporary) else { return nil }
    let why = usual.map { "\($0) can't be written to" } ?? "neither XDG_STATE_HOME nor HOME is set"
    return StateDirectory(path: temporary, note: "\(why); the journal is kept in \(temporary)")
  }

  /// Whether the folder is there, or could be made, and takes files. Others may not look inside.
  private static func isUsable(_ path: String) -> Bool {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      return false
    }
    return FileManager.default.isWritableFile(atPath: path)
  }
}
