import Foundation
import GateTestSupport
import Synchronization

/// The program itself, as it was built beside the tests.
struct Binary: Sendable {
  struct Outcome: Sendable {
    var status: Int32
    var output: String
    var errors: String
  }

  /// Runs `mxgate` with nothing in its environment but what is given.
  /// - Parameter whileRunning: is given the process's id once it runs.
  static func run(
    _ arguments: [String], environment: [String: String],
    whileRunning: @Sendable (Int32) async throws -> Void = { _ in }
  ) async throws -> Outcome {
    let process = Process()
    process.executableURL = Bundle.main.executableURL?.deletingLastPathComponent()
      .appending(path: "mxgate")
    process.arguments = arguments
    process.environment = environment
    let output = Pipe()
    let errors = Pipe()
    process.standardOutput = output
    process.standardError = errors
    let (ended, continuation) = AsyncStream.makeStream(of: Void.self)
    process.terminationHandler = { _ in continuation.finish() }
    try process.run()
    try await whileRunning(process.processIdentifier)
    for await _ in ended {}
    return Outcome(
      status: process.terminationReason == .exit ? process.terminationStatus : -1,
      output: text(output), errors: text(errors))
  }

  private static func text(_ pipe: Pipe) -> String {
    String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  }
}
