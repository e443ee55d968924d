import GateChecks
import GateModel
import GateRepository
import GateRules
import GateScan
import GateTestSupport
import Testing

@testable import Gate

/// The sample service passes every check, and each broken twin of it fails the one that it breaks.
@Suite struct SampleTwinTests {
  @Test func sampleServicePasses() async throws {
    let results = try await SampleGate.shared().results(of: SampleService.files())
    #expect(results.filter { $0.value.fails(at: .p2) }.keys.map(\.rawValue) == [])
  }

  @Test func everyCheckHasItsTwin() throws {
    let ids = try CheckRegistry.embedded().definitions.map(\.id)
    #expect(SampleTwin.all.map(\.check).sorted() == ids.sorted())
  }

  @Test(arguments: SampleTwin.all)
  func brokenTwinFailsOneCheck(_ twin: SampleTwin) async throws {
    let gate = try await SampleGate.shared()
    let whole = try await gate.results(of: SampleService.files())
    let broken = try await gate.results(of: twin.files(), refusal: twin.refusal)
    let changed = broken.filter { $0.value.verdict != whole[$0.key]?.verdict }
    #expect(changed.mapValues(\.verdict) == [twin.check: twin.verdict])
    #expect(broken[twin.check]?.fails(at: .p2) == true)
  }
}

extension SampleTwin: CustomTestStringConvertible {
  var testDescription: String { "\(check): \(story)" }

  /// The files of the sample service with the thing broken.
  fileprivate func files() throws -> [String: String] {
    var files = try SampleService.files()
    for edit in edits {
      let text = try #require(files[edit.file], "\(edit.file) is no file of the sample")
      try #require(text.contains(edit.from), "\(edit.file) does not hold '\(edit.from)'")
      files[edit.file] = text.replacing(edit.from, with: edit.to)
    }
    for path in deleted { try #require(files.removeValue(forKey: path) != nil) }
    return files.merging(added) { _, new in new }
  }
}

/// The gate in this process, with the rules decoded once for all twins.
private struct SampleGate {
  private static let once = Task { try await SampleGate() }
  static func shared() async throws -> SampleGate { try await once.value }

  private let run: CheckRun
  private let engine: SecretEngine
  private let ignored: String?
  private let ignoreRules: CheckObservations

  private init() async throws {
    let files = try SampleService.files()
    run = try CheckRun(Self.settings())
    engine = try await run.rules.engine(run.settings.scan, KnownFindings(of: FilesInMemory([:])))
    ignored = files[".gitignore"]
    ignoreRules = try await Self.ignoreRules(of: files)
  }

  private static func settings(refusal: String? = nil) throws -> CheckSettings {
    let today = try #require(CalendarDay("2026-11-24"))
    let place = Location(path: RepositoryPath("mxgate.yaml"), line: 1)
    let answer = refusal.map { Observation(.contradicts, Evidence(location: place, excerpt: $0)) }
    return CheckSettings(
      scan: ScanSettings(root: "the sample", today: today, toolVersion: "test"), failOn: .p2,
      live: answer.map { [CheckID("auth.liveKey"): CheckObservations(observations: [$0])] } ?? [:])
  }

  /// What git says of the ignore rules.
  private static func ignoreRules(of files: [String: String]) async throws -> CheckObservations {
    try await TemporaryRepository.with(files: files) { repository in
      try await Tree.opened(at: repository.path).ignoreObservations()
    }
  }

  func results(
    of files: [String: String], refusal: String? = nil
  ) async throws -> [CheckID: CheckResult] {
    let run = refusal == nil ? self.run : try CheckRun(Self.settings(refusal: refusal))
    let source = FilesInMemory(
      Dictionary(uniqueKeysWithValues: files.map { (RepositoryPath($0), Array($1.utf8)) }))
    let loaded = ManifestLoader(registry: run.rules.checks, today: run.settings.scan.today)
      .load(from: source, policyPath: nil)
    #expect(loaded.diagnostics.map(\.message) == [])
    let judged = try await run.judged(
      try await Sweep(engine).searched(source), files: source,
      coverageReports: FilesInMemory([:]), in: nil, loaded,
      ignoreRules: files[".gitignore"] == ignored
        ? ignoreRules : try await Self.ignoreRules(of: files))
    return Dictionary(uniqueKeysWithValues: judged.results.map { ($0.id, $0) })
  }
}
