internal import GateModel
internal import GateRepository
internal import GateScan

#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

/// What a repository says of findings that are known already: its baseline, its `.gitleaksignore`.
struct KnownFindings: Sendable {
  let baseline: Baseline?
  private let ignored: GitleaksIgnore?

  /// The largest file that is read, in bytes: some hundred thousand entries.
  private static let limit = 16 << 20

  /// Reads both files of a folder, where they are. Where no folder can be opened, there are none: a
  /// single file is scanned, or the scan itself tells what is wrong.
  init(of root: String) throws(GateError) {
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
        ignored?.suppression(of: finding)
        ?? (baseline?.knows(finding.fingerprint) == true
          ? Suppression(
            kind: .baseline, reason: "known when the baseline was written",
            location: Location(path: Baseline.path, line: 1))
          : nil)
      return finding
    }
    result.diagnostics += ignored?.diagnostics ?? []
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
