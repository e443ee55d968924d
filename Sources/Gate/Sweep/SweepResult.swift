package import GateModel
internal import GateRepository

/// What one pass over a tree found out.
package struct SweepResult: Sendable {
  /// In the order of their places.
  package var findings: [Finding] = []
  /// For each file with anchors in it their tags.
  package var anchors: [RepositoryPath: Set<String>] = [:]
  package var counts = SweepCounts()
  /// What could not be read or matched, in the order of the places: the pass was not whole.
  package var diagnostics: [Diagnostic] = []
  /// Archives, and files in them, that were not searched: broken, encrypted or over a limit.
  package var unsearched: [Diagnostic] = []

  package init() {}

  mutating func merge(_ other: SweepResult) {
    findings += other.findings
    anchors.merge(other.anchors) { $0.union($1) }
    counts.files += other.counts.files
    counts.bytes += other.counts.bytes
    counts.skipped.merge(other.counts.skipped, uniquingKeysWith: +)
    diagnostics += other.diagnostics
    unsearched += other.unsearched
  }

  /// What concerns some files; without the counts.
  func only(_ paths: Set<RepositoryPath>) -> SweepResult {
    var part = SweepResult()
    part.findings = findings.filter { paths.contains($0.location.path) }
    part.anchors = anchors.filter { paths.contains($0.key) }
    part.diagnostics = diagnostics.filter { $0.location.map { paths.contains($0.path) } ?? true }
    part.unsearched = unsearched.filter {
      $0.location.map { paths.contains($0.path) || paths.contains($0.path.outermostArchive) }
        ?? true
    }
    return part
  }

  /// Puts everything in an order that does not depend on which thread was faster.
  mutating func sort() {
    findings.sort { ($0.location, $0.rule) < ($1.location, $1.rule) }
    diagnostics.sort(by: Self.isBefore)
    unsearched.sort(by: Self.isBefore)
  }

  private static func isBefore(_ left: Diagnostic, _ right: Diagnostic) -> Bool {
    switch (left.location, right.location) {
    case (let left?, let right?) where left != right: left < right
    case (nil, _?): true
    case (_?, nil): false
    default: left.message < right.message
    }
  }

  mutating func skip(_ rule: SkipRule, count: Int = 1) {
    if count > 0 { counts.skipped[rule.rawValue, default: 0] += count }
  }

  /// Says of a file that not all of its findings are told. An error: what is not told, nobody has
  /// judged.
  mutating func leaveOut(_ count: Int, of path: RepositoryPath) {
    guard count > 0 else { return }
    diagnostics.append(
      Diagnostic(
        .error, "\(count) more findings in this file are not listed",
        at: Location(path: path, line: 1),
        help: "mend what is listed and scan again, or exclude the file with a reason"))
  }

  mutating func report(_ error: FileError) {
    diagnostics.append(
      Diagnostic(
        .error, "could not be read: \(error.message)",
        at: Location(path: error.path, line: 1),
        help: "whether it holds a secret is not known; make it readable, or exclude it"))
  }
}

/// Why a file is not read. The raw value is its name in reports.
package enum SkipRule: String, Sendable {
  case binary, specialFile, symbolicLink
  /// A submodule, or a repository inside the repository.
  case repository
  /// Left out of the work tree by a sparse checkout.
  case sparse
}
