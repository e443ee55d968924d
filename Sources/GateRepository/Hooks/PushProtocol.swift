internal import FoundationEssentials

#if canImport(System)
  package import System
#else
  package import SystemPackage
#endif

/// One ref of a push, as git tells a pre-push hook.
package struct PushUpdate: Hashable, Sendable {
  package var localRef: String
  /// All zeros where the ref is deleted.
  package var localID: ObjectID
  package var remoteRef: String
  /// All zeros where the remote does not have the ref yet.
  package var remoteID: ObjectID

  package var isDeletion: Bool { localID.isNull }
  package var isNew: Bool { remoteID.isNull }

  package init(localRef: String, localID: ObjectID, remoteRef: String, remoteID: ObjectID) {
    self.localRef = localRef
    self.localID = localID
    self.remoteRef = remoteRef
    self.remoteID = remoteID
  }
}

/// What git writes to a pre-push hook's standard input (githooks(5)): for every ref a line of
/// `<local ref> <local object id> <remote ref> <remote object id>`.
package enum PushProtocol {
  /// All lines; none where there is nothing to push.
  ///
  /// A line in another form is an error: a ref that is not understood must not be pushed unjudged.
  package static func parse(_ bytes: some Collection<UInt8>) throws(GitError) -> [PushUpdate] {
    var updates: [PushUpdate] = []
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      let words = line.split(separator: UInt8(ascii: " ")).map {
        String(decoding: $0, as: UTF8.self)
      }
      guard words.count == 4, let local = ObjectID(words[1]), let remote = ObjectID(words[3]) else {
        throw GitError(
          .unexpectedAnswer, command: "git push", words: String(decoding: line, as: UTF8.self),
          nextStep: "a pre-push hook reads '<ref> <object id> <ref> <object id>' from git push")
      }
      updates.append(
        PushUpdate(localRef: words[0], localID: local, remoteRef: words[2], remoteID: remote))
    }
    return updates
  }

  /// Reads standard input to its end, and only then looks at it: git would be ended by a broken
  /// pipe, or wait, if a hook left lines unread.
  ///
  /// - Parameter environment: where the pre-commit framework, which reads the input itself, says what
  ///   is pushed.
  package static func read(
    from input: FileDescriptor, environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(GitError) -> [PushUpdate] {
    var bytes: [UInt8] = []
    do throws(Errno) {
      while try input.read(appendingTo: &bytes, atMost: 1 << 16) > 0 {}
    } catch {
      throw GitError(.failed, command: "git push", words: error.description)
    }
    let updates = try parse(bytes)
    guard updates.isEmpty, let update = try preCommit(environment) else { return updates }
    return [update]
  }

  /// The one ref that the pre-commit framework tells its hooks of, by its object ids; `nil` where this
  /// is no push of that framework's, or where it names branches alone.
  static func preCommit(_ environment: [String: String]) throws(GitError) -> PushUpdate? {
    guard let branch = environment["PRE_COMMIT_REMOTE_BRANCH"],
      let from = environment["PRE_COMMIT_FROM_REF"], let to = environment["PRE_COMMIT_TO_REF"]
    else { return nil }
    guard let tip = ObjectID(to), let known = ObjectID(from) else {
      throw GitError(
        .unexpectedAnswer, command: "pre-commit", words: "'\(from)' to '\(to)' are no commits")
    }
    return PushUpdate(
      localRef: environment["PRE_COMMIT_LOCAL_BRANCH"] ?? "HEAD", localID: tip, remoteRef: branch,
      remoteID: known)
  }

  /// The branches that the framework names where everything from the first commit on is pushed: then it
  /// gives no commits.
  package static func preCommitBranches(
    _ environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> (local: String, remote: String)? {
    guard let remote = environment["PRE_COMMIT_REMOTE_BRANCH"],
      let local = environment["PRE_COMMIT_LOCAL_BRANCH"],
      environment["PRE_COMMIT_TO_REF"] == nil
    else { return nil }
    return (local, remote)
  }
}

extension PushUpdate {
  /// A ref that the remote does not have yet.
  package init(new tip: ObjectID, from localRef: String, to remoteRef: String) {
    self.init(
      localRef: localRef, localID: tip, remoteRef: remoteRef, remoteID: ObjectID(noneLike: tip))
  }
}

extension GitRunner {
  /// The commits that a push brings to a remote that does not have them yet.
  ///
  /// New are those that neither a remote's tip as named by git nor a remote-tracking ref of this
  /// remote reaches. Where git names a tip that is unknown here, nothing of it can be told, so that
  /// everything its ref reaches counts as new. Deleted refs bring nothing.
  ///
  /// - Parameter remote: the remote's name, or its address where it has none.
  package func newCommits(
    of updates: [PushUpdate], to remote: String
  ) async throws(GitError) -> [RevisionRange] {
    let pushed = updates.filter { !$0.isDeletion }
    let named = Set(pushed.map(\.remoteID).filter { !$0.isNull })
    let known = try await existing(named)
    let whole = pushed.filter { !$0.isNew && !known.contains($0.remoteID) }.map(\.localID)
    let partial = pushed.filter { $0.isNew || known.contains($0.remoteID) }.map(\.localID)
    // A name with a wildcard is an address: `--remotes` would take it for a pattern.
    let isName = !remote.contains { "*?[".contains($0) }
    return [
      RevisionRange(
        reachableFrom: partial, butNotFrom: known.sorted { $0.text < $1.text },
        norFromRefsOf: isName ? remote : nil),
      RevisionRange(reachableFrom: whole),
    ].filter { !$0.isEmpty }
  }

  /// Those objects that this repository has.
  package func existing(_ ids: Set<ObjectID>) async throws(GitError) -> Set<ObjectID> {
    if ids.isEmpty { return [] }
    let answer = try await answer(
      ["cat-file", "--batch-check=%(objectname)"],
      input: Array(ids.map { $0.text + "\n" }.joined().utf8))
    // An object that is not there is answered by a line that ends in "missing".
    return Set(
      answer.bytes.split(separator: UInt8(ascii: "\n")).compactMap {
        ObjectID(bytes: $0)
      })
  }
}
