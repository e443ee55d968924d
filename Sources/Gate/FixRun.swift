internal import GateModel
internal import GateRepository
internal import GateRules

#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

/// What `mxgate fix` changes, or would change.
package struct FixOutcome: Sendable {
  /// The difference in the unified format; empty where nothing needs to change.
  package var diff: String
  /// Patterns that were added, or would be.
  package var added: [String]
  /// Negated rules that hold no longer, and what no line in this file settles.
  package var remarks: [String]
  /// Commands that untrack files which are tracked already: to be run by a person.
  package var untrackCommands: [String]
  /// Whether required entries are still not ignored after the fix.
  package var isIncomplete: Bool
}

/// Adds what git must ignore to the folder's `.gitignore`.
package enum FixRun {
  /// - Parameter isDryRun: only says what would change.
  package static func run(root: String, isDryRun: Bool) async throws(GateError) -> FixOutcome {
    let tree = try await Tree.opened(at: root)
    do {
      let entries = try IgnoreEntries.embedded().filter(\.isRequired)
      let fix = try await tree.repository.ignoreFix(for: entries, files: tree.list)
      if fix.changesAnything, !isDryRun { try fix.apply(in: FilePath(root)) }
      let audit = try await tree.repository.auditIgnoreRules(entries, files: tree.list)
      return FixOutcome(
        diff: fix.diff, added: fix.added.map(\.pattern), remarks: remarks(fix),
        untrackCommands: IgnoreFix.untrackCommands(for: audit),
        isIncomplete: !fix.unresolved.isEmpty)
    } catch let error as GitError {
      throw GateError(error)
    } catch let error as FileError {
      throw GateError("\(error.path) cannot be changed: \(error.message)")
    } catch {
      throw GateError("the ignore rules cannot be read: \(error)")
    }
  }

  private static func remarks(_ fix: IgnoreFix) -> [String] {
    fix.overruled.map { "\($0.source):\($0.line): '\($0.pattern)' holds no longer" }
      + fix.unresolved.map { result in
        if case .reincluded(let example, let rule) = result.state {
          return "\(rule.source):\(rule.line): '\(rule.pattern)' takes \(example) back in; "
            + "remove that line"
        }
        return "'\(result.entry.pattern)' is not ignored everywhere"
      }
  }
}
