import GateMatching
package import GateModel
package import GateRules

/// Evidence from the code itself, judged on the path that the service's calls of the API take.
package struct CodeDetector: Detector {
  private let definitions: [CheckID: EvidenceDefinition]
  /// The checks that no library is held to.
  private let checksOfServices: Set<CheckID>
  private let clients: [HTTPClientDefinition]

  /// - Parameter clients: the HTTP clients to look for; `nil` for those that are built in.
  /// - Throws: every mistake in the evidence sections of the checks.
  package init(
    checks: CheckRegistry, clients: [HTTPClientDefinition]? = nil
  ) throws(RuleFileError) {
    if let clients {
      self.clients = clients
    } else {
      self.clients = try HTTPClientDecoder.embedded()
    }
    checksOfServices = Set(
      checks.definitions.filter { !$0.kinds.isEmpty && !$0.kinds.contains(.library) }.map(\.id))
    var definitions: [CheckID: EvidenceDefinition] = [:]
    var diagnostics: [Diagnostic] = []
    for check in checks.definitions {
      var decoder = EvidenceDefinitionDecoder(path: check.file, compilesPatterns: false)
      var definition = check.evidence.flatMap { decoder.decode($0) }
      diagnostics += decoder.diagnostics
      let added = check.addedEvidence.flatMap(\.patterns)
      if !added.isEmpty {
        definition = definition ?? EvidenceDefinition(lookedFor: "", patterns: [])
        definition?.patterns += added
      }
      definitions[check.id] = definition
    }
    guard diagnostics.isEmpty else { throw RuleFileError(diagnostics: diagnostics) }
    self.definitions = definitions
  }

  /// The literals that the sweep looks for, whatever their case, written in lower case; a file's
  /// anchors are those it holds.
  package var literals: [String] {
    var seen: Set<String> = []
    let keywords =
      WebhookSignatureCheck.keywords + ReconciliationCheck.keywords
      + definitions.sorted { $0.key < $1.key }.flatMap(\.value.keywords)
    return (EvidenceAnchors.literals + keywords).map { $0.lowercased() }
      .filter { seen.insert($0).inserted }
  }

  package func observe(_ subject: EvidenceSubject) -> [CheckID: CheckObservations] {
    analyze(subject).observations
  }

  /// What the code shows of every check, and of what the service does.
  package func analyze(_ subject: EvidenceSubject) -> CodeFindings {
    let library = SourceLibrary(subject.files)
    let path = CallPath(
      anchors: subject.anchors, client: subject.clientPaths, library: library,
      resolver: ModuleResolver(library, folder: subject.folder))
    let analysis = CallPathAnalysis(library: library, path: path, clients: clients)
    let dependencies = Dependencies(library)
    let libraryEvidence =
      subject.serviceKind == nil
      ? LibraryEvidence(library, dependencies: dependencies).found() : nil
    var findings = CodeFindings(
      facts: ServiceFacts(analysis, tags: subject.anchors, library: libraryEvidence).derived())
    let provided = Self.provided(subject.claims, analysis)
    do throws(MatchingError) {
      let places = PatternPlaces(
        library: library, analysis: analysis, search: try PatternSearch(),
        dependencies: dependencies, tags: subject.anchors,
        claims: Set(subject.claims.keys).subtracting(provided.keys))
      findings = observe(findings, analysis, places)
    } catch {
      return failed(findings, error.message)
    }
    for (id, part) in provided { findings.observations[id]?.add(part) }
    if let libraryEvidence { exempt(&findings, libraryEvidence) }
    return findings
  }

  /// What the packages show that claims name with `providedBy`.
  private static func provided(
    _ claims: [CheckID: Claim], _ analysis: CallPathAnalysis
  ) -> [CheckID: CheckObservations] {
    claims.compactMapValues { claim in
      guard case .providedBy(let package, _) = claim.statement else { return nil }
      let use = PackageUse(
        library: analysis.library,
        sources: analysis.path.surroundings.filter { $0.role == .production }, package: package)
      let found = use.found()
      return CheckObservations(
        observations: found.observation.map { [$0] } ?? [], failure: found.failure)
    }
  }

  /// What only a running service can have does not apply to a library.
  private func exempt(_ findings: inout CodeFindings, _ evidence: Evidence) {
    for id in checksOfServices {
      var observations = findings.observations[id] ?? CheckObservations(hasDetector: false)
      guard !observations.observations.contains(where: { $0.stance == .proves }) else { continue }
      observations.notApplicable = Inapplicability(
        reason: "this is a library", evidence: [evidence])
      findings.observations[id] = observations
    }
  }

  /// The checks whose evidence has a structure of its own.
  private static var structured: [any CodeCheck.Type] {
    [
      RetryCheck.self, RetryAfterCheck.self, TimeoutCheck.self, DegradationCheck.self,
      PaginationCheck.self, LoggingCheck.self, ConnectionPoolingCheck.self,
      WebhookSignatureCheck.self, SecretsInLogsCheck.self, ReconciliationCheck.self,
    ]
  }

  private func observe(
    _ findings: CodeFindings, _ analysis: CallPathAnalysis, _ places: PatternPlaces
  ) -> CodeFindings {
    var findings = findings
    let byID = Dictionary(
      Self.structured.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let ids = definitions.keys.sorted()
    let observed = ids.concurrentMap { id -> CheckObservations in
      guard let definition = definitions[id] else { return CheckObservations(hasDetector: false) }
      let code = CodeReading(analysis: analysis, places: places, definition: definition)
      do throws(MatchingError) {
        if let check = byID[id] { return try check.observe(code) }
        return try PatternCheck.observe(code)
      } catch {
        return CheckObservations(lookedFor: definition.lookedFor, failure: error.message)
      }
    }
    let unread = analysis.library.failures.min { $0.path < $1.path }
    for (id, observations) in zip(ids, observed) {
      var observations = observations
      if let unread {
        observations.failure = observations.failure ?? "\(unread.path): \(unread.message)"
      }
      findings.observations[id] = observations
    }
    return findings
  }

  private func failed(_ findings: CodeFindings, _ message: String) -> CodeFindings {
    var findings = findings
    for (id, definition) in definitions {
      findings.observations[id] = CheckObservations(
        lookedFor: definition.lookedFor, failure: message)
    }
    return findings
  }
}

extension CheckObservations {
  /// Adds what a package shows. What it does, it does at every call: sites no longer count.
  fileprivate mutating func add(_ provided: CheckObservations) {
    observations = provided.observations + observations
    failure = failure ?? provided.failure
    if provided.observations.contains(where: { $0.stance == .proves }) { sites = nil }
  }
}

/// What the code shows.
package struct CodeFindings: Sendable {
  package var observations: [CheckID: CheckObservations] = [:]
  /// What the service does, read off its calls.
  package var facts: [DerivedFact]
}
