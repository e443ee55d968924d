/// A manual page in roff, as `man` reads it: man(7).
struct ManualPage {
  /// `mxgate-check`
  let name: String
  let command: CommandInfo
  /// How the command is called: `mxgate check`.
  private let call: String
  private let isTool: Bool

  /// The page of the tool, then one for each of its commands, whose own subcommands are part of it.
  static func all(of tool: CommandInfo) -> [ManualPage] {
    let name = tool.commandName
    let commands = (tool.subcommands ?? []).filter { $0.commandName != "help" }
    return [ManualPage(name: name, command: tool, call: name, isTool: true)]
      + commands.map {
        ManualPage(
          name: "\(name)-\($0.commandName)", command: $0, call: "\(name) \($0.commandName)",
          isTool: false)
      }
  }

  var roff: String {
    let title = ".TH \"\(name.uppercased())\" 1 \"\" \"mxgate \(ToolVersion.current)\" \"mxgate\""
    let head = [
      title, ".SH NAME", "\(Self.escaped(name)) \\- \(Self.escaped(command.abstract ?? ""))",
    ]
    let parts: [[String]] = [
      head, synopsis, description, options(of: command, ".SH OPTIONS"), inner, ending,
    ]
    return parts.joined().joined(separator: "\n") + "\n"
  }

  // MARK: Sections

  private var synopsis: [String] {
    let commands = subcommands
    let lines =
      commands.isEmpty || isTool
      ? [usage(call, isTool ? "[command]" : nil, isTool ? nil : command)]
      : commands.map { usage("\(call) \($0.commandName)", nil, $0) }
    return [".SH SYNOPSIS"] + lines.joined(separator: [".br"])
  }

  /// Mandatory options, then places; the rest is in the list of options.
  private func usage(_ call: String, _ more: String?, _ command: CommandInfo?) -> [String] {
    let arguments = (command?.arguments ?? []).filter(\.shouldDisplay)
    let needed = arguments.filter { $0.kind == .option && !$0.isOptional }.map { option in
      "\(Self.bold(option.names?.last?.text ?? "")) \(Self.italic(option.valueName ?? "value"))"
    }
    let places = arguments.filter { $0.kind == .positional }.map { place in
      let name = Self.italic(place.valueName ?? "value") + (place.isRepeating ? " ..." : "")
      return place.isOptional ? "[\(name)]" : name
    }
    return [
      ([Self.bold(call), more, "[options]"].compactMap { $0 } + needed + places)
        .joined(separator: " ")
    ]
  }

  private var description: [String] {
    [".SH DESCRIPTION"]
      + Self.paragraphs(command.discussion ?? command.abstract ?? "", examples: ".SH EXAMPLES")
  }

  private var subcommands: [CommandInfo] {
    (command.subcommands ?? []).filter { $0.commandName != "help" }
  }

  /// Commands of the tool by name; subcommands of a command in full.
  private var inner: [String] {
    if isTool {
      let commands = subcommands.map { ("\(name)-\($0.commandName)(1)", $0.abstract ?? "") }
      return Self.section("COMMANDS", commands)
    }
    return subcommands.flatMap { command in
      [".SH \"\(command.commandName.uppercased())\"", Self.line(command.abstract ?? "")]
        + Self.paragraphs(command.discussion ?? "", examples: ".P")
        + options(of: command, ".P")
    }
  }

  private func options(of command: CommandInfo, _ heading: String) -> [String] {
    let arguments = (command.arguments ?? []).filter { argument in
      // Every page would repeat these two.
      argument.shouldDisplay
        && (isTool || !(argument.names ?? []).contains { ["help", "version"].contains($0.name) })
    }
    return arguments.isEmpty ? [] : [heading] + arguments.flatMap(Self.entry)
  }

  private static func entry(_ argument: CommandInfo.Argument) -> [String] {
    let value = italic(argument.valueName ?? "value")
    let names = (argument.names ?? []).map { bold($0.text) }.joined(separator: ", ")
    let head =
      switch argument.kind {
      case .positional: value
      case .option: "\(names) \(value)"
      case .flag: names
      }
    let values = argument.allValues ?? []
    let text = [
      argument.abstract,
      values.isEmpty ? nil : "One of \(values.joined(separator: ", ")).",
      argument.defaultValue.map { "By default \($0)." },
    ].compactMap { $0 }.joined(separator: " ")
    return [".TP", head, line(text)]
  }

  private var ending: [String] {
    let statuses = Self.section("EXIT STATUS", Self.statuses)
    guard isTool else {
      return statuses + [".SH \"SEE ALSO\"", Self.bold("mxgate") + "(1)"]
    }
    return statuses + Self.section("ENVIRONMENT", Self.variables)
      + Self.section("FILES", Self.files)
  }

  private static func section(_ title: String, _ entries: [(String, String)]) -> [String] {
    var lines: [String] = [".SH \"\(title)\""]
    for (name, text) in entries { lines += [".TP", bold(name), line(text)] }
    return lines
  }

  private static let statuses: [(String, String)] = [
    ("0", "passed"), ("1", "the gate failed"), ("2", "wrong usage or configuration"),
    ("3", "something could not be checked"), ("4", "test data was left behind in MaintainX"),
  ]

  private static let variables: [(String, String)] = [
    ("MAINTAINX_API_KEY", "The key for verify and --live-key; the manifest may name another."),
    ("MAINTAINX_ORG_ID", "The organization, for a key that opens several."),
    ("MXGATE_URL", "The service's address, for verify."),
    ("MXGATE_BASE_URL", "The API's address, for verify."),
    ("NO_COLOR, CLICOLOR=0, TERM=dumb", "No colours."),
    ("FORCE_COLOR, CLICOLOR_FORCE", "Colours also where standard output is no terminal."),
    ("FORCE_HYPERLINK", "1 makes places links, 0 leaves them text."),
  ]

  private static let files: [(String, String)] = [
    ("mxgate.yaml", "The service's manifest; mxgate init drafts it."),
    (".mxgate-baseline", "Findings that are known; mxgate baseline writes it."),
  ]

  // MARK: Roff

  /// Text in paragraphs; what stands below EXAMPLES is shown as it is.
  private static func paragraphs(_ text: String, examples heading: String) -> [String] {
    var lines: [String] = []
    var isExample = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      switch line {
      case "EXAMPLES":
        lines += [heading, ".nf"]
        isExample = true
      case "" where !isExample: lines.append(".P")
      default: lines.append(Self.line(String(line)))
      }
    }
    if isExample { lines.append(".fi") }
    return lines.last == ".P" ? lines.dropLast() : lines
  }

  private static func bold(_ text: String) -> String { "\\fB\(escaped(text))\\fR" }
  private static func italic(_ text: String) -> String { "\\fI\(escaped(text))\\fR" }

  /// A line of text: a dot or a quote in front would be a request.
  private static func line(_ text: String) -> String {
    let text = escaped(text)
    return text.hasPrefix(".") || text.hasPrefix("'") ? "\\&" + text : text
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
  }
}
