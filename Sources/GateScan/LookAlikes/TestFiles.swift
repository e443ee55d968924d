internal import GateMatching
internal import GateModel

/// What only a test uses is less grave, and is shown all the same: tests are run with real keys.
///
/// A shape of its own says what a value opens, wherever it stands: those are left as they are.
struct TestFiles: CandidateFilter {
  func keeps(_ candidate: inout Candidate, in bytes: Span<UInt8>, of file: ScannedFile) -> Bool {
    guard candidate.origin != .pattern, !candidate.cannotBeSuppressed, Self.isTest(file) else {
      return true
    }
    candidate.severity = candidate.severity == .critical ? .high : .low
    return true
  }

  private static let folders: WordList = [
    "__mocks__", "__tests__", "cassettes", "e2e", "fixture", "fixtures", "mock", "mocks", "spec",
    "specs", "test", "test_data", "testdata", "testing", "tests",
  ]
  private static let nameParts: WordList = [
    ".spec.", ".test.", "-test.", "_spec.", "_test.", "test_",
  ]

  private static func isTest(_ file: ScannedFile) -> Bool {
    // By bytes, since a file of nothing but candidates asks it for each of them.
    let path = file.path.bytes.span
    var start = 0
    while let slash = path.firstIndex(of: UInt8(ascii: "/"), in: start..<path.count) {
      if folders.contains(start..<slash, of: path) { return true }
      start = slash + 1
    }
    return folders.contains(start..<path.count, of: path)
      || nameParts.isPart(of: path.extracting(start..<path.count))
  }
}
