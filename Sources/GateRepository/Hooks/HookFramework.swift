internal import GateModel

/// A program that manages a repository's hooks. What it writes it overwrites, so the gate becomes one
/// of its hooks instead.
package enum HookFramework: String, CaseIterable, Sendable {
  case husky
  case lefthook
  case preCommit = "pre-commit"

  /// What a user has to write where for a hook to run the gate.
  package struct Advice: Hashable, Sendable {
    package var framework: HookFramework
    /// Relative to the top of the work tree.
    package var file: String
    package var lines: [String]
    /// A command to run afterwards; empty where none is needed.
    package var command: String
  }

  /// Files at the top of the work tree that show that the framework is used. The file that is there is
  /// the one to write to.
  var configurationFiles: [String] {
    switch self {
    case .husky: [".husky"]
    case .lefthook:
      ["lefthook.yml", "lefthook.yaml", ".lefthook.yml", ".lefthook.yaml", ".config/lefthook.yml"]
    case .preCommit: [".pre-commit-config.yaml", ".pre-commit-config.yml"]
    }
  }

  /// The lines for one hook.
  ///
  /// - Parameter configuration: which of `configurationFiles` is there.
  func advice(for hook: Hook, configuration: String) -> Advice {
    switch self {
    case .husky:
      // Husky runs these files with sh, git's arguments and git's input.
      Advice(
        framework: self, file: configuration + "/" + hook.rawValue,
        lines: ["\(hook.command) \"$@\""], command: "")
    case .lefthook:
      Advice(
        framework: self, file: configuration,
        lines: [
          "\(hook.rawValue):", "  commands:", "    mxgate:", "      run: \(hook.command) {0}",
        ] + (hook == .prePush ? ["      use_stdin: true"] : []),
        command: "lefthook install")
    case .preCommit:
      Advice(
        framework: self, file: configuration,
        lines: [
          "  - repo: local", "    hooks:", "      - id: mxgate-\(hook.rawValue)",
          "        name: mxgate", "        entry: \(entry(for: hook))", "        language: system",
          "        stages: [\(hook.rawValue)]", "        always_run: true",
          "        pass_filenames: false",
        ],
        command: "pre-commit install --hook-type \(hook.rawValue)")
    }
  }
}

extension HookFramework {
  /// Pre-commit gives its hooks no arguments; the remote is in the environment.
  private func entry(for hook: Hook) -> String {
    hook == .prePush
      ? "sh -c '\(hook.command) \"$PRE_COMMIT_REMOTE_NAME\" \"$PRE_COMMIT_REMOTE_URL\"'"
      : hook.command
  }
}

extension OpenFolder {
  /// The framework that a repository uses, by the first of its files that is there, with advice.
  func hookFramework(for hook: Hook) throws(FileError) -> HookFramework.Advice? {
    for framework in HookFramework.allCases {
      for file in framework.configurationFiles where try kind(of: RepositoryPath(file)) != nil {
        return framework.advice(for: hook, configuration: file)
      }
    }
    return nil
  }

  /// Whether the file that the advice names runs the gate already.
  func follows(_ advice: HookFramework.Advice, for hook: Hook) throws(FileError) -> Bool {
    let path = RepositoryPath(advice.file)
    guard try kind(of: path) == .regular else { return false }
    var content: [UInt8] = []
    try read(path, into: &content, limit: 1 << 20)
    return String(decoding: content, as: UTF8.self).split(separator: "\n").contains { line in
      !line.drop { $0 == " " || $0 == "\t" }.hasPrefix("#") && line.contains(hook.command)
    }
  }
}
