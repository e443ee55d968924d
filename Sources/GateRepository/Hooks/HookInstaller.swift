internal import GateModel

#if canImport(System)
  package import System
#else
  package import SystemPackage
#endif

/// Puts the gate's hooks into a repository and takes them out again.
package struct HookInstaller: Sendable {
  package let place: HookPlace
  private let runner: GitRunner

  /// - Throws: what git says where the repository has no work tree.
  package init(_ runner: GitRunner) async throws(GitError) {
    self.runner = runner
    place = try await runner.hookPlace()
  }

  // MARK: Status

  package enum Status: Hashable, Sendable {
    /// No hook of this name.
    case absent
    /// Ours. `isCurrent` is false for one that an older version wrote.
    case installed(isCurrent: Bool, keepsEarlier: Bool)
    /// Ours, and git passes over it: it is not executable.
    case notExecutable
    /// Ours stands in the standard folder, and git looks elsewhere because of this setting.
    case shadowed(by: HookPlace.Setting)
    /// A framework's configuration runs the gate; `isActive` is false where git does not call the
    /// framework in this clone, as before `npm install` or `lefthook install`.
    case throughFramework(HookFramework.Advice, isActive: Bool)
    /// Somebody else's.
    case foreign
  }

  package func status(of hook: Hook, program: FilePath) throws(GitError) -> Status {
    try guarding { () throws(FileError) in
      if let advice = try framework(for: hook), try OpenFolder(place.top).follows(advice, for: hook)
      {
        return .throughFramework(advice, isActive: try isActive(advice.framework, for: hook))
      }
      let found = try contents(of: hook, in: place.folder)
      if let found, Self.isOurs(found.text) {
        guard found.isExecutable else { return .notExecutable }
        let keeps = try OpenFolder(place.folder).kind(of: RepositoryPath(hook.earlierName)) != nil
        return .installed(isCurrent: found.text == text(of: hook, program), keepsEarlier: keeps)
      }
      if let setting = place.setting, place.folder != place.standardFolder,
        let other = try contents(of: hook, in: place.standardFolder), Self.isOurs(other.text)
      {
        return .shadowed(by: setting)
      }
      return found == nil ? .absent : .foreign
    }
  }

  // MARK: Install

  package enum Installation: Hashable, Sendable {
    /// `keeping` is where an earlier hook went, which ours runs first.
    case installed(at: FilePath, keeping: FilePath?)
    /// An older hook of ours, or one that was not executable, was written anew.
    case updated(at: FilePath)
    case alreadyInstalled(at: FilePath)
    /// Nothing was written: these lines make a framework run the gate.
    case framework(HookFramework.Advice)
    /// A framework runs the gate already.
    case alreadyInFramework(HookFramework.Advice)
    /// Nothing was written: the folder serves all repositories of this user.
    case shared(folder: FilePath, setting: HookPlace.Setting)
  }

  /// Installs a hook, unless a framework or a folder shared with other repositories is in charge.
  ///
  /// - Parameter program: where mxgate is.
  package func install(_ hook: Hook, program: FilePath) throws(GitError) -> Installation {
    try guarding { () throws(FileError) in
      if let advice = try framework(for: hook) {
        return try OpenFolder(place.top).follows(advice, for: hook)
          ? .alreadyInFramework(advice) : .framework(advice)
      }
      if let setting = place.setting, place.isShared {
        return .shared(folder: place.folder, setting: setting)
      }
      try makeFolder(place.folder)
      let folder = try OpenFolder(place.folder)
      let (path, earlier) = (RepositoryPath(hook.rawValue), RepositoryPath(hook.earlierName))
      let target = place.folder.appending(hook.rawValue)
      let script = text(of: hook, program)
      guard let found = try contents(of: hook, in: place.folder) else {
        try folder.replace(path, with: Array(script.utf8), mode: 0o777)
        return .installed(at: target, keeping: nil)
      }
      if Self.isOurs(found.text) {
        if found.text == script, found.isExecutable { return .alreadyInstalled(at: target) }
        try folder.remove(path)
        try folder.replace(path, with: Array(script.utf8), mode: 0o777)
        return .updated(at: target)
      }
      guard try folder.kind(of: earlier) == nil else {
        throw FileError(
          .notAFile, path: earlier, message: "is there already: an earlier hook was kept before")
      }
      try folder.rename(path, to: earlier)
      do throws(FileError) {
        try folder.replace(path, with: Array(script.utf8), mode: 0o777)
      } catch {
        try folder.rename(earlier, to: path)
        throw error
      }
      return .installed(at: target, keeping: place.folder.appending(hook.earlierName))
    }
  }

  // MARK: Uninstall

  package enum Removal: Hashable, Sendable {
    case removed(restored: Bool)
    case notInstalled
    /// The hook is somebody else's and was left alone.
    case foreign
  }

  /// Takes our hook away and puts an earlier one back in its place.
  package func uninstall(_ hook: Hook) throws(GitError) -> Removal {
    try guarding { () throws(FileError) in
      for place in Set([place.folder, place.standardFolder]) {
        guard let found = try contents(of: hook, in: place), Self.isOurs(found.text) else {
          continue
        }
        let folder = try OpenFolder(place)
        let (path, earlier) = (RepositoryPath(hook.rawValue), RepositoryPath(hook.earlierName))
        let restores = try folder.kind(of: earlier) != nil
        if restores { try folder.rename(earlier, to: path) } else { try folder.remove(path) }
        return .removed(restored: restores)
      }
      return try contents(of: hook, in: place.folder) == nil ? .notInstalled : .foreign
    }
  }

  // MARK: What is there

  private func text(of hook: Hook, _ program: FilePath) -> String {
    hook.script(program: place.isInWorkTree ? nil : program)
  }

  private static func isOurs(_ text: String) -> Bool { text.contains(Hook.marker) }

  private func framework(for hook: Hook) throws(FileError) -> HookFramework.Advice? {
    try OpenFolder(place.top).hookFramework(for: hook)
  }

  /// Whether git calls the framework: husky by the folder, the others by a hook that names them.
  private func isActive(_ framework: HookFramework, for hook: Hook) throws(FileError) -> Bool {
    switch framework {
    case .husky: place.folder.components.contains(".husky")
    case .lefthook, .preCommit:
      try contents(of: hook, in: place.folder)?.text.contains(framework.rawValue) ?? false
    }
  }

  /// A hook's text; of a link, the text that it leads to, since git follows it.
  private func contents(
    of hook: Hook, in place: FilePath
  ) throws(FileError) -> (text: String, isExecutable: Bool)? {
    let folder: OpenFolder
    do throws(FileError) {
      folder = try OpenFolder(place)
    } catch {
      if error.code == .vanished { return nil }
      throw error
    }
    let path = RepositoryPath(hook.rawValue)
    switch try folder.kind(of: path) {
    case nil: return nil
    case .regular:
      var bytes: [UInt8] = []
      try folder.read(path, into: &bytes, limit: Self.sizeLimit)
      let mode = try folder.status(of: path)?.st_mode ?? 0
      return (String(decoding: bytes, as: UTF8.self), mode & 0o111 != 0)
    // Ours are never links, so that what this leads to is somebody else's.
    default: return ("", true)
    }
  }

  private static let sizeLimit = 4 << 20

  private func makeFolder(_ path: FilePath) throws(FileError) {
    let top = try OpenFolder("/")
    try top.makeFolder(RepositoryPath(path.removingRoot().string))
  }

  private func guarding<Result>(
    _ body: () throws(FileError) -> Result
  ) throws(GitError) -> Result {
    do throws(FileError) {
      return try body()
    } catch {
      throw GitError(
        .failed, command: "mxgate hook", words: "\(place.folder)/\(error.path): \(error.message)")
    }
  }
}
