import GateRepository
package import Subprocess

/// A real git repository of its own for one test. Identity, dates and configuration are fixed, so
/// that object ids are the same in every run and nothing of the machine's own git setup shows.
package struct TemporaryRepository: Sendable {
  package let directory: TemporaryDirectory

  package var path: String { directory.path }

  /// A repository on branch `main`; with one commit of `files` unless there are none.
  package static func make(
    files: [String: String] = [:], objectFormat: String = "sha1"
  ) async throws -> TemporaryRepository {
    let repository = TemporaryRepository(directory: try TemporaryDirectory())
    try await repository.git("init", "-q", "-b", "main", "--object-format=\(objectFormat)")
    if !files.isEmpty { try await repository.commit(files: files, message: "Begin") }
    return repository
  }

  /// Runs a test's body with a new repository and removes it afterwards, whatever happens.
  package static func with<Result>(
    files: [String: String] = [:], objectFormat: String = "sha1",
    _ body: (TemporaryRepository) async throws -> Result
  ) async throws -> Result {
    let repository = try await make(files: files, objectFormat: objectFormat)
    do {
      let result = try await body(repository)
      try repository.remove()
      return result
    } catch {
      try repository.remove()
      throw error
    }
  }

  package func write(_ files: [String: String]) throws {
    for (path, content) in files { try directory.write(content, to: path) }
  }

  /// Writes the files, stages everything that is not ignored and commits. Returns the commit's id.
  @discardableResult
  package func commit(files: [String: String] = [:], message: String) async throws -> String {
    try write(files)
    try await git("add", "-A")
    try await git("commit", "-q", "--allow-empty", "-m", message)
    return try await git("rev-parse", "HEAD")
  }

  /// Runs git in the repository. Returns what it printed, without the last line end.
  @discardableResult
  package func git(_ arguments: String...) async throws -> String {
    try await run(.name("git"), arguments)
  }

  /// Runs a program in the repository with git's environment fixed.
  @discardableResult
  package func run(
    _ executable: Executable, _ arguments: [String], input: String = ""
  ) async throws -> String {
    let result = try await Subprocess.run(
      executable, arguments: Arguments(arguments),
      environment: .inherit.updating(Self.environment), workingDirectory: .init(path),
      input: CommandInput(Array(input.utf8)), output: .string(limit: 64 << 20),
      error: .string(limit: 1 << 20))
    guard result.terminationStatus == .exited(0) else {
      throw CommandFailure(
        command: "\(executable) \(arguments.joined(separator: " "))",
        status: "\(result.terminationStatus)", words: result.standardError)
    }
    let output = result.standardOutput
    return output.hasSuffix("\n") ? String(output.dropLast()) : output
  }

  package func remove() throws { try directory.remove() }

  /// What makes git's behaviour the same on every machine.
  package static let environment: [Environment.Key: String?] = [
    "GIT_AUTHOR_NAME": "mxgate tests", "GIT_AUTHOR_EMAIL": "tests@example.com",
    "GIT_AUTHOR_DATE": "2026-01-02T03:04:05Z", "GIT_COMMITTER_NAME": "mxgate tests",
    "GIT_COMMITTER_EMAIL": "tests@example.com", "GIT_COMMITTER_DATE": "2026-01-02T03:04:05Z",
    "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0",
    "GIT_DIR": nil, "GIT_WORK_TREE": nil, "GIT_INDEX_FILE": nil, "LC_ALL": "C",
  ]
}

/// A command of a test's setup failed; the test can't say anything.
package struct CommandFailure: Error, CustomStringConvertible {
  package let command: String
  package let status: String
  package let words: String

  package init(command: String, status: String, words: String) {
    self.command = command
    self.status = status
    self.words = words
  }

  package var description: String { "\(command): \(status): \(words)" }
}
