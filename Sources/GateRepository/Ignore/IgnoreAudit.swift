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

    /// The same with another path for the file that the rule stands in.
    package func mapSource(_ move: (RepositoryPath) -> RepositoryPath) -> State {
      switch self {
      case .ignored(let rule): .ignored(by: rule.mapSource(move))
      case .missing(let example, let elsewhere):
        .missing(example: example, elsewhere: elsewhere?.mapSource(move))
      case .reincluded(let example, let rule):
        .reincluded(example: example, by: rule.mapSource(move))
      }
    }
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

  fileprivate func mapSource(_ move: (RepositoryPath) -> RepositoryPath) -> IgnoreRule {
    var rule = self
    rule.source = move(source)
    return rule
  }

  /// A rule that takes back in what an earlier one ignores.
  package var isNegated: Bool { pattern.hasPrefix("!") }
}

extension Repository {
  /// Asks git about each entry, in every folder that holds files, by the rules on the disk.
  ///
  /// - Parameter files: the folder's files; what is tracked or exposed is looked up there.
  /// - Throws: `notARepository` in a plain folder: without git there are no rules to judge.
  package func auditIgnoreRules(
    _ entries: [IgnoreEntry], files: FileList
  ) async throws(GitError) -> IgnoreAudit {
    guard let git else { throw GitError(.notARepository, command: "git check-ignore") }
    let probes = IgnoreProbes(for: entries, in: files)
    let rules = try await git.runner.ignoreRules(decidingOn: probes.paths)
    var audit = IgnoreAudit(entries, probes, decidedBy: rules, files: files)
    try await git.runner.lookElsewhere(&audit)
    return audit
  }

  /// Asks git about each entry by the rules of a commit, such as the tip of a push, whatever is
  /// checked out.
  ///
  /// - Parameter untracked: files of the work tree that git would add. Exposed are those of them that
  ///   the commit's rules do not ignore either.
  package func auditIgnoreRules(
    _ entries: [IgnoreEntry], of commit: ObjectID, untracked: [RepositoryPath] = []
  ) async throws(GitError) -> IgnoreAudit {
    guard let git else { throw GitError(.notARepository, command: "git check-ignore") }
    let tree = try await git.runner.tree(of: commit)
    let files = FileList(tree, below: git.prefix)
    let probes = IgnoreProbes(for: entries, in: files)
    let rules = try await git.runner.ignoreRules(among: tree)
      .rules(decidingOn: (probes.paths + untracked).map { git.prefix.appending($0.bytes) })
    let split = probes.paths.count
    let exposed = zip(untracked, rules[split...]).filter { path, rule in
      !IgnoreAudit.State(of: path, decidedBy: rule).isIgnored
    }
    return IgnoreAudit(
      entries, probes, decidedBy: Array(rules[..<split]),
      files: files.adding(untracked: exposed.map(\.0)))
  }

  /// Files of these kinds in the work tree that the next `git add` would take.
  package func untrackedFiles(
    of entries: [IgnoreEntry]
  ) async throws(GitError) -> [RepositoryPath] {
    guard let git, !git.isBare else { return [] }
    // The patterns have no slash, so that they hold in every folder.
    let answer = try await git.runner.answer(
      ["ls-files", "-z", "-o", "--exclude-standard", "--"]
        + entries.map { ":(glob)**/\($0.pattern)" })
    return answer.bytes.split(separator: 0).map { RepositoryPath(bytes: $0) }
  }
}

extension IgnoreAudit {
  init(
    _ entries: [IgnoreEntry], _ probes: IgnoreProbes, decidedBy rules: [IgnoreRule?],
    files: FileList
  ) {
    let states = probes.states(decidedBy: rules)
    results = zip(entries, states).map { entry, state in
      let files = files.entries.filter { entry.covers($0.path) }
      return Result(
        entry: entry, state: state, tracked: files.filter(\.isTracked).map(\.path),
        exposed: files.filter { !$0.isTracked }.map(\.path))
    }
    foldersTried = probes.foldersTried
    foldersLeftOut = probes.foldersLeftOut
  }
}

extension FileList {
  /// The files of a commit that lie below a folder.
  init(_ tree: [StoredFile], below prefix: RepositoryPath) {
    let start = prefix.bytes.isEmpty ? [] : prefix.bytes + [UInt8(ascii: "/")]
    entries = tree.filter { $0.path.bytes.starts(with: start) }.map { file in
      Entry(
        path: RepositoryPath(bytes: file.path.bytes.dropFirst(start.count)), kind: file.kind,
        isTracked: true)
    }
  }

  fileprivate func adding(untracked paths: [RepositoryPath]) -> FileList {
    var list = self
    list.entries += paths.map { Entry(path: $0, kind: nil, isTracked: false) }
    return list
  }
}

extension IgnoreAudit.State {
  init(of path: RepositoryPath, decidedBy rule: IgnoreRule?) {
    self =
      switch rule {
      case let rule? where !rule.travels: .missing(example: path, elsewhere: rule)
      case let rule? where rule.isNegated: .reincluded(example: path, by: rule)
      case let rule?: .ignored(by: rule)
      case nil: .missing(example: path, elsewhere: nil)
      }
  }

  /// The first path that a rule takes back in, else the first that none ignores.
  static func worst(of states: [Self]) -> Self {
    states.max { $0.severity < $1.severity }
      ?? .missing(example: RepositoryPath(""), elsewhere: nil)
  }

  /// A path that is not ignored, as far as has been looked.
  fileprivate var unexplained: RepositoryPath? {
    if case .missing(let example, nil) = self { example } else { nil }
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

// MARK: - Asking git

extension GitRunner {
  /// The rule that decides on each path, in order; `nil` where none does. Paths need not exist.
  ///
  /// - Parameter withUsersOwn: also asks the global excludes of whoever runs this.
  func ignoreRules(
    decidingOn paths: [RepositoryPath], withUsersOwn: Bool = false
  ) async throws(GitError) -> [IgnoreRule?] {
    if paths.isEmpty { return [] }
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

  /// Tracked files that the repository's rules would ignore: for them the rules come too late.
  package func trackedThoughIgnored() async throws(GitError) -> [RepositoryPath] {
    let answer = try await answer([
      "-c", "core.excludesFile=/dev/null", "ls-files", "-z", "-c", "-i", "--exclude-standard",
    ])
    return answer.bytes.split(separator: 0).map { RepositoryPath(bytes: $0) }
  }

  /// Looks for rules on this machine that hide what the repository's own rules do not.
  fileprivate func lookElsewhere(_ audit: inout IgnoreAudit) async throws(GitError) {
    let examples = audit.results.compactMap(\.state.unexplained)
    if examples.isEmpty { return }
    let rules = try await ignoreRules(decidingOn: examples, withUsersOwn: true)
    let found = Dictionary(zip(examples, rules)) { first, _ in first }
    for index in audit.results.indices {
      guard let example = audit.results[index].state.unexplained,
        let rule = found[example] ?? nil, !rule.isNegated
      else { continue }
      audit.results[index].state = .missing(example: example, elsewhere: rule)
    }
  }
}
