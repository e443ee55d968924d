internal import GateReport

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// What standard output is connected to, and what it can show.
enum Terminal {
  static var isConnected: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Whether standard output shows colours, by the usual variables, strongest first.
  static func isColored(_ choice: ColorChoice) -> Bool {
    switch choice {
    case .always: return true
    case .never: return false
    case .auto:
      // no-color.org: present and not empty, whatever its value.
      if let value = variable("NO_COLOR"), !value.isEmpty { return false }
      if let value = variable("FORCE_COLOR") { return !isOff(value) }
      if let value = variable("CLICOLOR_FORCE"), !isOff(value) { return true }
      if variable("CLICOLOR") == "0" || isDumb { return false }
      return isConnected
    }
  }

  /// In columns; `nil` where standard output is no terminal, so that lines stay whole.
  static var width: Int? {
    guard isConnected else { return nil }
    var size = winsize()
    let isKnown = unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    return max(Self.leastWidth, isKnown ? Int(size.ws_col) : Self.usualWidth)
  }

  private static let usualWidth = 80
  /// Below it, folded lines read worse than those that the terminal itself breaks.
  private static let leastWidth = 60

  // MARK: Links

  /// How places become links; `nil` where they stay text.
  ///
  /// - Parameter root: the folder that paths are relative to, absolute.
  static func links(_ choice: ColorChoice, root: String) -> PlaceLinks? {
    let isShown: Bool
    switch choice {
    case .always: isShown = true
    case .never: isShown = false
    case .auto:
      if let value = variable("FORCE_HYPERLINK") {
        isShown = !isOff(value)
      } else {
        isShown = isConnected && !isDumb && variable("CI") == nil && knowsLinks
      }
    }
    return isShown ? PlaceLinks(root: root, form: form) : nil
  }

  /// Terminals that are known to show links (OSC 8): others may print what they do not know.
  private static var knowsLinks: Bool {
    let programs = ["iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby", "rio", "zed"]
    let terms = ["xterm-kitty", "alacritty", "foot", "xterm-ghostty", "wezterm", "contour"]
    // VTE has links from 0.50 on, which it writes as 5000.
    let vte = variable("VTE_VERSION").flatMap { Int($0) } ?? 0
    return vte >= 5000 || variable("TERM_PROGRAM").map(programs.contains) ?? false
      || variable("TERM").map(terms.contains) ?? false
      || ["WT_SESSION", "KONSOLE_VERSION", "KITTY_WINDOW_ID"].contains { variable($0) != nil }
  }

  /// The editor's own form where the terminal belongs to one: it knows lines.
  private static var form: PlaceLinks.Form {
    if variable("TERM_PROGRAM") == "vscode" { return .visualStudioCode }
    return variable("KITTY_WINDOW_ID") != nil ? .fileWithLine : .file
  }

  // MARK: Variables

  private static var isDumb: Bool { variable("TERM") == "dumb" }
  private static func isOff(_ value: String) -> Bool {
    value.isEmpty || value == "0" || value.lowercased() == "false"
  }
  private static func variable(_ name: String) -> String? { StandardOutput.environment(name) }
}
