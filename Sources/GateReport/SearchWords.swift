internal import GateModel

/// What was looked for, and in how many files.
enum SearchWords {
  /// `nil` where nothing was; the reason's own words are not repeated.
  static func phrase(_ result: CheckResult) -> String? {
    if result.lookedFor.isEmpty { return nil }
    let files = result.filesExamined == 1 ? "1 file" : "\(result.filesExamined) files"
    return result.reason.contains(result.lookedFor)
      ? "looked in: \(files)" : "looked for: \(result.lookedFor), in \(files)"
  }
}
