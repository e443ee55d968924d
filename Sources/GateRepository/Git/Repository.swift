package import GateModel

#if canImport(System)
  package import System
#else
  package import SystemPackage
#endif

/// The folder that is judged, and what git knows of it.
package struct Repository: Sendable {
  /// As it was named; git and all reads start from here, and all paths are relative to it.
  package let root: FilePath
  package let state: State

  package enum State: Sendable {
    case git(GitState)
    /// No repository of git's: ignore rules cannot be judged, and every file counts.
    case plainFolder
  }

  /// What git says of the repository that the folder belongs to.
  package struct GitState: Sendable {
    package var runner: GitRunner
    /// The folder's own path inside the work tree; empty at its top.
    package var prefix: RepositoryPath
    /// The commit at HEAD; `nil` before the first one.
    package var head: ObjectID?
    package var objectFormat: ObjectFormat
    /// Older commits are missing here, so history can only be judged in part.
    package var isShallow: Bool
    /// A repository without a work tree: it has commits to search, and no files.
    package var isBare: Bool
  }

  package var git: GitState? {
    if case .git(let state) = state { state } else { nil }
  }

  /// Looks at a folder. One that belongs to no repository is an answer, not an error.
  ///
  /// Errors: git is missing, does not trust the repository, or finds it damaged; a `.git` that git
  /// does not recognise counts as damaged.
  package static func open(
    at root: FilePath, for caller: GitRunner.Caller = .user
  ) async throws(GitError) -> Repository {
    let runner = GitRunner(in: root, for: caller)
    let question = [
      "rev-parse", "--is-bare-repository", "--is-inside-work-tree", "--is-shallow-repository",
      "--show-object-format", "--show-prefix",
    ]
    async let head = runner.head()
    let answer: GitRunner.Answer
    do {
      answer = try await runner.answer(question, limit: GitRunner.lineLimit)
    } catch {
      guard error.code == .notARepository, try !hasGitFolder(in: root) else { throw error }
      return Repository(root: root, state: .plainFolder)
    }
    let state: GitState
    do {
      state = try self.state(answer, runner, try await head)
    } catch {
      throw GitRunner.gitError(error, command: "git rev-parse HEAD")
    }
    // Git has found a repository further up because it could not make anything of this one.
    if !state.prefix.bytes.isEmpty, try hasGitFolder(in: root) {
      throw GitError(.corrupt, command: "git rev-parse", words: "\(root)/.git is no repository")
    }
    return Repository(root: root, state: .git(state))
  }

  private static func state(
    _ answer: GitRunner.Answer, _ runner: GitRunner, _ head: ObjectID?
  ) throws(GitError) -> GitState {
    // The prefix comes last, since a folder's name may hold line ends.
    let lines = answer.bytes.split(
      separator: UInt8(ascii: "\n"), maxSplits: 4, omittingEmptySubsequences: false)
    guard lines.count == 5,
      let format = ObjectFormat(rawValue: String(decoding: lines[3], as: UTF8.self))
    else {
      throw GitError(.unexpectedAnswer, command: "git rev-parse")
    }
    let isBare = lines[0].elementsEqual("true".utf8)
    guard isBare || lines[1].elementsEqual("true".utf8) else {
      throw GitError(.noWorkTree, command: "git rev-parse --is-inside-work-tree")
    }
    let prefix = lines[4].dropLast()
    return GitState(
      runner: runner,
      prefix: RepositoryPath(bytes: prefix.last == UInt8(ascii: "/") ? prefix.dropLast() : prefix),
      head: head, objectFormat: format, isShallow: lines[2].elementsEqual("true".utf8),
      isBare: isBare)
  }

  /// A `.git` that git passes over is a damaged repository, no plain folder.
  private static func hasGitFolder(in root: FilePath) throws(GitError) -> Bool {
    do {
      return try OpenFolder(root).kind(of: RepositoryPath(".git")) != nil
    } catch {
      throw GitError(.failed, command: "open \(root)", words: error.message)
    }
  }
}

extension GitRunner {
  /// Git's own version: `2.39.5`.
  package func version() async throws(GitError) -> String {
    let answer = try await answer(["version"], limit: Self.lineLimit)
    // "git version 2.39.5", on some systems with the vendor's name behind it.
    let words = String(decoding: answer.bytes, as: UTF8.self).split { $0 == " " || $0 == "\n" }
    guard words.count >= 3 else { throw GitError(.unexpectedAnswer, command: "git version") }
    return String(words[2])
  }

  /// The commit at HEAD, or `nil` before the first commit.
  func head() async throws(GitError) -> ObjectID? {
    let answer = try await answer(
      ["rev-parse", "--verify", "--quiet", "HEAD"], limit: Self.lineLimit,
      statuses: [0, 1])
    return ObjectID(bytes: answer.bytes.dropLast())
  }
}
