internal import GateModel
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

  /// Writes a line of help or a list. What could not be written ends the run: half a list is none.
  static func print(_ text: String) {
    do {
      try write(line: text, to: .standardOutput)
    } catch Errno.brokenPipe {
      // The reader has seen enough.
    } catch {
      printError("error: cannot write to standard output: \(error)")
      exit(ExitStatus.couldNotCheck.rawValue)
    }
  }

  /// Writes a line for the person at the terminal.
  static func printError(_ text: String) {
    do {
      try write(line: text, to: .standardError)
    } catch {
      // Nobody is left to tell.
    }
  }

  private static func write(line: String, to descriptor: FileDescriptor) throws {
    _ = try descriptor.writeAll((line.hasSuffix("\n") ? line : line + "\n").utf8)
  }

  /// The value of an environment variable.
  static func environment(_ name: String) -> String? {
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }
}
