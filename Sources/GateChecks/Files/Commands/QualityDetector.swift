import GateModel

/// The linter and the type checker: run by a pipeline, a hook, or at least by a named script.
struct QualityDetector {
  let commands: QualityCommands
  let languages: Languages

  func observe() -> [CheckID: CheckObservations] {
    [
      CheckID("quality.lint"): observations(
        commands.calls.compactMap(linter) + languages.linterSettings.map(setting),
        lookedFor: "a linter that a pipeline, a hook or a script runs"),
      CheckID("quality.typecheck"): observations(
        commands.calls.compactMap(typeChecker),
        lookedFor: "a type checker, or the compiler of a typed language, that a pipeline runs"),
    ]
  }

  private func observations(
    _ found: [Observation], lookedFor: String
  ) -> CheckObservations {
    let isProved = found.contains { $0.stance == .proves }
    let elsewhere = commands.calledElsewhere.map { place in
      var place = place
      place.note = "calls a workflow of another repository, whose steps are not seen here"
      return Observation(.near, place)
    }
    return CheckObservations(
      observations: found + (isProved ? [] : elsewhere), lookedFor: lookedFor,
      filesExamined: commands.filesExamined,
      failure: isProved ? nil : commands.failures.first,
      caveat: isProved && !commands.hasPipeline
        ? "the repository holds no CI workflow: judged by the scripts that one would run" : nil)
  }

  private func linter(_ call: QualityCommands.Call) -> Observation? {
    guard case .linter(let name) = call.tool else { return nil }
    return observation(stance(of: call), call, name, "\(name) \(words(for: call.origin))")
  }

  private func typeChecker(_ call: QualityCommands.Call) -> Observation? {
    switch call.tool {
    case .typeChecker(let name):
      return observation(stance(of: call), call, name, "\(name) \(words(for: call.origin))")
    case .compiler(let name) where languages.isTyped:
      return observation(
        call.origin == .pipeline ? .proves : .near, call, name,
        "\(name) compiles typed code, \(words(for: call.origin))")
    case .looseTypeChecker(let name):
      return observation(
        .near, call, name, "\(name) checks types unless its settings turn that off")
    default: return nil
    }
  }

  /// A script that the repository's own pipeline leaves out is not run; where it holds no pipeline,
  /// the script is what one would run.
  private func stance(of call: QualityCommands.Call) -> Observation.Stance {
    call.origin == .script && commands.hasPipeline ? .near : .proves
  }

  private func observation(
    _ stance: Observation.Stance, _ call: QualityCommands.Call, _ tool: String, _ note: String
  ) -> Observation {
    var place = call.place
    place.note = note
    return Observation(stance, place, facts: ["tool": .text(tool)])
  }

  private func words(for origin: PipelineCommand.Origin) -> String {
    switch origin {
    case .pipeline: "runs in the pipeline"
    case .hook: "runs as a commit hook"
    case .script where commands.hasPipeline: "has a script, which the pipeline does not run"
    case .script: "has a script"
    }
  }

  private func setting(_ place: Evidence) -> Observation {
    var place = place
    place.note = "the linter's settings, which run nothing"
    return Observation(.near, place)
  }
}
