internal import GateModel

#if canImport(System)
  package import System
#else
  package import SystemPackage
#endif

/// The folder from which git takes the hooks of a repository, and why that one.
package struct HookPlace: Sendable {
  package var folder: FilePath
  /// The folder that git takes where nothing is set, common to all work trees of the repository.
  package var standardFolder: FilePath
  /// The value of `core.hooksPath` that decides; `nil` where none is set.
  package var setting: Setting?
  /// The top of the work tree.
  package var top: FilePath

  package struct Setting: Hashable, Sendable {
    /// As git calls it: `system`, `global`, `local`, `worktree` or `command`.
    package var scope: String
    /// Where it is written: `file:/home/ada/.gitconfig`.
    package var origin: String
    package var value: String
  }

  /// The folder serves other repositories of this user too.
  package var isShared: Bool {
    setting.map { ["system", "global", "command"].contains($0.scope) } ?? false
  }
  /// The folder is part of the work tree, so that everybody who clones it gets its hooks' text.
  var isInWorkTree: Bool { folder.starts(with: top) && !folder.starts(with: standardFolder) }
}

extension GitRunner {
  /// Asks git where it looks for hooks.
  package func hookPlace() async throws(GitError) -> HookPlace {
    let runner = seeingHooks
    let folder = try await runner.path("--git-path", "hooks")
    let common = try await runner.path("--git-common-dir")
    let top = try await runner.path("--show-toplevel")
    return HookPlace(
      folder: folder, standardFolder: common.appending("hooks"),
      setting: try await runner.hooksSetting(), top: top)
  }

  private func path(_ question: String...) async throws(GitError) -> FilePath {
    let answer = try await answer(
      ["rev-parse", "--path-format=absolute"] + question, limit: Self.lineLimit)
    guard let text = String(validating: answer.bytes.dropLast(), as: UTF8.self) else {
      throw GitError(
        .unexpectedAnswer, command: "git rev-parse", words: "the path is not UTF-8",
        nextStep: "hooks can be installed where the repository's path is UTF-8")
    }
    return FilePath(text)
  }

  /// The last value given wins.
  private func hooksSetting() async throws(GitError) -> HookPlace.Setting? {
    let answer = try await answer(
      ["config", "--show-scope", "--show-origin", "-z", "--get-all", "core.hooksPath"],
      limit: Self.lineLimit, statuses: [0, 1])
    // Scope, origin and value of each, from the weakest on.
    let fields = answer.bytes.split(separator: 0, omittingEmptySubsequences: false).dropLast()
      .map { String(decoding: $0, as: UTF8.self) }
    guard fields.count >= 3, fields.count % 3 == 0 else { return nil }
    let last = Array(fields.suffix(3))
    return HookPlace.Setting(scope: last[0], origin: last[1], value: last[2])
  }
}
