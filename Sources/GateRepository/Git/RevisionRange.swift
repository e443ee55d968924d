/// A set of commits: what is reachable from some and not from others.
package struct RevisionRange: Hashable, Sendable {
  /// Arguments of `rev-list`, such as `--all`.
  private(set) var options: [String]
  /// Revisions for the standard input of `rev-list`, `^` before those that are left out.
  private(set) var revisions: [String]

  /// All that any ref of the repository reaches, HEAD and stashes included.
  package static let everything = RevisionRange(options: ["--all"], revisions: [])

  /// Reachable from `tips`, and neither from `known` nor from any remote-tracking ref of `remote`.
  package init(
    reachableFrom tips: [ObjectID], butNotFrom known: [ObjectID] = [],
    norFromRefsOf remote: String? = nil
  ) {
    options = remote.map { ["--not", "--remotes=\($0)"] } ?? []
    revisions = tips.map(\.text) + known.map { "^" + $0.text }
  }

  fileprivate init(options: [String], revisions: [String]) {
    self.options = options
    self.revisions = revisions
  }

  /// No tip: nothing is meant.
  package var isEmpty: Bool {
    !options.contains("--all") && revisions.allSatisfy { $0.hasPrefix("^") }
  }

  var input: [UInt8] { Array(revisions.map { $0 + "\n" }.joined().utf8) }
}

extension GitRunner {
  /// What the user's `A..B`, `A...B` or `A` means to git; either side may be left out for HEAD.
  package func range(_ text: String) async throws(GitError) -> RevisionRange {
    guard !text.hasPrefix("-") else {
      throw GitError(.unknownRevision, command: "git rev-parse \(text)")
    }
    // The separator keeps a file of this name from being meant; it comes back as the last line.
    let answer = try await answer(["rev-parse", text, "--"], limit: Self.lineLimit)
    let lines = String(decoding: answer.bytes, as: UTF8.self).split(separator: "\n").dropLast()
    return RevisionRange(options: [], revisions: lines.map(String.init))
  }

  /// The commit that a revision such as `origin/main` means, tags peeled.
  package func commit(_ revision: String) async throws(GitError) -> ObjectID {
    let answer = try await answer(
      ["rev-parse", "--verify", "--end-of-options", revision + "^{commit}"],
      limit: Self.lineLimit)
    guard let id = ObjectID(bytes: answer.bytes.dropLast()) else {
      throw GitError(.unexpectedAnswer, command: "git rev-parse --verify \(revision)")
    }
    return id
  }

  /// The best common ancestor, or `nil` where two histories have none (or a shallow clone hides it).
  package func mergeBase(_ first: ObjectID, _ second: ObjectID) async throws(GitError) -> ObjectID?
  {
    let answer = try await answer(
      ["merge-base", first.text, second.text], limit: Self.lineLimit, statuses: [0, 1])
    return ObjectID(bytes: answer.bytes.dropLast())
  }

  /// The commit of the branch that HEAD's branch follows, or `nil` where it follows none.
  package func upstream() async throws(GitError) -> ObjectID? {
    let answer = try await answer(
      ["rev-parse", "--verify", "--quiet", "@{upstream}^{commit}"], limit: Self.lineLimit,
      statuses: [0, 1, 128])
    return ObjectID(bytes: answer.bytes.dropLast())
  }

  /// The commits of a range, newest first, each with the number of its parents.
  package func parents(
    in range: RevisionRange
  ) async throws(GitError) -> [(commit: ObjectID, count: Int)] {
    if range.isEmpty { return [] }
    let answer = try await answer(
      ["rev-list", "--parents", "--topo-order", "--stdin"] + range.options, input: range.input)
    return answer.bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
      let words = line.split(separator: UInt8(ascii: " "))
      return words.first.flatMap { ObjectID(bytes: $0) }.map { ($0, words.count - 1) }
    }
  }

  /// The branch that is checked out; `nil` where HEAD is a commit.
  package func currentBranch() async throws(GitError) -> String? {
    let answer = try await answer(
      ["symbolic-ref", "--quiet", "--short", "HEAD"], limit: Self.lineLimit, statuses: [0, 1])
    return answer.bytes.isEmpty ? nil : String(decoding: answer.bytes.dropLast(), as: UTF8.self)
  }

  /// The commits of a range, newest first.
  package func commits(in range: RevisionRange) async throws(GitError) -> [ObjectID] {
    if range.isEmpty { return [] }
    let answer = try await answer(
      ["rev-list", "--stdin"] + range.options, input: range.input)
    return answer.bytes.split(separator: UInt8(ascii: "\n")).compactMap {
      ObjectID(bytes: $0)
    }
  }
}
