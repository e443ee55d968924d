internal import GateModel
internal import GateRepository
internal import GateRules

/// The ignore rules of a push's tips. A file that must be ignored and is tracked, or lies in the work
/// tree where the next `git add` takes it, stops the push; a rule that is missing alone is a hint.
enum PushIgnoreRules {
  static func judge(
    _ tips: PushTips, in repository: Repository
  ) async throws -> PushFindings {
    let entries = try IgnoreEntries.embedded().filter(\.isRequired)
    let untracked = try await repository.untrackedFiles(of: entries)
    var tracked: Set<RepositoryPath> = []
    var exposed: Set<RepositoryPath> = []
    var missing: [String] = []
    for commit in tips.commits {
      let audit = try await repository.auditIgnoreRules(entries, of: commit, untracked: untracked)
      tracked.formUnion(audit.results.flatMap(\.tracked))
      exposed.formUnion(audit.results.flatMap(\.exposed))
      for result in audit.results
      where !result.state.isIgnored && !missing.contains(result.entry.pattern) {
        missing.append(result.entry.pattern)
      }
    }
    var found = PushFindings()
    found.diagnostics = tracked.sorted().map(trackedFile) + exposed.sorted().map(exposedFile)
    if !found.diagnostics.isEmpty {
      found.exitStatus = .failed
    } else if !missing.isEmpty {
      found.diagnostics.append(
        Diagnostic(
          .note, "git does not ignore \(missing.joined(separator: " and ")) yet",
          help: "mxgate fix adds what is missing"))
    }
    return found
  }

  private static func trackedFile(_ path: RepositoryPath) -> Diagnostic {
    Diagnostic(
      .error, "\(path) is pushed, and must not be in git", at: Location(path: path, line: 1),
      help: "git rm --cached -- \(ShellWord.quoted(path.text)) && mxgate fix, commit, "
        + "and replace the keys in it: they stay in the history")
  }

  private static func exposedFile(_ path: RepositoryPath) -> Diagnostic {
    Diagnostic(
      .error, "\(path) is not ignored: the next git add takes it",
      at: Location(path: path, line: 1), help: "mxgate fix, then commit .gitignore and push again")
  }
}
