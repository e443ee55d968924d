#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Where this program is.
enum ProgramPath {
  /// Absolute where the system tells, else as it was called.
  static var current: String {
    #if os(Linux)
      let link = "/proc/self/exe"
    #else
      let link = CommandLine.arguments[0]
    #endif
    guard let resolved = unsafe realpath(link, nil) else { return CommandLine.arguments[0] }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }
}
