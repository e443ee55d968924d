internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The process's standard output and error.
enum StandardOutput {
  /// A reader that goes away (`mxgate | head`) is an error of one write, not the end of the run.
  static func ignoreBrokenPipes() {
    _ = signal(SIGPIPE, SIG_IGN)
  }

  /// Writes a line of help or a list; a closed pipe ends it quietly.
  static func print(_ text: String) {
    write(line: text, to: .standardOutput)
  }

  /// Writes a line for the person at the terminal.
  static func printError(_ text: String) {
    write(line: text, to: .standardError)
  }

  private static func write(line: String, to descriptor: FileDescriptor) {
    do {
      _ = try descriptor.writeAll((line.hasSuffix("\n") ? line : line + "\n").utf8)
    } catch {
      // Nobody is left to tell.
    }
  }

  /// The value of an environment variable.
  static func environment(_ name: String) -> String? {
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }
}
