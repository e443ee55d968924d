internal import GateModel
internal import GateRepository
internal import GateRules

#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

/// Installs, removes and looks at the git hooks that run the gate; says what it did, line by line.
package struct HookRun {
  /// Lines for the user, and whether all is well.
  package struct Outcome: Sendable {
    package var lines: [String]
    package var isWell: Bool
  }

  private let repository: Repository
  private let installer: HookInstaller
  private let program: FilePath

  /// - Parameter program: where this mxgate is.
  package init(root: String, program: String) async throws(GateError) {
    let repository = try await Repository.opened(at: FilePath(root))
    guard let git = repository.git else {
      throw GateError("\(root) is in no git repository", help: "run it in one", status: .usage)
    }
    self.repository = repository
    self.program = FilePath(program)
    do { installer = try await HookInstaller(git.runner) } catch { throw GateError(error) }
  }

  /// Installs the hook, and says which ignore rules it will miss.
  package func install(preCommit: Bool) async throws(GateError) -> Outcome {
    var outcome = try installed(preCommit ? .preCommit : .prePush)
    if outcome.isWell, !preCommit { outcome.lines += try await missingRules() }
    return outcome
  }

  private func installed(_ hook: Hook) throws(GateError) -> Outcome {
    do {
      switch try installer.install(hook, program: program) {
      case .installed(let path, let kept):
        let keeping = kept.map { ["the earlier hook runs first; it is kept as \($0)"] } ?? []
        return Outcome(lines: ["installed \(path)"] + keeping, isWell: true)
      case .updated(let path): return Outcome(lines: ["updated \(path)"], isWell: true)
      case .alreadyInstalled(let path):
        return Outcome(lines: ["\(path) is installed already"], isWell: true)
      case .alreadyInFramework(let advice):
        return Outcome(
          lines: ["\(advice.framework.rawValue) runs it already, by \(advice.file)"], isWell: true)
      case .framework(let advice):
        return Outcome(lines: Self.lines(of: advice), isWell: false)
      case .shared(let folder, let setting):
        return Outcome(
          lines: [
            "nothing was written: core.hooksPath (\(setting.origin)) points to \(folder), "
              + "which serves other repositories too",
            "for this repository alone: git config --local core.hooksPath .git/hooks",
          ], isWell: false)
      }
    } catch {
      throw GateError(error)
    }
  }

  package func uninstall(preCommit: Bool) throws(GateError) -> Outcome {
    do {
      switch try installer.uninstall(preCommit ? .preCommit : .prePush) {
      case .removed(let restored):
        return Outcome(
          lines: [restored ? "removed; the earlier hook is back" : "removed"], isWell: true)
      case .notInstalled: return Outcome(lines: ["no hook of mxgate is installed"], isWell: true)
      case .foreign:
        return Outcome(lines: ["the hook is somebody else's and was left alone"], isWell: false)
      }
    } catch {
      throw GateError(error)
    }
  }

  package func status() throws(GateError) -> Outcome {
    var lines: [String] = []
    var isInstalled = false
    for hook in Hook.allCases {
      let (line, runs) = try describe(hook)
      lines.append("\(hook.rawValue): \(line.text)")
      isInstalled = isInstalled || runs
    }
    return Outcome(lines: lines, isWell: isInstalled)
  }

  /// The state of the pre-push hook, and whether git runs it.
  func prePushStatus() throws(GateError) -> (line: StatusLine, runs: Bool) {
    try describe(.prePush)
  }

  struct StatusLine {
    var words: String
    /// What mends it.
    var remedy: String?
    var text: String { words + (remedy.map { ": \($0)" } ?? "") }
  }

  private func describe(_ hook: Hook) throws(GateError) -> (line: StatusLine, runs: Bool) {
    let install = "mxgate hook install" + (hook == .preCommit ? " --pre-commit" : "")
    do {
      switch try installer.status(of: hook, program: program) {
      case .absent: return (StatusLine(words: "not installed", remedy: install), false)
      case .installed(let isCurrent, let keepsEarlier):
        let more = keepsEarlier ? ", an earlier hook runs first" : ""
        return isCurrent
          ? (StatusLine(words: "installed\(more)"), true)
          : (StatusLine(words: "installed by another version\(more)", remedy: install), true)
      case .notExecutable:
        return (
          StatusLine(words: "not executable, so git passes over it", remedy: install), false
        )
      case .shadowed(let setting):
        return (
          StatusLine(
            words: "installed, but core.hooksPath (\(setting.origin)) makes git look elsewhere",
            remedy: "git config --local core.hooksPath .git/hooks"), false
        )
      case .throughFramework(let advice, let isActive):
        let name = advice.framework.rawValue
        return isActive
          ? (StatusLine(words: "run by \(name)\(Self.limit(of: advice.framework, hook))"), true)
          : (
            StatusLine(
              words: "configured in \(advice.file), but \(name) is not active here",
              remedy: advice.command.isEmpty ? "npm install" : advice.command), false
          )
      case .foreign:
        return (
          StatusLine(words: "another hook is there; ours runs it first", remedy: install), false
        )
      }
    } catch {
      throw GateError(error)
    }
  }

  private static func limit(of framework: HookFramework, _ hook: Hook) -> String {
    framework == .preCommit && hook == .prePush
      ? ", which shows it the first ref of a push alone" : ""
  }

  private static func lines(of advice: HookFramework.Advice) -> [String] {
    ["\(advice.framework.rawValue) manages the hooks here; add to \(advice.file):"]
      + advice.lines.map { "  \($0)" }
      + (advice.command.isEmpty ? [] : ["then run: \(advice.command)"])
  }

  /// What git does not ignore yet, and the command that mends it.
  private func missingRules() async throws(GateError) -> [String] {
    do {
      let entries = try IgnoreEntries.embedded().filter(\.isRequired)
      let audit = try await repository.auditIgnoreRules(entries, files: repository.files())
      let missing = audit.results.filter { !$0.state.isIgnored }.map(\.entry.pattern)
      guard !missing.isEmpty else { return [] }
      return ["git does not ignore \(missing.joined(separator: " and ")) yet: mxgate fix"]
    } catch let error as GitError {
      throw GateError(error)
    } catch {
      throw GateError("the ignore rules cannot be read: \(error)")
    }
  }
}
