import Subprocess
import Testing

@testable import GateRepository

@Suite struct GitRunnerTests {
  static let repositoryVariables: [Environment.Key] = [
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
  ]

  /// A hook of another repository must not lead us to that one.
  @Test(arguments: repositoryVariables)
  func theFolderAloneDecides(variable: Environment.Key) {
    #expect(GitRunner.environmentChanges(for: .user)[variable] == .some(nil))
  }

  /// `git commit FILE` shows its pre-commit hook another index than the repository's.
  @Test(arguments: repositoryVariables)
  func aHookIsAboutWhatGitNames(variable: Environment.Key) {
    #expect(GitRunner.environmentChanges(for: .hook)[variable] == nil)
  }

  @Test(arguments: [GitRunner.Caller.user, .hook])
  func nothingIsAskedFetchedOrTranslated(caller: GitRunner.Caller) {
    let changes = GitRunner.environmentChanges(for: caller)
    #expect(changes["GIT_TERMINAL_PROMPT"] == "0")
    #expect(changes["GIT_ALLOW_PROTOCOL"] == "none")
    #expect(changes["LC_ALL"] == "C")
    #expect(changes["GIT_EXTERNAL_DIFF"] == .some(nil))
  }
}
