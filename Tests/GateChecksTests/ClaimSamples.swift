import GateChecks
import GateModel
import GateRepository
import GateRules
import Testing

/// A repository in memory, judged with one claim.
struct ClaimSamples {
  let registry: CheckRegistry
  let code: CodeDetector

  init() throws {
    registry = try CheckRegistry.embedded()
    code = try CodeDetector(checks: registry)
  }

  func judged(
    _ claim: Claim, _ files: [String: String], client: [String] = [],
    coverage: [String: String] = [:]
  ) throws -> CheckResult {
    let check = try #require(registry[claim.check])
    var subject = EvidenceSubject(files: Self.source(files), anchors: anchors(in: files))
    subject.claims = [claim.check: claim]
    subject.clientPaths = client.map { RepositoryPath($0) }
    subject.coverageReports = Self.source(coverage)
    let analysis = code.analyze(subject)
    let none = CheckObservations(hasDetector: false)
    let seen = (analysis.observations[claim.check] ?? none)
      .combined(with: FilesDetector().observe(subject)[claim.check] ?? none)
    return Judge(
      hasManifest: true, service: ServiceProfile(derived: analysis.facts),
      today: JudgeSamples.today
    ).result(for: check, claim: claim, observations: seen)
  }

  static func claim(
    _ check: String, _ statement: Claim.Statement = .claimed(fields: ["": .flag(true)]),
    evidence: [String] = []
  ) -> Claim {
    Claim(
      check: CheckID(check), statement: statement,
      evidencePaths: evidence.map { RepositoryPath($0) }, location: JudgeSamples.manifest)
  }

  private static func source(_ files: [String: String]) -> FilesInMemory {
    FilesInMemory(
      Dictionary(
        uniqueKeysWithValues: files.map { (RepositoryPath($0.key), Array($0.value.utf8)) }))
  }

  /// What the sweep would find.
  private func anchors(in files: [String: String]) -> [RepositoryPath: Set<String>] {
    Dictionary(
      uniqueKeysWithValues: files.map { path, text in
        let lower = text.lowercased()
        return (RepositoryPath(path), Set(code.literals.filter { lower.contains($0) }))
      })
  }
}
