internal import GateChecks
internal import GateManifest
internal import GateMatching
internal import GateModel
internal import GateRepository
package import GateRules
internal import GateScan

/// The rules of one run, decoded.
package struct GateRuleSet: Sendable {
  let checks: CheckRegistry
  private let code: CodeDetector

  /// Decoded once.
  static let builtIn = Result<GateRuleSet, GateError> { () throws(GateError) in
    try GateRuleSet(decoding: nil)
  }

  /// - Parameter ownRules: a team's own rules, which add to the built-in ones.
  init(ownRules: OwnRules?) throws(GateError) {
    guard let ownRules else {
      self = try Self.builtIn.get()
      return
    }
    try self.init(decoding: ownRules)
  }

  private init(decoding ownRules: OwnRules?) throws(GateError) {
    let own = try Self.checks(with: ownRules)
    checks = own.registry
    do { code = try CodeDetector(checks: checks, clients: own.clients) } catch {
      throw GateError(error)
    }
  }

  /// The built-in checks and a team's own.
  static func checks(with ownRules: OwnRules?) throws(GateError) -> OwnChecks {
    var checks: OwnChecks
    do { checks = try OwnChecks() } catch { throw GateError(error) }
    guard let ownRules else { return checks }
    for file in try ownRules.files(in: "checks") { checks.add(file.bytes, from: file.path) }
    if let file = try ownRules.file("http-clients.yaml") {
      checks.addClients(file.bytes, from: file.path)
    }
    guard checks.diagnostics.isEmpty else { throw GateError(checks.diagnostics, status: .usage) }
    return checks
  }

  /// The checks that a manifest in a folder may speak of.
  ///
  /// - Parameter ownRules: the folder that the command line names, which comes before the
  ///   manifest's own.
  package static func registry(
    ownRules: String? = nil, root: String
  ) throws(GateError) -> CheckRegistry {
    let folder = try OwnRules.folder(named: ownRules, orByManifestIn: root)
    return try checks(with: folder.map { OwnRules(folder: $0) }).registry
  }

  /// The secret rules, and the literals that lead to evidence, for one pass.
  func engine(_ settings: ScanSettings, _ known: KnownFindings) async throws(GateError)
    -> SecretEngine
  {
    try await SecretEngine.made(for: settings, known, anchors: anchors)
  }

  var anchors: [(tag: String, literals: [Literal])] {
    code.literals.map { text in (tag: text, literals: [Literal(text, ignoresCase: true)]) }
  }

  /// The literals that lead to evidence alone.
  private func evidenceEngine(_ settings: ScanSettings) throws(GateError) -> SecretEngine {
    do {
      return try SecretEngine(
        rules: [], options: settings.options(salt: []), anchors: anchors, matchers: [], filters: [])
    } catch {
      throw GateError("the literals of the checks cannot be compiled: \(error.message)")
    }
  }

  /// An engine under way: for secrets and evidence, or for evidence alone.
  func compiling(
    _ settings: ScanSettings, _ known: KnownFindings, findsSecrets: Bool
  ) -> Task<Result<SecretEngine, GateError>, Never> {
    Task {
      do throws(GateError) {
        return .success(
          findsSecrets ? try await engine(settings, known) : try evidenceEngine(settings))
      } catch {
        return .failure(error)
      }
    }
  }

  /// What the detectors see, by check; a check that no detector speaks of is not in it.
  func evidence(in subject: EvidenceSubject) async -> GatheredEvidence {
    async let files = FilesDetector().observe(subject)
    let code = self.code.analyze(subject)
    return GatheredEvidence(
      observations: await files.merging(code.observations) { $0.combined(with: $1) },
      facts: code.facts)
  }
}

/// What the repository shows: of each check, and of what the service does.
struct GatheredEvidence {
  var observations: [CheckID: CheckObservations]
  var facts: [DerivedFact]
}
