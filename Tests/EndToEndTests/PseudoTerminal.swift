import FoundationEssentials
import GateTestSupport

/// Runs a command on a terminal of its own, by the program `script` of util-linux.
enum PseudoTerminal {
  #if os(Linux)
    static let isAvailable = FileManager.default.fileExists(atPath: "/usr/bin/script")
  #else
    static let isAvailable = false
  #endif

  /// What the terminal was sent; the command's exit status does not matter.
  static func run(
    _ command: String, in repository: TemporaryRepository, environment: [String: String]
  ) async throws -> String {
    // Nothing of the terminal that the tests themselves run in.
    let cleared = [
      "NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM_PROGRAM", "VTE_VERSION",
      "FORCE_HYPERLINK", "WT_SESSION", "KONSOLE_VERSION", "KITTY_WINDOW_ID", "CI",
    ].map { "-u \($0)" }
    let variables = environment.map { "\($0.key)='\($0.value)'" }
    let words = (["env"] + cleared + variables + ["sh -c \"$COMMAND\""]).joined(separator: " ")
    return try await repository.run(
      .name("sh"),
      [
        "-c", "COMMAND=$1 script -qec \"$2\" /dev/null </dev/null || true", "sh",
        "\(command) || true", words,
      ])
  }
}
