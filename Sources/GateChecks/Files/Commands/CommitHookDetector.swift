import GateModel
import GateYAML

/// Hooks that stop a secret before it is committed or pushed.
struct CommitHookDetector {
  let files: ProjectFiles

  func observe() -> [CheckID: CheckObservations] {
    let configurations = files.read(.preCommitConfiguration)
    let scripts = files.read(.gitHook)
    let lefthook = files.read(.lefthook)
    let packages = files.read(.packageJSON)
    var failures = [configurations, scripts, lefthook, packages].flatMap(\.failures)
    var observations: [Observation] = []
    func inDocument(_ file: TextFile, _ find: (TextFile, YAMLNode) -> [Observation]) {
      do throws(YAMLError) {
        guard let document = try YAMLParser.firstDocument(file.bytes) else { return }
        observations += find(file, document)
      } catch {
        failures.append("\(file.path):\(error.mark.line) cannot be parsed: \(error.message)")
      }
    }
    for file in configurations.files { inDocument(file, preCommitHooks) }
    for file in lefthook.files { inDocument(file, lefthookCommands) }
    for file in packages.files { inDocument(file, packageHooks) }
    for file in scripts.files { observations += scriptLines(file, packages.files) }
    return [
      CheckID("auth.commitHook"): CheckObservations(
        observations: observations,
        lookedFor: "a pre-commit or pre-push hook that runs a secret scanner",
        filesExamined: [configurations, scripts, lefthook, packages].map(\.files.count)
          .reduce(0, +),
        failure: observations.contains { $0.stance == .proves } ? nil : failures.first)
    ]
  }

  /// Programs that look for secrets, by the name they are called by.
  private static let scanners = [
    "gitleaks", "detect-secrets", "detect-secrets-hook", "trufflehog", "ggshield", "ripsecrets",
    "git-secrets", "git secrets", "secretlint", "talisman", "noseyparker", "kingfisher",
    "betterleaks", "mxgate",
  ]

  /// The scanner that a command calls.
  private func scanner(in command: String) -> String? {
    let code = ShellLine.withoutComment(command)
    if ShellLine.onlyPrints(code) || Self.isPassedOver(code) { return nil }
    return Self.scanners.first { code.mentionsWord($0) }
  }

  /// `gitleaks protect || true` stops nothing.
  private static func isPassedOver(_ code: String) -> Bool {
    code.split(separator: "||").dropFirst().contains { rest in
      ["true", ":", "exit 0"].contains(String(rest.filter { !"\"'".contains($0) }).trimmed)
    }
  }

  /// `.pre-commit-config.yaml`: `repos: [{ hooks: [{ id: gitleaks }] }]`; a local hook is known by
  /// its entry.
  private func preCommitHooks(_ file: TextFile, _ document: YAMLNode) -> [Observation] {
    let hooks = (document["repos"]?.sequence ?? []).flatMap { repository in
      (repository["hooks"]?.sequence ?? []).map { (repository["repo"]?.scalar ?? "", $0) }
    }
    return hooks.compactMap { repository, hook in
      guard let id = hook["id"], let name = id.scalar else { return nil }
      let stages = (hook["stages"]?.sequence ?? []).compactMap(\.scalar)
      func observation(_ stance: Observation.Stance, _ note: String) -> Observation {
        Observation(stance, file.evidence(line: id.start.line, note: note))
      }
      guard let scanner = scanner(ofHook: hook, named: name, from: repository) else {
        if let called = Self.scanners.first(where: name.mentions) {
          return observation(.near, "\(name) runs no \(called): \(repository) brings none")
        }
        return Self.narrowHooks.contains(name)
          ? observation(.near, "\(name) finds one kind of key alone") : nil
      }
      return stages == ["manual"]
        ? observation(.near, "\(name) runs only when called by hand")
        : observation(.proves, "runs \(scanner) before each commit")
    }
  }

  /// What a hook runs: its own entry says so, or the repository that brings it does. The id is a
  /// name that anybody may give.
  private func scanner(
    ofHook hook: YAMLNode, named name: String, from repository: String
  ) -> String? {
    if let entry = hook["entry"]?.scalar { return scanner(in: entry) }
    guard let named = Self.scanners.first(where: name.mentions) else { return nil }
    return repository.lowercased().mentions(named) ? named : nil
  }

  /// Hooks that look for private keys or for one cloud's keys and for nothing else.
  private static let narrowHooks: Set<String> = ["detect-private-key", "detect-aws-credentials"]

  /// The hooks that stop a commit or a push when they fail.
  private static let stoppingHooks: Set<String> = ["pre-commit", "pre-push", "commit-msg"]

  /// Lefthook: every `run:` below a hook that can stop.
  private func lefthookCommands(_ file: TextFile, _ document: YAMLNode) -> [Observation] {
    let hooks = (document.mapping ?? []).filter {
      Self.stoppingHooks.contains($0.key.scalar ?? "")
    }
    return hooks.flatMap { hook in
      hook.value.scalars(under: "run").compactMap { command in
        command.scalar.flatMap(scanner).map { scanner in
          Observation(
            .proves, file.evidence(line: command.start.line, note: "lefthook runs \(scanner)"))
        }
      }
    }
  }

  /// Hooks in `package.json`: husky 4, simple-git-hooks, pre-commit, and lint-staged's commands.
  private func packageHooks(_ file: TextFile, _ document: YAMLNode) -> [Observation] {
    let tables = [document["husky"]?["hooks"], document["simple-git-hooks"]]
    let commands = tables.compactMap { $0?.mapping }.joined()
      .filter { Self.stoppingHooks.contains($0.key.scalar ?? "") }
      .flatMap { $0.value.allScalars }
    let staged = document["lint-staged"]?.allScalars ?? []
    return (commands + staged).compactMap { command in
      command.scalar.flatMap(scanner).map { scanner in
        Observation(.proves, file.evidence(line: command.start.line, note: "runs \(scanner)"))
      }
    }
  }

  /// A hook's script: husky's folder is active by itself, any other only by `core.hooksPath`.
  private func scriptLines(_ file: TextFile, _ packages: [TextFile]) -> [Observation] {
    let folder = file.path.parent
    let isActive =
      folder.name == ".husky"
      || files.read(.setup).files.contains { setup in
        setup.lines.contains { $0.mentions("core.hooksPath") && $0.mentions(folder.name) }
      }
    return file.lines.indices.compactMap { index in
      guard let scanner = scanner(in: file.lines[index]) else { return nil }
      return isActive
        ? Observation(
          .proves, file.evidence(line: index + 1, note: "the hook runs \(scanner)"))
        : Observation(
          .near,
          file.evidence(
            line: index + 1, note: "nothing sets core.hooksPath to \(folder), so it may not run"))
    }
  }
}

extension YAMLNode {
  /// Every scalar at any depth.
  var allScalars: [YAMLNode] {
    switch content {
    case .scalar: [self]
    case .sequence(let nodes): nodes.flatMap(\.allScalars)
    case .mapping(let entries): entries.flatMap(\.value.allScalars)
    }
  }

  /// The scalar values of a key at any depth.
  func scalars(under key: String) -> [YAMLNode] {
    switch content {
    case .scalar: []
    case .sequence(let nodes): nodes.flatMap { $0.scalars(under: key) }
    case .mapping(let entries):
      entries.flatMap { entry in
        entry.key.scalar == key && entry.value.scalar != nil
          ? [entry.value] : entry.value.scalars(under: key)
      }
    }
  }
}
