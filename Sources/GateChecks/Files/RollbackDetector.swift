import GateModel

/// A procedure for going back to the version before: a runbook's section with steps.
struct RollbackDetector {
  let files: ProjectFiles
  let commands: QualityCommands

  func observe() -> [CheckID: CheckObservations] {
    let documents = files.read(.document, mentioning: Self.words)
    let observations = documents.files.flatMap(observations) + scripts
    return [
      CheckID("recovery.rollback"): CheckObservations(
        observations: observations,
        lookedFor: "a section about rolling back with numbered steps or commands",
        filesExamined: files.paths(of: .document).count,
        failure: observations.contains { $0.stance == .proves } ? nil : documents.failures.first)
    ]
  }

  /// A document without any of these has no such section.
  private static let words = [
    "ollback", "oll back", "olling back", "oll-back", "OLLBACK", "evert", "EVERT",
  ]

  /// Sections that say "roll back", with steps of their own or in the sections below them.
  private func observations(in file: TextFile) -> [Observation] {
    let sections = MarkdownSections.sections(of: file)
    return sections.indices.compactMap { index in
      let section = sections[index]
      guard Self.isAboutRollback(section.title) else { return nil }
      let below = sections[(index + 1)...].prefix { $0.level > section.level }
      let hasSteps = ([section] + below).contains { Self.hasSteps($0.body) }
      let isPlan = Self.isPlan(file.path)
      return Observation(
        hasSteps && !isPlan ? .proves : .near,
        file.evidence(
          line: section.line,
          note: isPlan
            ? "a plan or a log of changes, no runbook"
            : hasSteps ? "has steps" : "words, but neither numbered steps nor commands"),
        facts: hasSteps && !isPlan ? ["runbook": .text(file.path.text)] : [:])
    }
  }

  /// "Rollback", "Rolling back a release", "Revert a deployment".
  private static func isAboutRollback(_ title: String) -> Bool {
    let words = title.lowercased()
    if ["rollback", "roll back", "rolling back", "roll-back", "rollbacks"]
      .contains(where: words.mentionsWord)
    {
      return true
    }
    return words.mentionsWord("revert") && (words.mentions("deploy") || words.mentions("release"))
  }

  private static func isPlan(_ path: RepositoryPath) -> Bool {
    let name = path.name.lowercased()
    return [
      "changelog", "history", "changes", "news", "release-notes", "prd", "proposal", "todo",
      "roadmap", "rfc", "adr",
    ].contains { name.hasPrefix($0) || name.mentionsWord($0) }
  }

  /// Two numbered steps that are no to-do list, or a code block that is not empty.
  private static func hasSteps(_ body: Slice<TextLines>) -> Bool {
    var steps = 0
    var isInFence = false
    for line in body {
      let text = line.trimmed
      if text.hasPrefix("```") || text.hasPrefix("~~~") || text == "----" {
        isInFence.toggle()
      } else if isInFence {
        if !text.isEmpty, !text.hasPrefix("#") { return true }
      } else if text.hasPrefix("$ ") {
        return true
      } else {
        let number = text.prefix { $0.isNumber }
        let rest = text.dropFirst(number.count)
        let isNumbered = !number.isEmpty && (rest.hasPrefix(". ") || rest.hasPrefix(") "))
        if isNumbered || text.hasPrefix(". "), !text.mentions("[ ]") { steps += 1 }
      }
    }
    return steps >= 2
  }

  /// A script or a workflow of that name: a way back, which nothing describes.
  private var scripts: [Observation] {
    let named = files.own.filter { path in
      path.name.lowercased().mentions("rollback")
        && (FileKind.kinds(of: path).contains(.shell)
          || FileKind.kinds(of: path).contains(.pipeline))
    }
    return files.read(named).files.map {
      let isPipeline = FileKind.kinds(of: $0.path).contains(.pipeline)
      return Observation(
        isPipeline ? .proves : .near,
        $0.evidence(
          note: isPipeline
            ? "a workflow that rolls back" : "a script, and no runbook that says when and how"))
    }
  }
}
