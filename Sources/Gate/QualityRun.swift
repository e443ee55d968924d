internal import GateManifest
internal import GateModel
internal import GateRepository
internal import GateScan

#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

/// `check --run-quality`: runs the commands that the manifest names for tests, linter and type
/// checker. One that passes counts as one that a pipeline runs; one that fails stops the gate.
struct QualityRun: Sendable {
  /// Commands that passed, each with its place in the manifest.
  private(set) var passed: [Evidence] = []
  private(set) var observations: [CheckID: CheckObservations] = [:]
  /// What to do about a command that failed, with the end of what it printed.
  private(set) var fixes: [CheckID: String] = [:]
  private(set) var diagnostics: [Diagnostic] = []

  /// Marks an observation that raises the check's priority; the checks' files name it.
  private static let failed = "commandFailed"
  private static let shownLines = 20
  private static let longestLine = 200
  /// Variables that code under test needs for nothing: the key of production, and the files by which
  /// a step speaks to GitHub's runner.
  private static let hidden = [
    "MAINTAINX_API_KEY", "MAINTAINX_API_KEY_PROD", "GITHUB_OUTPUT", "GITHUB_ENV", "GITHUB_PATH",
    "GITHUB_STATE", "GITHUB_STEP_SUMMARY",
  ]

  struct Command: Sendable {
    var check: CheckID
    var text: String
    var place: Location
  }

  /// The commands of a manifest, in the order of the checks' names.
  static func commands(of manifest: Manifest?) -> [Command] {
    let claims = manifest?.claims.values.filter { $0.check.category == "quality" } ?? []
    return claims.sorted { $0.check < $1.check }.compactMap { claim in
      guard case .text(let text)? = claim.statement.fields["command"] else { return nil }
      return Command(check: claim.check, text: text, place: claim.location)
    }
  }

  /// Runs them one after the other.
  ///
  /// - Parameters:
  ///   - limit: the time for each.
  ///   - engine: finds secrets in what they print.
  mutating func run(
    _ commands: [Command], of manifest: Manifest?, in folder: String, limit: Duration,
    engine: SecretEngine
  ) async throws(GateError) {
    if commands.isEmpty {
      diagnostics.append(
        Diagnostic(
          .warning, "--run-quality has nothing to run: the manifest names no command",
          help: "such as quality: { lint: { command: npm run lint } }"))
    }
    let hidden = Self.hidden + [manifest?.maintainx.apiKeyEnv].compactMap { $0 }
    for command in commands {
      let result = await CommandRun.of(
        command.text, in: FilePath(folder), limit: limit, hiding: hidden)
      try await add(command, result, limit, engine)
    }
  }

  private mutating func add(
    _ command: Command, _ result: CommandRun, _ limit: Duration, _ engine: SecretEngine
  ) async throws(GateError) {
    var place = Evidence(location: command.place, excerpt: command.text)
    let problem: String
    switch result.ending {
    case .exited(0):
      passed.append(place)
      return
    case .notStarted(let words):
      observations[command.check] = CheckObservations(
        failure: "'\(command.text)' could not be started: \(words)")
      return
    case .cancelled: throw GateError("'\(command.text)' was stopped before its end")
    case .exited(let status): problem = "exited with \(status)"
    case .killed(let signal): problem = "was ended by signal \(signal)"
    case .tookTooLong: problem = "took longer than \(limit.components.seconds) s, and was ended"
    }
    place.note = "'\(command.text)' \(problem)"
    observations[command.check] = CheckObservations(
      observations: [Observation(.contradicts, place, facts: [Self.failed: .flag(true)])],
      lookedFor: "the command that the manifest names")
    let output = try await Self.shown(result.output, engine)
    fixes[command.check] =
      "Run it in the service's folder and mend what fails."
      + (output.isEmpty ? " It printed nothing." : " It ended with:\n" + output)
  }

  /// The last lines, without those that hold a secret.
  private static func shown(
    _ output: [UInt8], _ engine: SecretEngine
  ) async throws(GateError) -> String {
    let path = RepositoryPath("output")
    let found = try await Sweep(engine).searched(FilesInMemory([path: output]))
    let secret = Set(found.findings.flatMap { $0.location.line...$0.location.endLine })
    let lines = output.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .enumerated().map { index, line in
        secret.contains(index + 1)
          ? "(a line with a secret)"
          : String(String(decoding: line, as: UTF8.self).prefix(longestLine))
      }
    return lines.drop(while: \.isEmpty).reversed().drop(while: \.isEmpty).prefix(shownLines)
      .reversed().joined(separator: "\n")
  }
}

extension Claim.Statement {
  /// The values of the claim.
  fileprivate var fields: [String: FactValue] {
    switch self {
    case .claimed(let fields), .providedBy(_, let fields): fields
    case .notApplicable: [:]
    }
  }
}
