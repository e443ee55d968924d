import GateModel
import GateYAML

/// The named scripts of a project: of `package.json`, make, tox, pre-commit and shell files.
struct ProjectTasks: Sendable {
  /// By kind and name: `npm lint`, `make test`, `sh bin/lint.sh`.
  private var scripts: [String: [PipelineCommand]] = [:]
  private(set) var failures: [String] = []
  private(set) var filesExamined = 0

  init(_ files: ProjectFiles) {
    for (kind, read) in Self.readers {
      let reading = files.read(kind)
      failures += reading.failures
      filesExamined += reading.files.count
      for file in reading.files {
        do throws(YAMLError) {
          for (name, commands) in try read(file) { scripts[name, default: []] += commands }
        } catch {
          failures.append("\(file.path):\(error.mark.line) cannot be read: \(error.message)")
        }
      }
    }
  }

  private typealias Reader = (TextFile) throws(YAMLError) -> [(String, [PipelineCommand])]
  private static var readers: [(FileKind, Reader)] {
    [
      (.packageJSON, TaskFiles.packageScripts), (.makefile, TaskFiles.makeTargets),
      (.shell, TaskFiles.shellScript), (.tox, TaskFiles.toxEnvironments),
      (.toxTables, TaskFiles.toxTables), (.lefthook, TaskFiles.lefthookCommands),
      (.nox, TaskFiles.noxSessions), (.preCommitConfiguration, TaskFiles.preCommitHooks),
      (.taskfile, TaskFiles.taskfileTasks), (.composer, TaskFiles.packageScripts),
    ]
  }

  /// What pre-commit, lefthook and lint-staged run before each commit.
  var commitHooks: [PipelineCommand] {
    ["pre-commit", "lefthook", "lint-staged"].flatMap { scripts[$0] ?? [] }
  }

  /// The scripts that a developer calls by name, in no pipeline's name.
  var named: [PipelineCommand] {
    scripts.sorted { $0.key < $1.key }.flatMap { name, commands in
      name.hasPrefix("sh ") ? [] : commands
    }
  }

  /// Commands and all that they lead to, each once.
  func reached(from start: [PipelineCommand]) -> [PipelineCommand] {
    var reached: [PipelineCommand] = []
    var seen: Set<String> = []
    var queue = start
    while let command = queue.popLast() {
      reached.append(command)
      for name in ShellCommand.commands(in: command.text).flatMap({ names(calledBy: $0, command) })
      where seen.insert("\(command.origin) \(name)").inserted {
        queue += (scripts[name] ?? []).map { next in
          var next = next
          next.origin = command.origin
          return next
        }
      }
    }
    return reached
  }

  /// The scripts that a command calls.
  private func names(calledBy command: ShellCommand, _ line: PipelineCommand) -> [String] {
    let words = Self.withoutOptions(command.arguments)
    switch command.program {
    case "npm", "yarn", "pnpm", "bun": return Self.packageScripts(command.program, words)
    case "run-s", "run-p", "npm-run-all", "npm-run-all2", "concurrently":
      return words.map { "npm " + ($0.hasPrefix("npm:") ? String($0.dropFirst(4)) : $0) }
    case "turbo", "nx", "lerna":
      return words.flatMap { $0.split { $0 == "," } }.map { "npm \($0)" }
    case "make", "gmake", "just", "task": return (words.isEmpty ? [""] : words).map { "make \($0)" }
    case "composer":
      return words.first.map { ["npm \($0 == "run" ? words.dropFirst().first ?? "" : $0)"] } ?? []
    case "tox": return ["tox"]
    case "nox": return ["nox"]
    case "pre-commit", "prek":
      return words.contains("run") || words.contains("run-all") ? ["pre-commit"] : []
    case "sh", "bash", "dash", "zsh", "source", ".":
      return words.first.map { ["sh \(Self.cleaned($0))"] } ?? []
    default:
      return command.path.contains("/") ? ["sh \(Self.cleaned(command.path))"] : []
    }
  }

  /// Options that take the next word as their value.
  private static let valued: Set<String> = [
    "--filter", "-F", "--workspace", "-w", "--prefix", "-C", "--dir", "--cwd", "-f", "--file",
    "--directory", "--scope",
  ]

  /// The words that are neither options nor the values of some.
  private static func withoutOptions(_ words: [String]) -> [String] {
    words.indices.filter { index in
      !words[index].hasPrefix("-") && (index == 0 || !valued.contains(words[index - 1]))
    }.map { words[$0] }
  }

  /// `npm test`, `npm run lint`, `yarn lint`, `pnpm -r run build`, with their `pre` and `post`.
  private static func packageScripts(_ program: String, _ words: [String]) -> [String] {
    var words = words[...]
    if words.first == "workspace" || words.first == "workspaces" { words = words.dropFirst(2) }
    if words.first == "foreach" { words = words.dropFirst() }
    guard let first = words.first else { return [] }
    let name: String
    switch first {
    case "run", "run-script": name = words.dropFirst().first ?? ""
    case "t", "tst": name = "test"
    case "ci", "install", "i", "add", "publish", "exec", "dlx", "init": return []
    default: name = first
    }
    return ["npm pre\(name)", "npm \(name)", "npm post\(name)"]
  }

  /// `./bin/lint.sh` as `bin/lint.sh`.
  private static func cleaned(_ path: String) -> String {
    path.hasPrefix("./") ? String(path.dropFirst(2)) : path
  }
}
