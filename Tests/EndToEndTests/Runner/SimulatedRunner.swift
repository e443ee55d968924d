import FoundationEssentials
import GateTestSupport
import Subprocess

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// Runs the steps of an action as GitHub's runner does: with its files for outputs, variables, paths
/// and the summary, and with expressions replaced by values before a step starts.
struct SimulatedRunner {
  struct Outcome {
    var status: Int32 = 0
    /// What the steps printed, both outputs in one.
    var log = ""
    var outputs: [String: String] = [:]
    var summary = ""
    /// Which steps ran, and which the conditions left out.
    var ran: [String] = []
    var skipped: [String] = []
    /// What the log told the runner to do.
    var commands: [RunnerCommand] { RunnerCommand.obeyed(in: log) }
  }

  /// What a step cannot be told by its own file.
  enum Unknown: Error { case expression(String) }

  /// Holds `temp`, the runner's files, and `bin`, which comes first in the path.
  let home: TemporaryDirectory
  let workspace: String
  /// `github.base_ref` and the like.
  var context: [String: String] = [:]
  var environment: [String: String] = [:]

  /// Runs every step of an action that has a script; others, such as the cache, are passed over.
  func run(_ action: WorkflowFile, _ inputs: [String: String] = [:]) async throws -> Outcome {
    var values = context
    values["runner.temp"] = home.absolute("temp")
    for (name, value) in action.defaults.merging(inputs, uniquingKeysWith: { $1 }) {
      values["inputs.\(name)"] = try Self.filled(value, values)
    }
    try prepare()
    var outcome = Outcome()
    for step in action.steps {
      let name = step.id ?? step.run ?? step.uses ?? ""
      guard let script = step.run, try holds(step.condition, values), outcome.status == 0 else {
        outcome.skipped.append(name)
        continue
      }
      outcome.ran.append(name)
      let environment = try step.environment.mapValues { try Self.filled($0, values) }
      let (status, log) = try await execute(script, of: action, environment)
      outcome.status = status
      outcome.log += log
      for (key, value) in try pairs("output") {
        if let id = step.id { values["steps.\(id).outputs.\(key)"] = value }
      }
      try home.write("", to: "files/output")
    }
    for (name, expression) in action.outputs {
      outcome.outputs[name] = try Self.filled(expression, values)
    }
    outcome.summary = String(decoding: try home.read("files/summary"), as: UTF8.self)
    return outcome
  }

  /// Runs one script of a workflow.
  func run(script: String, _ environment: [String: String] = [:]) async throws -> Outcome {
    try prepare()
    var outcome = Outcome()
    (outcome.status, outcome.log) = try await execute(script, of: nil, environment)
    return outcome
  }

  private func prepare() throws {
    for folder in ["temp", "bin"] { try home.makeFolder(folder) }
    for file in ["output", "env", "path", "summary"] { try home.write("", to: "files/\(file)") }
  }

  private func execute(
    _ script: String, of action: WorkflowFile?, _ own: [String: String]
  ) async throws -> (Int32, String) {
    try home.write(script, to: "temp/step.sh")
    let paths = String(decoding: try home.read("files/path"), as: UTF8.self)
      .split(separator: "\n").map(String.init)
    let inherited = ProcessInfo.processInfo.environment["PATH"] ?? ""
    var variables: [Environment.Key: String?] = TemporaryRepository.environment
    let all = [
      "GITHUB_OUTPUT": home.absolute("files/output"), "GITHUB_ENV": home.absolute("files/env"),
      "GITHUB_PATH": home.absolute("files/path"),
      "GITHUB_STEP_SUMMARY": home.absolute("files/summary"), "GITHUB_ACTIONS": "true",
      "RUNNER_TEMP": home.absolute("temp"), "GITHUB_WORKSPACE": workspace,
      "GITHUB_ACTION_PATH": action?.folder ?? "", "GITHUB_REPOSITORY": "owner/name",
      "PATH": (paths.reversed() + [home.absolute("bin"), inherited]).joined(separator: ":"),
    ].merging(environment) { $1 }.merging(own) { $1 }
    for (name, value) in all { variables[Environment.Key(stringLiteral: name)] = value }
    let result = try await Subprocess.run(
      .name("bash"),
      arguments: ["--noprofile", "--norc", "-eo", "pipefail", home.absolute("temp/step.sh")],
      environment: .inherit.updating(variables), workingDirectory: FilePath(workspace),
      output: .string(limit: 64 << 20), error: .combinedWithOutput)
    guard case .exited(let status) = result.terminationStatus else { return (-1, "") }
    return (status, result.standardOutput)
  }

  private func pairs(_ file: String) throws -> [(String, String)] {
    String(decoding: try home.read("files/\(file)"), as: UTF8.self).split(separator: "\n").map {
      let parts = $0.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
    }
  }

  /// The text with each `${{ name }}` replaced; a name of `github.` that the event lacks is empty.
  private static func filled(_ text: String, _ values: [String: String]) throws -> String {
    var result = ""
    var rest = text[...]
    while let start = rest.firstRange(of: "${{"), let end = rest.firstRange(of: "}}") {
      result += rest[..<start.lowerBound]
      let name = rest[start.upperBound..<end.lowerBound].filter { $0 != " " }
      if let value = values[String(name)] {
        result += value
      } else if !["github.", "steps."].contains(where: name.hasPrefix) {
        throw Unknown.expression(String(name))
      }
      rest = rest[end.upperBound...]
    }
    return result + rest
  }

  /// The conditions that the actions use on steps with a script.
  private func holds(_ condition: String?, _ values: [String: String]) throws -> Bool {
    switch condition {
    case nil: return true
    case "inputs.version == ''": return values["inputs.version"] == ""
    case let other?: throw Unknown.expression(other)
    }
  }
}
