internal import Subprocess

#if canImport(System)
  package import System
#else
  package import SystemPackage
#endif

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Asks git through its plumbing commands, in an environment in which no setting of the repository
/// can start a program, reach the network, take a lock or wait for an answer.
package struct GitRunner: Sendable {
  /// Whose variables decide which repository is meant.
  package enum Caller: Sendable {
    /// The folder alone decides. A hook that runs a whole gate elsewhere must not lead us astray.
    case user
    /// Git called us as a hook: the repository and the index that it names are the ones to judge.
    /// `git commit FILE` shows the hook a temporary index through `GIT_INDEX_FILE`.
    case hook
  }

  /// The folder git runs in.
  package let directory: FilePath
  private let environment: Environment
  private var settings = Self.hardening + ["-c", "core.hooksPath=/dev/null"]

  package init(in directory: FilePath, for caller: Caller = .user) {
    self.directory = directory
    environment = .inherit.updating(Self.environmentChanges(for: caller))
    _ = Self.brokenPipesAreErrors
  }

  /// What git printed, and the warnings it gave although it succeeded.
  package struct Answer: Sendable {
    package var bytes: [UInt8]
    package var status: Int32
    package var warnings: String
  }

  /// Runs `git arguments` and collects what it prints.
  ///
  /// - Parameters:
  ///   - limit: the most bytes accepted; more is an error, never a shortened answer.
  ///   - statuses: exit codes that are an answer, such as 1 for "no" of `check-ignore`.
  package func answer(
    _ arguments: [String], input: [UInt8] = [], limit: Int = Self.listLimit,
    statuses: Set<Int32> = [0]
  ) async throws(GitError) -> Answer {
    let command = Self.typed(arguments)
    do {
      return try await Self.within(Self.timeLimit) {
        let input = CommandInput(input)
        let result = try await Subprocess.run(
          configuration(arguments), input: input, output: .sequence,
          error: .bytes(limit: Self.wordsLimit)
        ) { execution in
          // Not `.bytes(limit:)`, which sets the whole limit of memory aside.
          var bytes: [UInt8] = []
          for try await buffer in execution.standardOutput {
            bytes.append(buffer.bytes)
            if bytes.count > limit { throw GitError(.outputTooLarge, command: command) }
          }
          return bytes
        }
        let words = String(decoding: result.standardError, as: UTF8.self)
        guard case .exited(let status) = result.terminationStatus, statuses.contains(status) else {
          throw GitError(command: command, exitedWith: "\(result.terminationStatus)", words: words)
        }
        try check(input, of: arguments)
        return Answer(bytes: result.closureResult, status: status, warnings: words)
      }
    } catch {
      throw Self.gitError(error, command: command)
    }
  }

  /// Runs `git arguments` and hands what it prints to `consume`, piece by piece as it comes. What
  /// `consume` throws ends git and comes back as it is where it is a `GitError`.
  package nonisolated(nonsending) func stream(
    _ arguments: [String], input: Input = .bytes([]),
    consume: (RawSpan) throws(GitError) -> Void
  ) async throws(GitError) {
    let command = Self.typed(arguments)
    do {
      switch input {
      case .bytes(let bytes):
        let input = CommandInput(bytes)
        try await stream(arguments, input: input, consume: consume)
        try check(input, of: arguments)
      case .file(let file):
        try await stream(
          arguments, input: .fileDescriptor(file, closeAfterSpawningProcess: true),
          consume: consume)
      case .output(let feeder, let itsInput):
        let pipe = try FileDescriptor.pipe()
        async let feeding: Void = feed(pipe.writeEnd, with: feeder, input: itsInput)
        try await stream(
          arguments,
          input: .fileDescriptor(pipe.readEnd, closeAfterSpawningProcess: true), consume: consume)
        try await feeding
      }
    } catch {
      throw Self.gitError(error, command: command)
    }
  }

  /// Where a command's standard input comes from.
  package enum Input: Sendable {
    case bytes([UInt8])
    /// An open file, which is closed when git has it.
    case file(FileDescriptor)
    /// What another git command prints, given `input`.
    case output(of: [String], input: [UInt8])
  }

  private nonisolated(nonsending) func stream(
    _ arguments: [String], input: some InputProtocol, consume: (RawSpan) throws(GitError) -> Void
  ) async throws {
    let pipe = try WidePipe()
    defer { release(pipe.readEnd) }
    let result = try await Subprocess.run(
      configuration(arguments), input: input,
      output: .fileDescriptor(pipe.writeEnd, closeAfterSpawningProcess: true),
      error: .bytes(limit: Self.wordsLimit)
    ) { _ in
      try await pipe.forEachPiece(consume)
    }
    try check(result.terminationStatus, result.standardError, of: arguments)
  }

  /// Runs `git arguments` with its output going into a pipe, which is closed when git has it.
  private func feed(
    _ pipe: FileDescriptor, with arguments: [String], input: [UInt8]
  ) async throws {
    let input = CommandInput(input)
    let result = try await Subprocess.run(
      configuration(arguments), input: input,
      output: .fileDescriptor(pipe, closeAfterSpawningProcess: true),
      error: .bytes(limit: Self.wordsLimit))
    try check(result.terminationStatus, result.standardError, of: arguments)
    try check(input, of: arguments)
  }

  private func check(
    _ status: TerminationStatus, _ words: [UInt8], of arguments: [String]
  ) throws(GitError) {
    if case .exited(0) = status { return }
    throw GitError(
      command: Self.typed(arguments), exitedWith: "\(status)",
      words: String(decoding: words, as: UTF8.self))
  }

  private func check(_ input: CommandInput, of arguments: [String]) throws(GitError) {
    guard let error = input.notWritten else { return }
    throw GitError(
      .failed, command: Self.typed(arguments), words: "it did not read all of its input: \(error)")
  }

  /// 200,000 files with paths of 300 bytes make 80 MB.
  package static let listLimit = 512 << 20
  /// For answers of one line.
  package static let lineLimit = 1 << 16
  private static let wordsLimit = 1 << 20
  /// No question asked here takes git more than seconds on the largest repositories known.
  private static let timeLimit: Duration = .seconds(300)
}

// MARK: - What every call carries

extension GitRunner {
  func configuration(_ arguments: [String]) -> Configuration {
    var options = PlatformOptions()
    options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .milliseconds(500))]
    return Configuration(
      executable: Self.program, arguments: Arguments(settings + arguments),
      environment: environment, workingDirectory: directory, platformOptions: options)
  }

  /// Git, looked up once: by its name alone, every call would start a process for each folder of
  /// `PATH` that does not have it.
  private static let program: Executable = {
    guard let folders = unsafe getenv("PATH") else { return .name("git") }
    let candidates = unsafe String(cString: folders).split(separator: ":").map { "\($0)/git" }
    return candidates.first(where: isProgram).map { .path(FilePath($0)) } ?? .name("git")
  }()

  private static func isProgram(_ path: String) -> Bool {
    var status = stat()
    guard path.hasPrefix("/"), unsafe stat(path, &status) == 0 else { return false }
    return unsafe FileKind(mode: status.st_mode) == .regular && access(path, X_OK) == 0
  }

  /// Settings of a hostile `.git/config` that would make the commands used here start a program.
  /// Commands that could show a diff or a signature are given `--no-ext-diff`, `--no-textconv` and
  /// `--no-show-signature` where they are called; none runs filters.
  private static let hardening = [
    "--no-pager", "--no-optional-locks", "-c", "core.fsmonitor=false",
  ]

  /// For questions about hooks themselves, which run none.
  var seeingHooks: GitRunner {
    var runner = self
    runner.settings = Self.hardening
    return runner
  }

  /// What is set, and with `nil` removed, of the environment that git gets.
  static func environmentChanges(for caller: Caller) -> [Environment.Key: String?] {
    var changes: [Environment.Key: String?] = [
      "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0",
      // Without it check-ignore and rev-list write line by line, and every line wakes this process.
      "GIT_FLUSH": "0",
      // A partial clone would fetch what is missing, by a program that its configuration names.
      "GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none",
      // Replacements show other content than what is pushed.
      "GIT_NO_REPLACE_OBJECTS": "1",
    ]
    for key in answerChangingVariables { changes.updateValue(nil, forKey: key) }
    if caller == .user {
      for key in repositoryVariables { changes.updateValue(nil, forKey: key) }
    }
    return changes
  }

  /// Which repository and which index a hook is about.
  private static let repositoryVariables: [Environment.Key] = [
    "GIT_DIR", "GIT_WORK_TREE", "GIT_IMPLICIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_SHALLOW_FILE",
  ]
  /// Variables under which git answers differently, or starts a program. `GIT_CONFIG_*` stays: it
  /// is the user's own, and how CI systems say `safe.directory`.
  private static let answerChangingVariables: [Environment.Key] = [
    "GIT_PREFIX", "GIT_NAMESPACE", "GIT_GRAFT_FILE", "GIT_REPLACE_REF_BASE", "GIT_ATTR_SOURCE",
    "GIT_DEFAULT_HASH", "GIT_EXTERNAL_DIFF", "GIT_DIFF_OPTS", "GIT_PAGER",
    "GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS",
    "GIT_TRACE", "GIT_TRACE2", "GIT_TRACE_SETUP",
    "GIT_TRACE_PERFORMANCE",
  ]

  /// Git may end before it has read all of its input; that must reach us as an error, where the
  /// signal would end this process without a word.
  private static let brokenPipesAreErrors: Void = {
    _ = signal(SIGPIPE, SIG_IGN)
  }()

  private static func typed(_ arguments: [String]) -> String {
    (["git"] + arguments).joined(separator: " ")
  }
}

// MARK: - Errors and time

extension GitRunner {
  static func gitError(_ error: any Error, command: String) -> GitError {
    switch error {
    case let error as GitError:
      return error
    case is CancellationError:
      return GitError(.cancelled, command: command)
    case is TimeLimitReached:
      return GitError(.timedOut, command: command)
    case let error as SubprocessError where error.code == .executableNotFound:
      return GitError(.gitMissing, command: command)
    case let error as SubprocessError where error.code == .outputLimitExceeded:
      return GitError(.outputTooLarge, command: command)
    case let error as FileError:
      return GitError(.failed, command: command, words: "\(error.path): \(error.message)")
    case let error as SubprocessError:
      return GitError(.failed, command: command, words: error.description)
    default:
      return GitError(.failed, command: command, words: String(describing: error))
    }
  }

  private struct TimeLimitReached: Error {}

  private static func within<Result: Sendable>(
    _ limit: Duration, _ body: @Sendable @escaping () async throws -> Result
  ) async throws -> Result {
    try await withThrowingTaskGroup(of: Result.self) { group in
      group.addTask(operation: body)
      group.addTask {
        try await Task.sleep(for: limit)
        throw TimeLimitReached()
      }
      defer { group.cancelAll() }
      guard let first = try await group.next() else { throw CancellationError() }
      return first
    }
  }
}
