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
    CheckObservations(
      observations: found, lookedFor: lookedFor, filesExamined: commands.filesExamined,
      failure: found.contains { $0.stance == .proves } ? nil : commands.failures.first)
  }

  private func linter(_ call: QualityCommands.Call) -> Observation? {
    guard case .linter(let name) = call.tool else { return nil }
    return observation(.proves, call, "\(name) \(words(for: call.origin))")
  }

  private func typeChecker(_ call: QualityCommands.Call) -> Observation? {
    switch call.tool {
    case .typeChecker(let name):
      return observation(.proves, call, "\(name) \(words(for: call.origin))")
    case .compiler(let name) where languages.isTyped:
      return observation(
        call.origin == .pipeline ? .proves : .near, call,
        "\(name) compiles typed code, \(words(for: call.origin))")
    case .looseTypeChecker(let name):
      return observation(.near, call, "\(name) checks types unless its settings turn that off")
    default: return nil
    }
  }

  private func observation(
    _ stance: Observation.Stance, _ call: QualityCommands.Call, _ note: String
  ) -> Observation {
    var place = call.place
    place.note = note
    return Observation(stance, place, facts: ["inPipeline": .flag(call.origin == .pipeline)])
  }

  private func words(for origin: PipelineCommand.Origin) -> String {
    switch origin {
    case .pipeline: "runs in the pipeline"
    case .hook: "runs as a hook, in no pipeline"
    case .script: "has a script, which no pipeline runs"
    }
  }

  private func setting(_ place: Evidence) -> Observation {
    var place = place
    place.note = "the linter's settings; nothing found that runs it"
    return Observation(.near, place)
  }
}
