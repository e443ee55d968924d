/// Reads lcov's tracefile. Source: https://manpages.debian.org/unstable/lcov/geninfo.1.en.html#FILES
enum LCOVReport {
  /// Branches (`BRF`, `BRH`) where any are counted, else lines (`LF`, `LH`); `nil` for other text.
  static func read(_ file: TextFile) -> CoverageReport? {
    var sums: [Substring: Int] = [:]
    for line in file.lines {
      guard let colon = line.firstIndex(of: ":"),
        let count = Int(line[line.index(after: colon)...]),
        count >= 0
      else { continue }
      let (sum, overflow) = sums[line[..<colon], default: 0].addingReportingOverflow(count)
      if overflow { return nil }
      sums[line[..<colon]] = sum
    }
    guard let lines = sums["LF"] else { return nil }
    if let branches = sums["BRF"], branches > 0 {
      return CoverageReport(covered: sums["BRH"] ?? 0, total: branches, measuresBranches: true)
    }
    return CoverageReport(covered: sums["LH"] ?? 0, total: lines, measuresBranches: false)
  }
}
