import FoundationEssentials
import GateRepository
package import Subprocess

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// The built `mxgate`, run as a user would run it.
package enum MXGateBinary {
  package struct Outcome: Sendable {
    package var status: Int32
    package var output: String
    package var errors: String
  }

  /// Runs `mxgate arguments` in a folder, with git's environment fixed.
  package static func run(
    _ arguments: [String], in folder: String, environment: [Environment.Key: String?] = [:],
    input: String = ""
  ) async throws -> Outcome {
    let result = try await Subprocess.run(
      .path(FilePath(path)), arguments: Arguments(arguments),
      environment: .inherit.updating(TemporaryRepository.environment).updating(plain)
        .updating(environment),
      workingDirectory: FilePath(folder), input: CommandInput(Array(input.utf8)),
      output: .string(limit: 64 << 20), error: .string(limit: 1 << 20))
    guard case .exited(let status) = result.terminationStatus else {
      throw CommandFailure(
        command: "mxgate \(arguments.joined(separator: " "))",
        status: "\(result.terminationStatus)", words: result.standardError)
    }
    return Outcome(
      status: status, output: result.standardOutput, errors: result.standardError)
  }

  /// The executable beside the test bundle.
  package static var path: String {
    let bundle = CommandLine.arguments[0]
    let folder = bundle[..<(bundle.lastIndex(of: "/") ?? bundle.startIndex)]
    return "\(folder)/mxgate"
  }

  /// No variable of the machine's own that changes what is printed.
  private static let plain: [Environment.Key: String?] = [
    "NO_COLOR": nil, "FORCE_COLOR": nil, "CLICOLOR_FORCE": nil, "TERM": "dumb",
    "MAINTAINX_API_KEY": nil, "GITHUB_ACTIONS": nil,
  ]
}
