internal import GateModel

#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

/// A git hook that runs the gate. The raw value is git's name for it.
package enum Hook: String, CaseIterable, Sendable {
  case prePush = "pre-push"
  case preCommit = "pre-commit"

  /// A line that only our own scripts have.
  static let marker = "# Written by mxgate hook install; mxgate hook uninstall takes it away."

  /// The command that a hook of whatever kind runs.
  var command: String { "mxgate hook \(rawValue)" }

  /// Where an earlier hook is kept, beside ours.
  var earlierName: String { rawValue + ".before-mxgate" }

  /// The hook's text: POSIX sh. It runs an earlier hook first, with the same arguments and the same
  /// standard input, and stops git where mxgate cannot be found.
  ///
  /// - Parameter program: where mxgate is; `nil` for a hook that is shared between machines, which
  ///   looks it up.
  func script(program: FilePath?) -> String {
    let readInput =
      switch self {
      // All of it, before anything else: git must not be left with a broken pipe. The dot keeps the
      // last line end, which the shell would take away.
      case .prePush: "input=$(cat && printf .) || exit 1\ninput=${input%.}\n"
      // Git gives this one no input; the terminal is not to be waited for.
      case .preCommit: ""
      }
    let feed = self == .prePush ? "printf %s \"$input\" | " : ""
    let known = program.map { "program=\(ShellWord.quoted($0.string))\n" } ?? "program=\n"
    return """
      #!/bin/sh
      \(Self.marker)
      \(readInput)earlier=${0%/*}/\(earlierName)
      if [ -x "$earlier" ]; then
        \(feed)"$earlier" "$@" || exit
      fi
      \(known)[ -x "$program" ] || program=$(command -v mxgate) || {
        echo 'mxgate: the program is missing, so \(stopped)' >&2
        echo 'mxgate: install it again, or take the hook away: rm '"'$0'" >&2
        exit 1
      }
      \(feed)"$program" hook \(rawValue) "$@"

      """
  }

  private var stopped: String {
    switch self {
    case .prePush: "nothing was judged and nothing is pushed"
    case .preCommit: "nothing was judged and nothing is committed"
    }
  }
}
