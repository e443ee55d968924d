internal import GateModel
internal import GateRepository
internal import GateRules

/// Says how a secret is taken out of the commits of a push. A later commit that removes it is no help:
/// the earlier one is pushed all the same.
struct SecretRemoval {
  let tips: PushTips
  let remote: String
  let git: GitRunner

  /// Keeps of each secret its oldest place alone, and adds the commands to its fix.
  func explain(in report: inout Report) async throws {
    guard report.findings.contains(where: { $0.commit != nil && $0.suppression == nil }) else {
      return
    }
    let histories = try await histories()
    let branch = try await git.currentBranch()
    let mustNotBeTracked = try IgnoreEntries.embedded().filter(\.isRequired)
    report.findings = oldest(of: report.findings, histories).map { finding in
      guard finding.suppression == nil, let commit = finding.commit.flatMap({ ObjectID($0) }),
        let history = histories.first(where: { $0.holds(commit) })
      else { return finding }
      let place = finding.location.path
      // A folder may have the sign of an archive in its name.
      let path = history.files.contains(place) ? place : place.outermostArchive
      let steps = RewriteSteps(
        history: history, commit: commit, path: path, currentBranch: branch,
        untracks: !history.files.contains(path) || mustNotBeTracked.contains { $0.covers(path) })
      var finding = finding
      finding.fix += (finding.fix.isEmpty ? "" : " ") + steps.lines.joined(separator: "\n")
      return finding
    }
  }

  private func histories() async throws -> [PushedHistory] {
    var histories: [PushedHistory] = []
    for tip in tips.tips {
      guard let commit = tip.commit else { continue }
      var history = PushedHistory(
        localRef: tip.update.localRef, tip: commit,
        files: Set(try await git.tree(of: commit).map(\.path)))
      for range in try await git.newCommits(of: [tip.update], to: remote) {
        for (commit, parents) in try await git.parents(in: range) { history.add(commit, parents) }
      }
      histories.append(history)
    }
    return histories
  }

  /// A secret stands in every later version of its file; to be mended is the commit that brought it.
  private func oldest(of findings: [Finding], _ histories: [PushedHistory]) -> [Finding] {
    func age(_ finding: Finding) -> Int {
      guard let commit = finding.commit.flatMap({ ObjectID($0) }) else { return 0 }
      return histories.compactMap { $0.age(of: commit) }.max() ?? 0
    }
    var first: [String: Int] = [:]
    for (index, finding) in findings.enumerated() {
      let key = "\(finding.rule) \(finding.fingerprint)"
      guard let known = first[key] else {
        first[key] = index
        continue
      }
      if age(finding) > age(findings[known]) { first[key] = index }
    }
    return first.values.sorted().map { findings[$0] }
  }
}

/// The commits that one ref of a push brings.
struct PushedHistory {
  let localRef: String
  let tip: ObjectID
  /// What is left at the tip.
  let files: Set<RepositoryPath>
  private var parents: [ObjectID: Int] = [:]
  private var ages: [ObjectID: Int] = [:]

  init(localRef: String, tip: ObjectID, files: Set<RepositoryPath>) {
    self.localRef = localRef
    self.tip = tip
    self.files = files
  }

  /// To be called from the newest on.
  fileprivate mutating func add(_ commit: ObjectID, _ parents: Int) {
    ages[commit] = ages.count
    self.parents[commit] = parents
  }

  func holds(_ commit: ObjectID) -> Bool { parents[commit] != nil }
  /// How many commits of the push are newer, as git lists them.
  func age(of commit: ObjectID) -> Int? { ages[commit] }
  func parentCount(of commit: ObjectID) -> Int { parents[commit] ?? 1 }
  var hasMerges: Bool { parents.values.contains { $0 > 1 } }
  /// The branch that is pushed; `nil` for a tag or a bare commit.
  var branch: String? { name(below: "refs/heads/") }
  var tag: String? { name(below: "refs/tags/") }

  private func name(below start: String) -> String? {
    localRef.hasPrefix(start) ? String(localRef.dropFirst(start.count)) : nil
  }
}
