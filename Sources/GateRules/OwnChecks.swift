package import GateModel
internal import GateYAML

/// The built-in checks together with a team's own.
///
/// A file of a team's `checks/` holds a check of its own, in the format of the built-in ones, or
/// adds patterns of evidence to a check that is there: `adds: errors.retry`. What is built in can
/// be neither replaced nor taken away.
package struct OwnChecks: Sendable {
  /// All checks, the built-in ones with what was added to them.
  package private(set) var registry: CheckRegistry
  /// The HTTP clients that are built in, and a team's own behind them.
  package private(set) var clients: [HTTPClientDefinition]
  /// The examples of each own file.
  package private(set) var examples: [OwnExamples] = []
  /// Every mistake in the own files, each with its place.
  package private(set) var diagnostics: [Diagnostic] = []

  package struct OwnExamples: Sendable {
    package var check: CheckID
    package var file: RepositoryPath
    package var examples: [CheckExample]
    /// Whether the file says how to recognise something, so that examples must show that it does.
    package var needsExamples: Bool
  }

  /// - Throws: mistakes in the files that are built in.
  package init() throws(RuleFileError) {
    registry = try CheckRegistry.embedded()
    clients = try HTTPClientDecoder.embedded()
  }

  /// Adds the HTTP clients of a team's `http-clients.yaml`.
  package mutating func addClients(_ bytes: [UInt8], from path: RepositoryPath) {
    let decoder = HTTPClientDecoder(path: path, bytes: bytes, builtIn: clients)
    diagnostics += decoder.diagnostics
    clients += decoder.clients.map { client in
      var client = client
      client.addedBy = path
      return client
    }
  }

  /// Adds a file of a team's `checks/`.
  package mutating func add(_ bytes: [UInt8], from path: RepositoryPath) {
    let documents: [YAMLNode]
    do throws(YAMLError) {
      documents = try YAMLParser.documents(bytes)
    } catch {
      let place = Location(path: path, line: error.mark.line, column: error.mark.column)
      diagnostics.append(Diagnostic(.error, error.message, at: place))
      return
    }
    guard let first = documents.first else {
      diagnostics.append(
        Diagnostic(.error, "the file is empty", at: Location(path: path, line: 1)))
      return
    }
    var decoder = CheckExampleDecoder(path: path, bytes: bytes)
    let shown = documents.dropFirst().flatMap { decoder.decode($0) }
    diagnostics += decoder.diagnostics
    if first["adds"] == nil {
      addCheck(first, bytes, path, shown)
    } else {
      addEvidence(first, bytes, path, shown)
    }
  }

  private mutating func addCheck(
    _ node: YAMLNode, _ bytes: [UInt8], _ path: RepositoryPath, _ shown: [CheckExample]
  ) {
    var decoder = CheckDefinitionDecoder(path: path, bytes: bytes, origin: .team)
    let check = decoder.decode(node)
    var problems = decoder.diagnostics
    if let evidence = node["evidence"] {
      var decoder = EvidenceDefinitionDecoder(path: path, bytes: bytes, compilesPatterns: true)
      _ = decoder.decode(evidence)
      problems += decoder.diagnostics
    }
    if let check, let earlier = registry[check.id] {
      problems.append(
        Diagnostic(
          .error, "the check '\(check.id)' stands already in \(earlier.file)",
          at: Location(path: path, line: node["id"]?.start.line ?? 1),
          help: "give it another id; to add evidence to that one, write 'adds: \(check.id)'"))
    }
    diagnostics += problems
    guard problems.isEmpty, let check else { return }
    registry = CheckRegistry(registry.definitions + [check])
    examples.append(
      OwnExamples(
        check: check.id, file: path, examples: shown, needsExamples: check.evidence != nil))
  }

  private mutating func addEvidence(
    _ node: YAMLNode, _ bytes: [UInt8], _ path: RepositoryPath, _ shown: [CheckExample]
  ) {
    var decoder = EvidenceDefinitionDecoder(path: path, bytes: bytes, compilesPatterns: true)
    let addition = decoder.decodeAddition(node, to: registry)
    diagnostics += decoder.diagnostics
    guard let addition else { return }
    registry = CheckRegistry(
      registry.definitions.map { check in
        guard check.id == addition.check else { return check }
        var check = check
        check.addedEvidence.append(addition)
        return check
      })
    examples.append(
      OwnExamples(check: addition.check, file: path, examples: shown, needsExamples: true))
  }
}

/// Patterns that a team adds to the evidence of a check.
package struct EvidenceAddition: Sendable {
  package var check: CheckID
  package var file: RepositoryPath
  package var patterns: [EvidencePattern]
}
