internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The line on a terminal that shows what a command is waiting for.
enum Progress {
  private static let isShown =
    isatty(STDERR_FILENO) == 1 && StandardOutput.environment("TERM") != "dumb"
  private static let startOfLine = "\r\u{1B}[K"
  /// What takes less is over before anybody has read the line.
  private static let patience: Duration = .seconds(1)

  /// Shows how long the work takes, from the first second on, and wipes the line when it is done.
  static func during<Result: Sendable, Failure: Error>(
    _ work: String, _ body: @Sendable () async throws(Failure) -> Result
  ) async throws(Failure) -> Result {
    guard isShown else { return try await body() }
    let ticker = Task.detached(priority: .high) {
      let clock = ContinuousClock()
      let start = clock.now
      var isSilent = true
      while true {
        do { try await Task.sleep(for: patience) } catch { return isSilent }
        isSilent = false
        show("mxgate: \(work), \(Int(start.duration(to: clock.now) / patience)) s")
      }
    }
    let result = await ended(body)
    ticker.cancel()
    if await !ticker.value { clear() }
    return try result.get()
  }

  private static func ended<Result: Sendable, Failure: Error>(
    _ body: @Sendable () async throws(Failure) -> Result
  ) async -> Swift.Result<Result, Failure> {
    do { return .success(try await body()) } catch { return .failure(error) }
  }

  /// Replaces the line that is shown.
  static func show(_ text: String) { write(startOfLine + text) }

  static func clear() { write(startOfLine) }

  private static func write(_ text: String) {
    guard isShown else { return }
    do {
      _ = try FileDescriptor.standardError.writeAll(text.utf8)
    } catch {
      // Nobody is left to tell.
    }
  }
}
