import GateYAML

/// Reads Istanbul's JSON: the summary, or the counts of each file.
/// Source: https://github.com/istanbuljs/istanbuljs/blob/main/docs/raw-output.md
enum IstanbulReport {
  static func read(_ file: TextFile) throws(CoverageReportError) -> CoverageReport? {
    let root: YAMLNode?
    do throws(YAMLError) {
      root = try YAMLParser.firstDocument(JSONText.readable(file.bytes), limits: .generated)
    } catch {
      throw CoverageReportError("line \(error.mark.line): \(error.message)")
    }
    guard let root else { return nil }
    return summary(root["total"]) ?? counts(root)
  }

  /// `total: { branches: { total, covered } }` of `coverage-summary.json`.
  private static func summary(_ total: YAMLNode?) -> CoverageReport? {
    func report(_ key: String) -> CoverageReport? {
      guard let all = total?[key]?["total"]?.integer, all > 0,
        let covered = total?[key]?["covered"]?.integer, (0...all).contains(covered)
      else { return nil }
      return CoverageReport(covered: covered, total: all, measuresBranches: key == "branches")
    }
    return report("branches") ?? report("lines")
  }

  /// `{ "file": { s: { "0": 3 }, b: { "0": [1, 0] } } }` of `coverage-final.json`.
  private static func counts(_ root: YAMLNode) -> CoverageReport? {
    let files = (root.mapping ?? []).map(\.value)
    let branches = files.flatMap { $0["b"]?.allScalars ?? [] }
    let counts = branches.isEmpty ? files.flatMap { $0["s"]?.allScalars ?? [] } : branches
    let covered = counts.count { ($0.integer ?? 0) > 0 }
    return CoverageReport(
      covered: covered, total: counts.count, measuresBranches: !branches.isEmpty)
  }
}
