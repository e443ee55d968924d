internal import GateModel
internal import GateRepository
internal import GateScan

#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

/// Writes the baseline of a folder: what its files hold now is known from then on.
package enum BaselineRun {
  package struct Outcome: Sendable {
    /// Findings that are in it.
    package var entries: Int
    /// Findings that fail nevertheless, since nothing may suppress them.
    package var kept: Int
  }

  /// Errors: what stops a scan, and a scan that was not whole, since a baseline of it would not be.
  package static func write(_ settings: ScanSettings) async throws(GateError) -> Outcome {
    let report = await ScanRun.report(settings)
    if let problem = report.diagnostics.first(where: { $0.severity == .error }) {
      throw GateError(problem, status: .couldNotCheck)
    }
    let salt = try KnownFindings(of: settings).salt
    guard !salt.isEmpty else {
      // Another salt makes other fingerprints.
      try save(Baseline(salt: newSalt(), entries: []), in: settings.root)
      return try await write(settings)
    }
    let baseline = Baseline(salt: salt, of: report.findings)
    try save(baseline, in: settings.root)
    return Outcome(
      entries: baseline.entries.count, kept: report.findings.count(where: \.cannotBeSuppressed))
  }

  private static func newSalt() -> [UInt8] {
    (0..<Baseline.saltBytes).map { _ in UInt8.random(in: .min ... .max) }
  }

  private static func save(_ baseline: Baseline, in root: String) throws(GateError) {
    do {
      try OpenFolder(FilePath(root)).replace(Baseline.path, with: Array(baseline.text.utf8))
    } catch {
      throw GateError("\(Baseline.path) cannot be written: \(error.message)")
    }
  }
}
