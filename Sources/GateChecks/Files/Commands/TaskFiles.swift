import GateModel
import GateYAML

/// Readers of the files that give commands a name. Each yields `kind name` with its commands.
enum TaskFiles {
  typealias Tasks = [(String, [PipelineCommand])]

  /// `scripts` of `package.json` and `composer.json`.
  static func packageScripts(_ file: TextFile) throws(YAMLError) -> Tasks {
    let root = try YAMLParser.firstDocument(JSONText.readable(file.bytes), limits: .generated)
    let staged = (root?["lint-staged"]?.allScalars ?? []).flatMap {
      file.commands(in: $0, origin: .hook)
    }
    let stagedTask = staged.isEmpty ? [] : [("lint-staged", staged)]
    return stagedTask
      + (root?["scripts"]?.mapping ?? []).map { entry in
        let texts = entry.value.sequence ?? [entry.value]
        return (
          "npm \(entry.key.scalar ?? "")",
          texts.flatMap { file.commands(in: $0, origin: .script) }
        )
      }
  }

  /// Targets of a Makefile or justfile; a target's prerequisites count as called. The first target is
  /// also known by no name, as `make` alone runs it.
  static func makeTargets(_ file: TextFile) -> Tasks {
    var tasks: Tasks = []
    let variables = MakeVariables(file.lines)
    for (index, text) in ShellScript.logicalLines(file.lines) {
      func command(_ text: String) -> PipelineCommand {
        PipelineCommand(
          text: variables.expanded(text), place: file.evidence(line: index + 1), origin: .script)
      }
      if text.hasPrefix("\t") || text.hasPrefix("    "), !tasks.isEmpty {
        tasks[tasks.count - 1].1.append(command(text.trimmed))
      } else if let colon = text.firstIndex(of: ":"), !text.hasPrefix("#"), !text.hasPrefix("."),
        !text[colon...].hasPrefix(":="), !text[..<colon].contains("=")
      {
        let needed = ShellLine.withoutComment(String(text[text.index(after: colon)...])).words
        for name in text[..<colon].words {
          tasks.append(("make \(name)", needed.map { command("make \($0)") }))
        }
      }
    }
    if let first = tasks.first { tasks.append(("make ", first.1)) }
    return tasks
  }

  /// A shell script's lines; `NAME="command"` counts where `$NAME` is run.
  static func shellScript(_ file: TextFile) -> Tasks {
    let commands = ShellScript.commands(in: file.lines).map { line, text in
      PipelineCommand(
        text: text, place: file.evidence(line: line), origin: .script)
    }
    return [("sh \(file.path)", commands)]
  }

  /// `commands =` of tox's environments, in `tox.ini` and `setup.cfg`.
  static func toxEnvironments(_ file: TextFile) -> Tasks {
    var commands: [PipelineCommand] = []
    var isInside = false
    for (index, line) in file.lines.enumerated() {
      let isIndented = line.first == " " || line.first == "\t"
      let key = line.prefix { $0 != "=" }.trimmed
      if !isIndented {
        isInside = ["commands", "commands_pre"].contains(key) && line.contains("=")
      }
      guard isInside, !line.trimmed.hasPrefix("#") else { continue }
      let text = isIndented ? line.trimmed : String(line.drop { $0 != "=" }.dropFirst()).trimmed
      // `{envbindir}/pytest`, `{posargs}` and `lint: flake8` are tox's own.
      let plain = text.split(separator: " ").filter { !$0.hasSuffix(":") }.joined(separator: " ")
      guard !plain.isEmpty else { continue }
      commands.append(
        PipelineCommand(
          text: plain, place: file.evidence(line: index + 1),
          origin: .script))
    }
    return [("tox", commands)]
  }

  /// `commands = [["pytest", "-q"]]` of the environments in `tox.toml`.
  static func toxTables(_ file: TextFile) -> Tasks {
    let root = TOMLReader.document(file.bytes).root
    let environments =
      (root["env"]?.mapping ?? []).map(\.value)
      + [root["env_run_base"]]
      .compactMap { $0 }
    let commands = environments.flatMap { $0["commands"]?.sequence ?? [] }.map { command in
      PipelineCommand(
        text: (command.sequence ?? [command]).compactMap(\.scalar).joined(separator: " "),
        place: file.evidence(line: command.start.line), origin: .script)
    }
    return [("tox", commands)]
  }

  /// The commands of lefthook's hooks and of lint-staged, which a commit runs.
  static func lefthookCommands(_ file: TextFile) throws(YAMLError) -> Tasks {
    let root = try YAMLParser.firstDocument(file.bytes)
    let commands = (root?.scalars(under: "run") ?? []).flatMap {
      file.commands(in: $0, origin: .hook)
    }
    return [("lefthook", commands)]
  }

  /// `session.run("ruff", "check")` of a noxfile.
  static func noxSessions(_ file: TextFile) -> Tasks {
    let commands = file.lines.enumerated().compactMap { index, line -> PipelineCommand? in
      guard let call = line.range(ofText: "session.run("), !line.trimmed.hasPrefix("#") else {
        return nil
      }
      let words = line[call.upperBound...].split { ",()".contains($0) }
        .map { $0.trimmed.filter { $0 != "\"" && $0 != "'" } }
      return PipelineCommand(
        text: words.joined(separator: " "), place: file.evidence(line: index + 1), origin: .script)
    }
    return [("nox", commands)]
  }

  /// The hooks that `pre-commit run` calls: a published hook by its id, a local one by its entry.
  static func preCommitHooks(_ file: TextFile) throws(YAMLError) -> Tasks {
    let root = try YAMLParser.firstDocument(file.bytes)
    let hooks = (root?["repos"]?.sequence ?? []).flatMap { $0["hooks"]?.sequence ?? [] }
    let commands = hooks.compactMap { hook -> PipelineCommand? in
      guard let id = hook["id"], let name = id.scalar else { return nil }
      return PipelineCommand(
        text: hook["entry"]?.scalar ?? name, place: file.evidence(line: id.start.line),
        origin: .hook)
    }
    return [("pre-commit", commands)]
  }

  /// `tasks: { lint: { cmds: [...] } }` of Taskfile.yml.
  static func taskfileTasks(_ file: TextFile) throws(YAMLError) -> Tasks {
    let root = try YAMLParser.firstDocument(file.bytes)
    return (root?["tasks"]?.mapping ?? []).map { entry in
      let texts = (entry.value["cmds"] ?? entry.value).allScalars
      return (
        "make \(entry.key.scalar ?? "")",
        texts.flatMap { file.commands(in: $0, origin: .script) }
      )
    }
  }
}
