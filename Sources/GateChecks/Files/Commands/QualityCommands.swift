import GateModel

/// Every command that pipelines, hooks and named scripts run, those of pipelines first.
struct QualityCommands: Sendable {
  /// What a command does, and where it is written.
  struct Call: Sendable {
    var tool: ToolCall
    var origin: PipelineCommand.Origin
    var place: Evidence
    /// The whole line, for its options.
    var text: String
  }
  let calls: [Call]
  /// All lines, also of programs that are not known here.
  let commands: [PipelineCommand]
  /// Workflows of other repositories that the pipeline calls, whose steps are not seen here.
  let calledElsewhere: [Evidence]
  /// Ready-made steps of the pipeline.
  let actions: [Pipeline.Action]
  let hasPipeline: Bool
  let filesExamined: Int
  let failures: [String]

  /// - Parameters:
  ///   - ran: commands that the gate itself ran.
  ///   - hasOtherPipelines: whether the repository has pipelines that are not of this service.
  init(_ files: ProjectFiles, ran: [Evidence] = [], hasOtherPipelines: Bool = false) {
    let pipeline = Pipeline(files)
    let tasks = ProjectTasks(files)
    let hooks = files.read(.gitHook).files.flatMap { file in
      ShellScript.commands(in: file.lines).map { line, text in
        PipelineCommand(text: text, place: file.evidence(line: line), origin: .hook)
      }
    }
    let preCommitSteps = pipeline.actions.filter { $0.name.hasPrefix("pre-commit/action") }
      .map { PipelineCommand(text: "pre-commit run", place: $0.place, origin: .pipeline) }
    let ranCommands = ran.map {
      PipelineCommand(text: $0.excerpt, place: $0, origin: .pipeline)
    }
    var commands = tasks.reached(from: pipeline.commands + preCommitSteps + ranCommands)
    commands += tasks.reached(from: hooks) + tasks.reached(from: tasks.commitHooks)
    commands += tasks.named
    var seen: Set<Location> = []
    let unique = commands.sorted { $0.origin < $1.origin }
      .filter { seen.insert($0.place.location).inserted }
    let byCommand = unique.flatMap { command in
      ShellLine.onlyPrints(command.text)
        ? []
        : ShellCommand.commands(in: command.text)
          .flatMap(ToolCall.calls)
          .map { Call(tool: $0, origin: command.origin, place: command.place, text: command.text) }
    }
    let byAction = pipeline.actions.flatMap { action in
      ToolCall.calls(ofAction: action.name)
        .map { Call(tool: $0, origin: .pipeline, place: action.place, text: action.name) }
    }
    var seenCalls: Set<String> = []
    calls = (byAction + byCommand).filter { call in
      seenCalls.insert("\(call.place.location.path):\(call.place.location.line) \(call.tool)")
        .inserted
    }
    self.commands = unique
    calledElsewhere = pipeline.actions.filter {
      $0.name.mentions("/.github/workflows/") && !$0.name.hasPrefix("./")
    }.map(\.place)
    actions = pipeline.actions
    hasPipeline = pipeline.filesExamined > 0 || !ran.isEmpty || hasOtherPipelines
    filesExamined = pipeline.filesExamined + tasks.filesExamined
    failures = pipeline.failures + tasks.failures
  }
}
