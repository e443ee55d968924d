import FoundationEssentials
import GateTestSupport
import Subprocess
import Testing

/// What the commands show on a terminal, and what they show elsewhere.
@Suite struct TerminalTests {
  private static let escape = "\u{1B}"
  private static let link = "\u{1B}]8;;"
  private static let files = [
    "src/sync.py": """
    import requests
    requests.get("https://api.getmaintainx.com/v1/users")

    """
  ]

  // MARK: Colours

  @Test(arguments: [
    ([:], false),
    (["FORCE_COLOR": "1"], true),
    (["FORCE_COLOR": "0"], false),
    (["CLICOLOR_FORCE": "1"], true),
    (["CLICOLOR_FORCE": "0"], false),
    (["FORCE_COLOR": "1", "NO_COLOR": "1"], false),
    (["FORCE_COLOR": "1", "NO_COLOR": "0"], false),
    (["FORCE_COLOR": "1", "NO_COLOR": ""], true),
    (["CLICOLOR": "1"], false),
  ])
  func aPipeHasTheColoursThatAreAskedFor(variables: [String: String], isColored: Bool) async throws
  {
    try await TemporaryRepository.with(files: Self.files) { repository in
      let outcome = try await MXGateBinary.run(
        ["scan"], in: repository.path, environment: Self.environment(variables))
      #expect(outcome.output.contains(Self.escape) == isColored)
    }
  }

  @Test(
    .enabled(if: PseudoTerminal.isAvailable),
    arguments: [
      (["TERM": "xterm-256color"], true),
      (["TERM": "dumb"], false),
      (["TERM": "xterm", "CLICOLOR": "0"], false),
      (["TERM": "xterm", "NO_COLOR": "1"], false),
    ])
  func aTerminalHasColours(variables: [String: String], isColored: Bool) async throws {
    try await TemporaryRepository.with(files: Self.files) { repository in
      let shown = try await PseudoTerminal.run(
        "'\(MXGateBinary.path)' scan", in: repository, environment: variables)
      #expect(shown.contains(#/\x1B\[[0-9;]+m/#) == isColored)
    }
  }

  // MARK: Links and width

  @Test(
    .enabled(if: PseudoTerminal.isAvailable),
    arguments: [
      (["TERM": "xterm"], "", nil),
      (["TERM": "xterm", "VTE_VERSION": "7200"], "", "file://"),
      (["TERM": "dumb", "VTE_VERSION": "7200"], "", nil),
      (["TERM": "xterm", "FORCE_HYPERLINK": "1"], "", "file://"),
      (["TERM": "xterm", "TERM_PROGRAM": "vscode"], "", "vscode://file/"),
      (["TERM": "xterm", "VTE_VERSION": "7200"], "--links never", nil),
      (["TERM": "xterm"], "--links always", "file://"),
    ])
  func placesAreLinksWhereTheTerminalOpensThem(
    variables: [String: String], options: String, start: String?
  ) async throws {
    try await TemporaryRepository.with(files: Self.files) { repository in
      let shown = try await PseudoTerminal.run(
        "'\(MXGateBinary.path)' check --all \(options)", in: repository, environment: variables)
      #expect(shown.contains("src/sync.py:2"))
      #expect(shown.contains(Self.link) == (start != nil))
      if let start { #expect(shown.contains(Self.link + start)) }
    }
  }

  @Test func aPipeHasNoLinks() async throws {
    try await TemporaryRepository.with(files: Self.files) { repository in
      let outcome = try await MXGateBinary.run(
        ["--all"], in: repository.path, environment: Self.environment(["VTE_VERSION": "7200"]))
      #expect(!outcome.output.contains(Self.escape))
    }
  }

  @Test(.enabled(if: PseudoTerminal.isAvailable), arguments: [80, 60])
  func textFitsTheTerminal(width: Int) async throws {
    try await TemporaryRepository.with(files: Self.files) { repository in
      let shown = try await PseudoTerminal.run(
        "stty cols \(width); '\(MXGateBinary.path)'", in: repository,
        environment: ["TERM": "xterm", "NO_COLOR": "1"])
      let lines = shown.replacing("\u{1B}[K", with: "").split { $0.isNewline || $0 == "\r" }
      #expect(lines.count > 20)
      #expect(lines.filter { $0.count > width }.isEmpty)
    }
  }

  // MARK: The manual and the completions

  private static let commands = [
    "check", "scan", "verify", "init", "fix", "hook", "explain", "baseline", "waive", "attest",
    "report", "rules", "schema", "doctor", "manual",
  ]

  @Test func everyCommandHasAPageWithAllItsOptions() async throws {
    try await TemporaryDirectory.with { folder in
      let written = try await MXGateBinary.run(
        ["manual", "--output", folder.path], in: folder.path)
      #expect(written.status == 0)
      for command in Self.commands {
        let page = String(decoding: try folder.read("mxgate-\(command).1"), as: UTF8.self)
        let help = try await MXGateBinary.run([command, "--help"], in: folder.path)
        #expect(help.output.contains("EXAMPLES"), "\(command)")
        for option in Self.options(in: help.output) {
          #expect(
            page.contains(option.replacing("-", with: "\\-")), "\(command) \(option)")
        }
      }
      let main = String(decoding: try folder.read("mxgate.1"), as: UTF8.self)
      for command in Self.commands { #expect(main.contains("mxgate\\-\(command)")) }
    }
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func completionsKnowEveryCommandAndOption(shell: String) async throws {
    try await TemporaryDirectory.with { folder in
      let script = try await MXGateBinary.run(
        ["--generate-completion-script", shell], in: folder.path)
      #expect(script.status == 0)
      for command in Self.commands {
        #expect(script.output.contains(command))
        let help = try await MXGateBinary.run([command, "--help"], in: folder.path)
        for option in Self.options(in: help.output) {
          let name = shell == "fish" ? String(option.drop { $0 == "-" }) : option
          #expect(script.output.contains(name), "\(command) \(option)")
        }
      }
    }
  }

  @Test func bashCompletesCommandsAndFormats() async throws {
    try await TemporaryDirectory.with { folder in
      let script = try await MXGateBinary.run(
        ["--generate-completion-script", "bash"], in: folder.path)
      try folder.write(script.output, to: "mxgate.bash")
      for (line, expected) in [
        ("mxgate ver", "verify"), ("mxgate check --fo", "--format"),
        ("mxgate check --format sa", "sarif"),
        ("mxgate explain errors.retryA", "errors.retryAfter"),
      ] {
        let words = line.split(separator: " ").joined(separator: " ")
        let program = """
          PATH="${BINARY%/*}:$PATH"; source mxgate.bash
          COMP_WORDS=(\(words)); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
          COMP_LINE='\(line)'; COMP_POINT=${#COMP_LINE}
          _mxgate mxgate "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
          printf '%s\\n' "${COMPREPLY[@]}"
          """
        let result = try await run(
          .name("bash"), arguments: ["-c", program],
          environment: .inherit.updating(["BINARY": MXGateBinary.path]),
          workingDirectory: .init(folder.path),
          output: .string(limit: 1 << 16), error: .string(limit: 1 << 16))
        #expect(
          result.standardOutput.split(separator: "\n").map { $0.filter { $0 != " " } }
            .contains(expected), "\(result.standardOutput) \(result.standardError)")
      }
    }
  }

  /// The long options of a help text.
  private static func options(in help: String) -> Set<String> {
    Set(
      help.split(whereSeparator: { " \n,[]=".contains($0) }).map(String.init)
        .filter { $0.hasPrefix("--") && $0.count > 3 && !["--help", "--version"].contains($0) }
        .map { String($0.prefix { $0.isLetter || $0 == "-" }) })
  }

  // MARK: Wrong usage

  @Test(arguments: [
    (["chekc"], "Did you mean 'mxgate check'?"),
    (["scann"], "Did you mean 'mxgate scan'?"),
    (["hook", "instal"], "Did you mean 'install'?"),
    (["check", "--formt", "json"], "Did you mean '--format'?"),
    (["check", "--format", "jsonn"], "json"),
    (["explain", "errors.rety"], "did you mean 'errors.retry'?"),
    (["check", "--only", "errors.rety"], "did you mean 'errors.retry'?"),
    (
      ["waive", "errors.rety", "--reason", "x", "--owner", "y", "--until", "2099-01-01"],
      "did you mean 'errors.retry'?"
    ),
    (["scan", "--history", "--shard", "3/2"], "3/2"),
    (["scan", "--shard", "1/2"], "--history"),
    (["report", "a.json", "--previous", "b.json"], "--merge"),
    (["manual", "chek"], "check"),
  ])
  func wrongUsageNamesTheNearestRightWord(arguments: [String], words: String) async throws {
    let files = ["mxgate.yaml": "apiVersion: mxgate/v1\n"]
    try await TemporaryRepository.with(files: files) { repository in
      let outcome = try await MXGateBinary.run(arguments, in: repository.path)
      #expect(outcome.status == 2)
      #expect((outcome.output + outcome.errors).contains(words), "\(outcome)")
    }
  }

  private static func environment(_ variables: [String: String]) -> [Environment.Key: String?] {
    var environment: [Environment.Key: String?] = [:]
    for (name, value) in variables {
      environment[.init(stringLiteral: name)] = value
    }
    return environment
  }
}
