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

/// A command of a shell, run in a process group of its own, with a limit of time, and with the end
/// of what it printed kept.
package struct CommandRun: Sendable {
  package enum Ending: Hashable, Sendable {
    case exited(Int32)
    case killed(by: Int32)
    case tookTooLong
    /// The run was asked to stop.
    case cancelled
    case notStarted(String)
  }
  package var ending: Ending
  /// The last bytes of both outputs, in the order in which they came.
  package var output: [UInt8]

  /// How much of the output is kept: some hundred lines.
  private static let keptBytes = 64 << 10
  /// What a command that is told to end may still do.
  private static let grace: Duration = .seconds(2)

  /// - Parameter hidden: variables of the environment that the command does not get.
  package static func of(
    _ command: String, in folder: FilePath, limit: Duration, hiding hidden: [String]
  ) async -> CommandRun {
    var options = PlatformOptions()
    options.createSession = true
    options.teardownSequence = [
      .gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: grace)
    ]
    var changes: [Environment.Key: String?] = [:]
    for name in hidden { changes.updateValue(nil, forKey: Environment.Key(stringLiteral: name)) }
    let configuration = Configuration(
      executable: .path("/bin/sh"), arguments: ["-c", command],
      environment: .inherit.updating(changes), workingDirectory: folder, platformOptions: options)
    return await withTaskGroup(of: CommandRun?.self) { group in
      group.addTask { await ended(configuration) }
      group.addTask {
        do { try await Task.sleep(for: limit) } catch { return nil }
        return CommandRun(ending: .tookTooLong, output: [])
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      guard first?.ending == .tookTooLong else { return first ?? cancelled }
      // What it printed comes with its end.
      let output = (await group.next() ?? nil)?.output ?? []
      return CommandRun(ending: .tookTooLong, output: output)
    }
  }

  private static let cancelled = CommandRun(ending: .cancelled, output: [])

  private static func ended(_ configuration: Configuration) async -> CommandRun {
    var output: [UInt8] = []
    var process: pid_t?
    // What the command left behind goes with it: its group has the number of its first process.
    defer { if let process, process > 1 { _ = kill(-process, SIGKILL) } }
    do {
      let result = try await Subprocess.run(
        configuration, input: .none, output: .sequence, error: .combinedWithOutput
      ) { execution in
        process = execution.processIdentifier.value
        for try await buffer in execution.standardOutput {
          output.append(buffer.bytes)
          if output.count > 2 * keptBytes { output.removeFirst(output.count - keptBytes) }
        }
      }
      switch result.terminationStatus {
      case .exited(let status): return CommandRun(ending: .exited(status), output: output)
      case .signaled(let signal):
        return CommandRun(
          ending: Task.isCancelled ? .cancelled : .killed(by: signal), output: output)
      }
    } catch is CancellationError {
      return CommandRun(ending: .cancelled, output: output)
    } catch {
      return CommandRun(
        ending: Task.isCancelled ? .cancelled : .notStarted("\(error)"), output: output)
    }
  }
}
