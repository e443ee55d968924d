internal import SystemPackage

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// What is said on standard error while a command runs.
enum Progress {
  private static let isShown = isatty(FileDescriptor.standardError.rawValue) == 1

  /// Replaces the line that is shown; on a terminal alone.
  static func show(_ text: String) {
    if isShown { write("\r\u{1B}[K\(text)") }
  }

  static func clear() {
    if isShown { write("\r\u{1B}[K") }
  }

  static func complain(_ message: String, help: String? = nil) {
    write("error: \(message)\n" + (help.map { "  = help: \($0)\n" } ?? ""))
  }

  /// Nobody may be listening any more, which changes nothing of the run.
  private static func write(_ text: String) {
    _ = Result { try FileDescriptor.standardError.writeAll(text.utf8) }
  }
}
