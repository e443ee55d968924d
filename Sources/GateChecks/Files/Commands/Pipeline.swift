import GateModel
import GateYAML

/// What a CI system is told to run.
struct Pipeline: Sendable {
  struct Action: Sendable {
    var name: String
    var options: YAMLNode?
    var place: Evidence
  }
  private(set) var commands: [PipelineCommand] = []
  /// Ready-made steps: `uses: golangci/golangci-lint-action@v6`.
  private(set) var actions: [Action] = []
  private(set) var filesExamined = 0
  private(set) var failures: [String] = []
  /// Files that the pipelines take in: Azure's `template:`, GitLab's `include: { local: }`.
  private var templates: [RepositoryPath] = []

  private static func path(_ written: String, from file: RepositoryPath) -> RepositoryPath {
    written.hasPrefix("/")
      ? RepositoryPath(String(written.dropFirst()))
      : RepositoryPath(ModuleResolver.join(file.parent.text, written))
  }

  init(_ files: ProjectFiles) {
    let reading = files.read(.pipeline)
    failures = reading.failures
    read(reading.files)
    let included = files.read(
      templates.filter { path in !reading.files.contains { $0.path == path } })
    failures += included.failures
    read(included.files)
  }

  private mutating func read(_ files: [TextFile]) {
    filesExamined += files.count
    for file in files {
      if file.path.name.hasPrefix("Jenkinsfile") {
        readJenkinsfile(file)
        continue
      }
      do throws(YAMLError) {
        for document in try YAMLParser.documents(file.bytes, limits: .generated) {
          readNode(document, file, depth: 0)
        }
      } catch {
        failures.append("\(file.path):\(error.mark.line) cannot be read: \(error.message)")
      }
    }
  }

  /// Keys whose text is shell: GitHub, Azure and CircleCI (`run`, `command`), GitLab, Travis and
  /// Bitbucket (`script`), Azure (`bash`, `pwsh`), Buildkite and Woodpecker (`commands`).
  private static let commandKeys: Set<String> = [
    "run", "command", "script", "before_script", "after_script", "commands", "bash", "pwsh",
    "powershell",
  ]

  private mutating func readNode(_ node: YAMLNode, _ file: TextFile, depth: Int) {
    switch node.content {
    case .scalar: break
    case .sequence(let nodes): for node in nodes { readNode(node, file, depth: depth + 1) }
    case .mapping(let entries):
      if let condition = node["if"]?.scalar, condition.trimmed == "false" { return }
      // A step whose failure is passed over checks nothing.
      if ["continue-on-error", "allow_failure"].contains(where: { node[$0]?.scalar == "true" }) {
        return
      }
      readTask(node, file)
      if let uses = node["uses"], let name = uses.scalar {
        actions.append(
          Action(
            name: name, options: node["with"], place: file.evidence(line: uses.start.line)))
      }
      if let template = node["template"]?.scalar ?? node["local"]?.scalar {
        templates.append(Self.path(template, from: file.path))
      }
      for entry in entries {
        let isCommand = Self.commandKeys.contains(entry.key.scalar ?? "")
        if isCommand, entry.value.mapping == nil {
          for text in entry.value.sequence ?? [entry.value] {
            commands += file.commands(in: text, origin: .pipeline)
          }
        } else {
          readNode(entry.value, file, depth: depth + 1)
        }
      }
    }
  }

  /// Azure's task for .NET: `task: DotNetCoreCLI@2` with `inputs: { command: build }`.
  private mutating func readTask(_ node: YAMLNode, _ file: TextFile) {
    guard let task = node["task"], let name = task.scalar, name.hasPrefix("DotNetCoreCLI"),
      let inputs = node["inputs"], let verb = inputs["command"]?.scalar
    else { return }
    let arguments = inputs["arguments"]?.scalar.map { " " + $0 } ?? ""
    commands.append(
      PipelineCommand(
        text: "dotnet \(verb)\(arguments)", place: file.evidence(line: task.start.line),
        origin: .pipeline))
  }

  /// `sh 'make test'` and `sh """ ... """` of a Jenkinsfile.
  private mutating func readJenkinsfile(_ file: TextFile) {
    var isInside = false
    for (index, bytes) in CodeText.withoutComments(file, hash: false).enumerated() {
      let line = String(decoding: bytes, as: UTF8.self).trimmed
      let opens = line.hasPrefix("sh ") || line.hasPrefix("sh(") || line.hasPrefix("bat ")
      guard opens || isInside else { continue }
      let marks =
        line.split(separator: "\"\"\"", omittingEmptySubsequences: false).count - 1
        + line.split(separator: "'''", omittingEmptySubsequences: false).count - 1
      if marks % 2 == 1 { isInside.toggle() }
      let text = line.drop { opens && $0 != "\"" && $0 != "'" }.filter { !"\"'".contains($0) }
      commands.append(
        PipelineCommand(
          text: text, place: file.evidence(line: index + 1),
          origin: .pipeline))
    }
  }
}
