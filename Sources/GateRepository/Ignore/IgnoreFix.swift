package import GateModel

#if canImport(System)
  package import System
#else
  package import SystemPackage
#endif

/// The new content of a folder's `.gitignore` under which what must be ignored is ignored, as git
/// itself confirmed, with the least change: lines are added, none is touched.
package struct IgnoreFix: Sendable {
  /// The file, relative to the folder.
  package static let path = RepositoryPath(".gitignore")

  /// `nil` where there is no file yet.
  package let old: [UInt8]?
  package let new: [UInt8]
  /// Entries that get a line.
  package let added: [IgnoreEntry]
  /// Negated rules of the file that take back what must be ignored, and hold no longer.
  package let overruled: [IgnoreRule]
  /// Entries that no line here settles: a file in a folder below takes them back in, as the state says.
  package let unresolved: [IgnoreAudit.Result]
  /// The difference in the unified format; empty where nothing changes.
  package let diff: String

  package var changesAnything: Bool { !added.isEmpty }

  /// Writes the new content in one step. The file keeps its permissions.
  ///
  /// - Throws: where the file is no regular one, or has changed since the fix was made.
  package func apply(in root: FilePath) throws(FileError) {
    let folder = try OpenFolder(root)
    guard try folder.ignoreFile(Self.path) == old else {
      throw FileError(.unreadable, path: Self.path, message: "changed meanwhile; run again")
    }
    try folder.replace(Self.path, with: new)
  }

  /// What takes tracked files out of git and leaves them on the disk: commands to show, never to run.
  /// They stay in the history, so that their keys must be replaced all the same.
  package static func untrackCommands(for audit: IgnoreAudit) -> [String] {
    audit.results.flatMap(\.tracked).map { "git rm --cached -- \(ShellWord.quoted($0.text))" }
  }
}

extension Repository {
  /// Works out how the folder's `.gitignore` must change for these entries to be ignored.
  ///
  /// A missing entry goes to the end, where it stands after all others; before the negations where it
  /// would change what they mean (`*.key` after `!public.key`); to the end all the same where a negation
  /// takes back the entry itself. Each step is judged by git on a copy of the rules.
  package func ignoreFix(
    for entries: [IgnoreEntry], files: FileList
  ) async throws(GitError) -> IgnoreFix {
    guard let git else { throw GitError(.notARepository, command: "git check-ignore") }
    let rules: IgnoreRules
    let old: [UInt8]?
    do {
      let folder = try OpenFolder(root)
      old = try folder.ignoreFile(IgnoreFix.path)
      rules = try folder.ignoreRules(among: files, below: git.prefix)
    } catch {
      throw GitRunner.gitError(error, command: "git check-ignore")
    }
    if let old, old.starts(with: [0xFF, 0xFE]) || old.starts(with: [0xFE, 0xFF]) {
      throw GitError(
        .failed, command: "git check-ignore", words: ".gitignore is UTF-16, which git cannot read",
        nextStep: "save it as UTF-8 and run again")
    }
    let draft = IgnoreDraft(
      entries: entries, probes: IgnoreProbes(for: entries, in: files), rules: rules,
      prefix: git.prefix, old: old ?? [])
    return try await draft.fix(isNew: old == nil)
  }
}

extension OpenFolder {
  /// The content of an ignore file; `nil` where there is none.
  fileprivate func ignoreFile(_ path: RepositoryPath) throws(FileError) -> [UInt8]? {
    guard try kind(of: path) != nil else { return nil }
    var content: [UInt8] = []
    try read(path, into: &content, limit: IgnoreRules.sizeLimit)
    return content
  }

  /// All ignore files of the folder and of those above it in the work tree, by their path from its top.
  fileprivate func ignoreRules(
    among files: FileList, below prefix: RepositoryPath
  ) throws(FileError) -> IgnoreRules {
    var rules = IgnoreRules()
    // The folder's own counts even where it is ignored itself.
    let holders = files.entries.filter { $0.kind == nil || $0.kind == .regular }.map(\.path)
      .filter(\.holdsIgnoreRules)
    for path in Set(holders + [IgnoreFix.path]) {
      rules.files[prefix.appending(path.bytes)] = try ignoreFile(path)
    }
    var above = prefix
    var way = ""
    while !above.bytes.isEmpty {
      above = above.parent
      way += "../"
      rules.files[above.appending(IgnoreFix.path.bytes)] =
        try ignoreFile(RepositoryPath(way + ".gitignore"))
    }
    return rules
  }
}
