internal import GateRepository

/// The refs of a push with the commits that they will point to.
struct PushTips: Sendable {
  struct Tip: Sendable {
    var update: PushUpdate
    /// The commit itself where the ref is a tag; `nil` for a tag of a file or a folder.
    var commit: ObjectID?
  }

  let tips: [Tip]

  /// - Parameter updates: what is pushed, deletions left out.
  init(of updates: [PushUpdate], _ git: GitRunner) async throws(GitError) {
    let commits = try await git.peeled(updates.map(\.localID))
    tips = zip(updates, commits).map { Tip(update: $0, commit: $1) }
  }

  /// Each commit once, in the order of the refs.
  var commits: [ObjectID] {
    var seen: Set<ObjectID> = []
    return tips.compactMap(\.commit).filter { seen.insert($0).inserted }
  }
}
