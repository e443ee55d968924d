internal import GateChecks
internal import GateManifest
internal import GateMatching
internal import GateModel
internal import GateRepository
internal import GateRules
internal import GateScan

/// The rules of one run, decoded.
struct GateRuleSet {
  let checks: CheckRegistry
  private let code: CodeDetector

  init() throws(GateError) {
    do {
      checks = try CheckRegistry.embedded()
      code = try CodeDetector(checks: checks)
    } catch {
      throw GateError(error)
    }
  }

  /// The secret rules, and the literals that lead to evidence, for one pass.
  func engine(_ settings: ScanSettings, salt: [UInt8]) async throws(GateError) -> SecretEngine {
    let anchors = code.literals.map { text in
      (tag: text, literals: [Literal(text, ignoresCase: true)])
    }
    return try await SecretEngine.made(for: settings, salt: salt, anchors: anchors)
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
