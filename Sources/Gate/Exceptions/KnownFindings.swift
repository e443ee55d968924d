internal import GateModel
internal import GateRepository
internal import GateScan

#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

/// What a repository says of findings that are known already: its baseline, its
/// `.gitleaksignore` and the allowlists of its `.gitleaks.toml`.
struct KnownFindings: Sendable {
  private(set) var baseline: Baseline?
  private var ignored: GitleaksIgnore?
  /// The configuration of another tool, whose rules the run has too.
  private(set) var gitleaks: GitleaksConfig?
  private var notices: [Diagnostic] = []

  /// The largest file that is read, in bytes: some hundred thousand entries.
  private static let limit = 16 << 20

  /// Reads both files of a folder, where they are. Where no folder can be opened, there are none: a
  /// single file is scanned, or the scan itself tells what is wrong.
  init(of settings: ScanSettings) throws(GateError) {
    let root = settings.root
    gitleaks = try GitleaksFiles.config(of: settings)
    notices = GitleaksFiles.ignoredVariables(settings)
    do {
      let (baseline, ignored) = try Self.read(root)
      self.baseline = try baseline.map { bytes in try Baseline(parsing: bytes) }
      self.ignored = ignored.map { GitleaksIgnore(parsing: $0) }
    } catch let error as Baseline.Problem {
      throw GateError(error.diagnostic, status: .usage)
    } catch let error as FileError {
      throw GateError("\(error.path) cannot be read: \(error.message)")
    } catch {
      throw GateError("\(root): \(error)")
    }
  }

  /// Reads both files of a commit.
  init(of files: some FileSource) throws(FileError) {
    func content(_ path: RepositoryPath) throws(FileError) -> [UInt8]? {
      files.paths.contains(path) ? try files.content(of: path, limit: Self.limit) : nil
    }
    gitleaks = try GitleaksFiles.config(in: files)
    do {
      baseline = try content(Baseline.path).map { bytes in try Baseline(parsing: bytes) }
      ignored = try content(GitleaksIgnore.path).map { GitleaksIgnore(parsing: $0) }
    } catch let error as FileError {
      throw error
    } catch {
      // One that cannot be read lets nothing pass.
      (baseline, ignored) = (nil, nil)
    }
  }

  /// What a branch and another revision both know, and what the branch alone does.
  ///
  /// - Parameter takesConfig: whether another tool's configuration is the branch's own.
  func restricted(
    to base: KnownFindings, of revision: String, takesConfig: Bool
  ) -> (KnownFindings, [Diagnostic]) {
    var differences: [Diagnostic] = []
    func note(_ message: String, at location: Location) {
      differences.append(
        Diagnostic(
          .warning, "\(message) not on \(revision), and counts for nothing", at: location,
          help: "it counts once it is merged"))
    }
    var common = self
    if takesConfig {
      common.gitleaks = base.gitleaks
      if gitleaks?.text != base.gitleaks?.text, gitleaks != nil {
        note("what differs in it is", at: Location(path: GitleaksConfig.path, line: 1))
      }
    }
    if let baseline {
      common.baseline =
        base.baseline.map(baseline.intersection) ?? Baseline(salt: baseline.salt, entries: [])
      let extra = baseline.count - (common.baseline?.count ?? 0)
      if extra > 0 {
        note(
          extra == 1 ? "an entry of the baseline is" : "\(extra) entries of the baseline are",
          at: Location(path: Baseline.path, line: 1))
      }
    }
    if let ignored {
      let (shared, extra) = ignored.intersection(with: base.ignored)
      common.ignored = shared
      for place in extra { note("this entry is", at: place) }
    }
    return (common, differences)
  }

  /// The files of a folder that say what is known.
  static let paths = [Baseline.path, GitleaksIgnore.path, GitleaksConfig.path]

  /// The same, and no check is excused.
  var withoutChecks: KnownFindings {
    var known = self
    known.baseline = baseline.map { Baseline(salt: $0.salt, entries: $0.entries) }
    return known
  }

  private static func read(
    _ root: String
  ) throws(FileError) -> (baseline: [UInt8]?, ignored: [UInt8]?) {
    let folder: OpenFolder
    do { folder = try OpenFolder(FilePath(root)) } catch { return (nil, nil) }
    return (
      try content(of: Baseline.path, in: folder), try content(of: GitleaksIgnore.path, in: folder)
    )
  }

  private static func content(
    of path: RepositoryPath, in folder: OpenFolder
  ) throws(FileError) -> [UInt8]? {
    guard try folder.kind(of: path) != nil else { return nil }
    var bytes: [UInt8] = []
    try folder.read(path, into: &bytes, limit: limit)
    return bytes
  }

  /// What the baseline's fingerprints are made with; nothing where there is none.
  var salt: [UInt8] { baseline?.salt ?? [] }

  /// Suppresses what is known.
  ///
  /// - Parameter isWhole: whether the whole tree was searched, so that what is not found is gone.
  func apply(to result: inout SweepResult, isWhole: Bool) {
    result.findings = result.findings.map { finding in
      guard finding.suppression == nil, !finding.cannotBeSuppressed else { return finding }
      var finding = finding
      finding.suppression =
        ignored?.suppression(of: finding) ?? gitleaks?.suppression(ofCommitOf: finding)
        ?? (baseline?.knows(finding.fingerprint) == true
          ? Suppression(
            kind: .baseline, reason: "known when the baseline was written",
            location: Location(path: Baseline.path, line: 1))
          : nil)
      return finding
    }
    result.diagnostics += (ignored?.diagnostics ?? []) + (gitleaks?.diagnostics ?? []) + notices
    guard isWhole, let baseline else { return }
    let dead = baseline.dead(after: result.findings)
    if let first = dead.first {
      result.diagnostics.append(
        Diagnostic(
          .warning,
          dead.count == 1
            ? "the finding '\(first.rule)' in \(first.path) is gone from the files"
            : "\(dead.count) findings are gone from the files, '\(first.rule)' in \(first.path) first",
          at: Location(path: Baseline.path, line: 1),
          help: "drop what is gone with mxgate baseline"))
    }
  }
}
