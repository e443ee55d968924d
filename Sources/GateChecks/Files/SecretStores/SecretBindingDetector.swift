import GateModel
import GateYAML

/// Places outside the code that bind the API key from a secret store.
struct SecretBindingDetector {
  let files: ProjectFiles
  let commands: QualityCommands

  func observe() -> [CheckID: CheckObservations] {
    var reading = SecretBindings()
    reading.read(files)
    let scripts = files.read(.shell, mentioning: SecretStoreCommand.marks)
    let inScripts = scripts.files.flatMap { file in
      ShellScript.commands(in: file.lines).map { line, text in
        PipelineCommand(text: text, place: file.evidence(line: line), origin: .script)
      }
    }
    let inCommands = (commands.commands + inScripts).compactMap(command).uniqued
    let documents = files.read(.document, mentioning: SecretStoreCommand.marks)
    let observations =
      Self.ofMaintainX(reading.observations.uniqued) + inCommands
      + documents.files.flatMap(documentedCommands)
    return [
      CheckID("auth.secretManager"): CheckObservations(
        observations: observations,
        lookedFor: "a secret store's binding of the API key in the files that deploy the service",
        filesExamined: reading.filesExamined,
        failure: observations.contains { $0.stance == .proves } ? nil : reading.failures.first)
    ]
  }

  /// Where MaintainX's own key is bound, the binding of another key proves nothing about it.
  private static func ofMaintainX(_ bindings: [Observation]) -> [Observation] {
    func isNamed(_ binding: Observation) -> Bool {
      binding.evidence.note?.lowercased().mentions("maintainx") == true
    }
    guard bindings.contains(where: { $0.stance == .proves && isNamed($0) }) else {
      return bindings
    }
    let others = bindings.filter { !isNamed($0) }.map { binding in
      var binding = binding
      if binding.stance == .proves { binding.stance = .near }
      return binding
    }
    return bindings.filter(isNamed) + others
  }

  private func command(_ command: PipelineCommand) -> Observation? {
    guard !ShellLine.onlyPrints(command.text),
      let provider = SecretStoreCommand.provider(in: ShellLine.withoutComment(command.text))
    else { return nil }
    var place = command.place
    place.excerpt = Self.withoutValues(place.excerpt)
    place.note = "binds secrets with \(provider)"
    return Observation(.proves, place, facts: ["provider": .text(provider)])
  }

  /// At most this many lines of a document: they only lead the reader there.
  private static let mostMentions = 3

  /// What a document tells people to run is no binding yet.
  private func documentedCommands(in file: TextFile) -> [Observation] {
    file.lines.indices.lazy.compactMap { index -> Observation? in
      guard let provider = SecretStoreCommand.provider(in: file.lines[index]) else { return nil }
      var place = file.evidence(line: index + 1, note: "a document says so; nothing here does it")
      place.excerpt = Self.withoutValues(place.excerpt)
      return Observation(.near, place, facts: ["provider": .text(provider)])
    }.prefix(Self.mostMentions).map { $0 }
  }

  /// `NAME=value` with the value left out, unless it is a variable: it may be the key itself.
  static func withoutValues(_ text: String) -> String {
    text.split(separator: " ", omittingEmptySubsequences: false).map { word in
      guard let equals = word.firstIndex(of: "="), equals != word.startIndex,
        !word.hasPrefix("--")
      else { return String(word) }
      let value = word[word.index(after: equals)...]
      let bare = value.drop { $0 == "\"" || $0 == "'" }
      return bare.first == "$" || bare.hasPrefix("op://") ? String(word) : "\(word[...equals])..."
    }.joined(separator: " ")
  }
}

extension [Observation] {
  /// Each place once, in order.
  fileprivate var uniqued: [Observation] {
    var seen: Set<Location> = []
    return filter { seen.insert($0.evidence.location).inserted }
  }
}
