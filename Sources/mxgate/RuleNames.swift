internal import ArgumentParser
internal import Gate

extension CompletionKind {
  /// The ids of checks and rules, which the shell asks this program for.
  static var ruleIDs: CompletionKind {
    .custom { _, _, _ in
      do { return try RuleCatalogue.ids() } catch {
        // Nobody looks at a completion's errors.
        return []
      }
    }
  }
}
