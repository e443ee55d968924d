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
  private static let isShown = isatty(STDERR_FILENO) == 1
  private static let startOfLine = "\r\u{1B}[K"

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
