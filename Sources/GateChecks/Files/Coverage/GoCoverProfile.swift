/// Reads a profile of `go test -coverprofile`: a line for each block, with its statements and how
/// often it ran. Source: https://pkg.go.dev/golang.org/x/tools/cover#Profile
enum GoCoverProfile {
  static func read(_ file: TextFile) -> CoverageReport? {
    guard file.lines.first?.hasPrefix("mode: ") == true else { return nil }
    // A block stands once for each test binary that saw it.
    var blocks: [Substring: (statements: Int, isCovered: Bool)] = [:]
    for line in file.lines.dropFirst() where !line.trimmed.isEmpty {
      let words = line.split(separator: " ")
      guard words.count == 3, let statements = Int(words[1]), let runs = Int(words[2]),
        (0...1_000_000).contains(statements)
      else { return nil }
      let isCovered = runs > 0 || blocks[words[0]]?.isCovered == true
      blocks[words[0]] = (statements, isCovered)
    }
    return CoverageReport(
      covered: blocks.values.filter(\.isCovered).map(\.statements).reduce(0, +),
      total: blocks.values.map(\.statements).reduce(0, +), measuresBranches: false)
  }
}
