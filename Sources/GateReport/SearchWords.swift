internal import GateModel

/// What was looked for, and in how many files.
enum SearchWords {
  /// `nil` where nothing was; the reason's own words are not repeated.
  static func phrase(_ result: CheckResult) -> String? {
    if result.lookedFor.isEmpty { return nil }
    let files = result.filesExamined == 1 ? "1 file" : "\(result.filesExamined) files"
    guard result.reason.contains(result.lookedFor) else {
      return "looked for: \(result.lookedFor), in \(files)"
    }
    return result.filesExamined == 0 ? nil : "looked in: \(files)"
  }
}
