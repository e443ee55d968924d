package import GateModel

/// How a repository's own `.gitignore` files treat what must be ignored, as git itself decides.
///
/// The user's global excludes and `.git/info/exclude` count for nothing: they do not travel.
package struct IgnoreAudit: Sendable {
  package struct Result: Sendable {
    package var entry: IgnoreEntry
    package var state: State
    /// Tracked files of this kind: no ignore rule keeps them out any more.
    package var tracked: [RepositoryPath] = []
    /// Files of this kind that lie in the work tree, untracked and not ignored: the next `git add`
    /// takes them.
    package var exposed: [RepositoryPath] = []
  }

  package enum State: Hashable, Sendable {
    /// Ignored in every folder; the rule that says so at the top.
    case ignored(by: IgnoreRule)
    /// No rule of the repository ignores this path; `elsewhere` is a rule that does, but stays on
    /// this machine.
    case missing(example: RepositoryPath, elsewhere: IgnoreRule?)
    /// A later rule takes the path back in.
    case reincluded(example: RepositoryPath, by: IgnoreRule)

    package var isIgnored: Bool { if case .ignored = self { true } else { false } }
  }

  /// Required entries first, in the order of the rules.
  package var results: [Result]
  /// Folders in which the entries were tried, and how many more there were.
  package var foldersTried: Int
  package var foldersLeftOut: Int
}

/// One line of an ignore file.
package struct IgnoreRule: Hashable, Sendable {
  package var pattern: String
  /// The file as git names it: relative to the top of the work tree, or absolute.
  package var source: RepositoryPath
  package var line: Int

  /// A rule that takes back in what an earlier one ignores.
  package var isNegated: Bool { pattern.hasPrefix("!") }
}

extension Repository {
  /// Asks git about each entry, in every folder that holds files.
  ///
  /// - Parameter files: the folder's files; what is tracked or exposed is looked up there.
  /// - Throws: `notARepository` in a plain folder: without git there are no rules to judge.
  package func auditIgnoreRules(
    _ entries: [IgnoreEntry], files: FileList
  ) async throws(GitError) -> IgnoreAudit {
    guard let git else { throw GitError(.notARepository, command: "git check-ignore") }
    let folders = ProbeFolders(of: files)
    let probes = folders.probes(for: entries)
    var decisions = Array(repeating: [IgnoreAudit.State](), count: entries.count)
    let rules = try await git.runner.ignoreRules(decidingOn: probes.map(\.path))
    for (probe, rule) in zip(probes, rules) {
      decisions[probe.entry].append(IgnoreAudit.State(of: probe.path, decidedBy: rule))
    }
    var results: [IgnoreAudit.Result] = []
    for (entry, states) in zip(entries, decisions) {
      results.append(
        IgnoreAudit.Result(
          entry: entry, state: try await git.runner.explained(IgnoreAudit.State.worst(of: states)),
          tracked: files.entries.filter { $0.isTracked && entry.covers($0.path) }.map(\.path),
          exposed: files.entries.filter { !$0.isTracked && entry.covers($0.path) }.map(\.path)))
    }
    return IgnoreAudit(
      results: results, foldersTried: folders.tried.count, foldersLeftOut: folders.leftOut)
  }
}

extension IgnoreAudit.State {
  fileprivate init(of path: RepositoryPath, decidedBy rule: IgnoreRule?) {
    self =
      switch rule {
      case let rule? where !rule.travels: .missing(example: path, elsewhere: rule)
      case let rule? where rule.isNegated: .reincluded(example: path, by: rule)
      case let rule?: .ignored(by: rule)
      case nil: .missing(example: path, elsewhere: nil)
      }
  }

  /// The first path that a rule takes back in, else the first that none ignores.
  fileprivate static func worst(of states: [Self]) -> Self {
    states.max { $0.severity < $1.severity }
      ?? .missing(example: RepositoryPath(""), elsewhere: nil)
  }

  private var severity: Int {
    switch self {
    case .ignored: 0
    case .missing: 1
    case .reincluded: 2
    }
  }
}

extension IgnoreRule {
  /// Whether the rule stands in a `.gitignore` of the repository, which everybody's clone has.
  fileprivate var travels: Bool {
    source.name == ".gitignore" && source.bytes.first != UInt8(ascii: "/")
  }
}

// MARK: - Where entries are tried

/// The folders in which a name is tried: a rule may hold at the top alone, or be taken back below.
private struct ProbeFolders {
  struct Probe {
    var entry: Int
    var path: RepositoryPath
  }
  /// The top first, then a folder that is not there, then those that are, the upper ones first.
  let tried: [RepositoryPath]
  let leftOut: Int
  private let holdingRules: Set<RepositoryPath>

  /// 5,000 folders with two required entries take git 50 ms.
  private static let limit = 5000
  /// Rules must hold for folders that are still to come.
  private static let imaginary = RepositoryPath("any-folder")

  init(of files: FileList) {
    var found: Set<RepositoryPath> = []
    for entry in files.entries {
      var folder = entry.path.parent
      while !folder.bytes.isEmpty, found.insert(folder).inserted { folder = folder.parent }
    }
    let taken = files.entries.contains { $0.path == Self.imaginary }
    let all = found.sorted { ($0.depth, $0) < ($1.depth, $1) }
    tried = [RepositoryPath("")] + (taken ? [] : [Self.imaginary]) + all.prefix(Self.limit)
    leftOut = max(0, all.count - Self.limit)
    holdingRules = Set(
      files.entries.filter { $0.path.name == ".gitignore" }.map(\.path.parent)
        + [RepositoryPath(""), Self.imaginary])
  }

  /// Required entries in every folder; advice at the top and where a folder has rules of its own.
  func probes(for entries: [IgnoreEntry]) -> [Probe] {
    entries.enumerated().flatMap { index, entry in
      tried.filter { entry.isRequired || holdingRules.contains($0) }.flatMap { folder in
        entry.probes.map { Probe(entry: index, path: folder.appending(Array($0.utf8))) }
      }
    }
  }
}

extension RepositoryPath {
  fileprivate var depth: Int { bytes.count { $0 == UInt8(ascii: "/") } }
}

// MARK: - Asking git

extension GitRunner {
  /// The rule that decides on each path, in order; `nil` where none does. Paths need not exist.
  ///
  /// - Parameter withUsersOwn: also asks the global excludes of whoever runs this.
  func ignoreRules(
    decidingOn paths: [RepositoryPath], withUsersOwn: Bool = false
  ) async throws(GitError) -> [IgnoreRule?] {
    let settings =
      ["-c", "core.ignoreCase=false"] + (withUsersOwn ? [] : ["-c", "core.excludesFile=/dev/null"])
    let answer = try await answer(
      settings + ["check-ignore", "--no-index", "--verbose", "--non-matching", "-z", "--stdin"],
      input: Array(paths.map(\.bytes).joined(separator: [0])) + [0], statuses: [0, 1])
    let fields = answer.bytes.split(separator: 0, omittingEmptySubsequences: false)
    // Four fields a path, and what stands behind the last separator: nothing.
    guard fields.count == paths.count * 4 + 1 else {
      throw GitError(.unexpectedAnswer, command: "git check-ignore")
    }
    return paths.indices.map { index in
      let record = fields[(index * 4)..<(index * 4 + 4)]
      let (source, line, pattern) = (
        record[record.startIndex], record[record.startIndex + 1], record[record.startIndex + 2]
      )
      guard let number = Int(String(decoding: line, as: UTF8.self)) else { return nil }
      return IgnoreRule(
        pattern: String(decoding: pattern, as: UTF8.self), source: RepositoryPath(bytes: source),
        line: number)
    }
  }

  /// Looks for a rule on this machine that hides what the repository's own rules do not.
  fileprivate func explained(
    _ state: IgnoreAudit.State
  ) async throws(GitError) -> IgnoreAudit.State {
    guard case .missing(let example, nil) = state,
      let rule = try await ignoreRules(decidingOn: [example], withUsersOwn: true).first ?? nil,
      !rule.isNegated
    else { return state }
    return .missing(example: example, elsewhere: rule)
  }
}
