import GateTestSupport
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

  /// More than a pipe holds, for a git that ends before it reads.
  @Test func gitMayEndBeforeItReads() async throws {
    let input = [UInt8](repeating: UInt8(ascii: "a"), count: 1 << 20)
    try await TemporaryDirectory.with { directory in
      let runner = GitRunner(in: .init(directory.path))
      let error = await #expect(throws: GitError.self) {
        try await runner.answer(["check-ignore", "--stdin"], input: input)
      }
      #expect(error?.code == .notARepository)
      // One that fails nobody, and has not read what it was asked.
      let unread = await #expect(throws: GitError.self) {
        try await runner.answer(["version"], input: input)
      }
      #expect(unread?.description.contains("did not read all of its input") == true)
    }
  }
}
