internal import ArgumentParser
internal import GateModel
internal import GateVerify

/// A request to stop while commands of the manifest run: they are ended with everything they started,
/// which a signal to this process alone would not do.
enum QualityStop {
  private static let interval: Duration = .milliseconds(100)

  /// - Throws: the exit status of a run that was stopped.
  static func watching(
    isNeeded: Bool, _ body: @escaping @Sendable () async -> Report
  ) async throws -> Report {
    guard isNeeded else { return await body() }
    _ = try StopSignals.catchAll()
    let report = await withTaskGroup(of: Report?.self) { group in
      group.addTask { await body() }
      group.addTask {
        while StopSignals.first == nil {
          do { try await Task.sleep(for: interval) } catch { break }
        }
        return nil
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      await group.waitForAll()
      return first
    }
    guard let report, StopSignals.first == nil else {
      StandardOutput.printError("error: stopped by \(StopSignals.first ?? "a signal")")
      throw ExitCode(ExitStatus.couldNotCheck.rawValue)
    }
    return report
  }
}
