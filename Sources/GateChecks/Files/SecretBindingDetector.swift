import GateModel
import GateYAML

/// Places outside the code that bind the API key from a secret store.
struct SecretBindingDetector {
  let files: ProjectFiles
  let commands: QualityCommands

  func observe() -> [CheckID: CheckObservations] {
    var reading = SecretBindings()
    reading.read(files)
    let scripts = files.read(.shell, mentioning: ["secret", "op ", "sops", "doppler", "vault"])
    let inScripts = scripts.files.flatMap { file in
      ShellScript.commands(in: file.lines).map { line, text in
        PipelineCommand(text: text, place: file.evidence(line: line), origin: .script)
      }
    }
    let bindings =
      reading.observations + (commands.commands + inScripts).compactMap(command)
    let observations =
      Self.ofMaintainX(bindings.uniqued)
      + files.read(.document, mentioning: ["secret", "op run"]).files.flatMap(documentedCommands)
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
      if binding.stance == .proves, binding.evidence.excerpt.contains("=") {
        binding.stance = .near
      }
      return binding
    }
    return bindings.filter(isNamed) + others
  }

  /// Commands that hand a key to a platform's store or fetch it from one.
  /// Sources: the commands' own references (wrangler, flyctl, gcloud, op, doppler, supabase, heroku).
  private static let storing: [(words: [String], provider: String)] = [
    (["wrangler", "secret", "put"], "platform"), (["wrangler", "secret", "bulk"], "platform"),
    (["fly", "secrets", "set"], "platform"), (["flyctl", "secrets", "set"], "platform"),
    (["fly", "secrets", "import"], "platform"), (["flyctl", "secrets", "import"], "platform"),
    (["supabase", "secrets", "set"], "platform"), (["vercel", "env", "add"], "platform"),
    (["firebase", "functions:secrets:set"], "google-secret-manager"),
    (["op", "run"], "onepassword"), (["op", "read"], "onepassword"),
    (["op", "inject"], "onepassword"), (["doppler", "run"], "doppler"),
    (["doppler", "secrets"], "doppler"), (["infisical", "run"], "infisical"),
    (["sops", "exec-env"], "sops"), (["sops", "--decrypt"], "sops"), (["sops", "-d"], "sops"),
    (["vault", "kv", "get"], "hashicorp-vault"),
    (["aws", "secretsmanager", "get-secret-value"], "aws-secrets-manager"),
    (["gcloud", "secrets", "versions", "access"], "google-secret-manager"),
    (["az", "keyvault", "secret", "show"], "azure-key-vault"),
  ]

  private static func provider(of text: String) -> String? {
    let words = text.split { " \t|&;()\"'`$".contains($0) }.map(String.init)
    for (wanted, provider) in storing {
      guard let first = wanted.first else { continue }
      for start in words.indices where words[start] == first {
        if words[start...].starts(with: wanted) { return provider }
      }
    }
    return words.contains {
      ["--set-secrets", "--update-secrets"].contains($0.prefix { $0 != "=" })
    }
      && words.contains("gcloud") ? "google-secret-manager" : nil
  }

  private func command(_ command: PipelineCommand) -> Observation? {
    guard !ShellLine.onlyPrints(command.text),
      let provider = Self.provider(of: ShellLine.withoutComment(command.text))
    else { return nil }
    var place = command.place
    place.excerpt = Self.withoutValues(place.excerpt)
    place.note = "binds secrets with \(provider)"
    return Observation(.proves, place, facts: ["provider": .text(provider)])
  }

  /// What a document tells people to run is no binding yet.
  private func documentedCommands(in file: TextFile) -> [Observation] {
    return file.lines.indices.compactMap { index in
      guard let provider = Self.provider(of: file.lines[index]) else { return nil }
      var place = file.evidence(line: index + 1, note: "a document says so; nothing here does it")
      place.excerpt = Self.withoutValues(place.excerpt)
      return Observation(.near, place, facts: ["provider": .text(provider)])
    }.prefix(3).map { $0 }
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
