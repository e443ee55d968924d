import GateModel
import GateTestSupport
import SystemPackage
import Testing

@testable import GateRepository

@Suite struct PushTests {
  static let zeros = String(repeating: "0", count: 40)
  static let ones = String(repeating: "1", count: 40)

  @Test func aLineIsFourWords() throws {
    let updates = try PushProtocol.parse(
      Array("refs/heads/a \(Self.ones) refs/heads/b \(Self.zeros)\n".utf8))
    let update = try #require(updates.first)
    #expect(updates.count == 1)
    #expect(update.localRef == "refs/heads/a" && update.remoteRef == "refs/heads/b")
    #expect(update.isNew && !update.isDeletion)
  }

  @Test func aDeletionHasNoLocalObject() throws {
    let updates = try PushProtocol.parse(
      Array("(delete) \(Self.zeros) refs/heads/b \(Self.ones)\n".utf8))
    #expect(updates.map(\.isDeletion) == [true])
  }

  @Test func zerosOfBothFormats() throws {
    let long = String(repeating: "0", count: 64)
    let tip = String(repeating: "a", count: 64)
    let updates = try PushProtocol.parse(Array("a \(tip) b \(long)\n".utf8))
    #expect(updates.map(\.isNew) == [true])
  }

  @Test(arguments: ["a b c\n", "a \(ones) b \(zeros) c\n", "a xyz b \(zeros)\n", "a \(ones) b 0\n"])
  func anotherFormIsAnError(line: String) {
    #expect(throws: GitError.self) { try PushProtocol.parse(Array(line.utf8)) }
  }

  @Test func nothingToPush() throws {
    #expect(try PushProtocol.parse([UInt8]()).isEmpty)
  }

  @Test func theFrameworkPreCommitTellsThroughTheEnvironment() throws {
    var environment = [
      "PRE_COMMIT_TO_REF": Self.ones, "PRE_COMMIT_FROM_REF": Self.zeros,
      "PRE_COMMIT_LOCAL_BRANCH": "refs/heads/a", "PRE_COMMIT_REMOTE_BRANCH": "refs/heads/b",
    ]
    let update = try #require(try PushProtocol.preCommit(environment))
    #expect(update.localRef == "refs/heads/a" && update.remoteRef == "refs/heads/b")
    #expect(update.isNew && !update.isDeletion)
    #expect(PushProtocol.preCommitBranches(environment) == nil)
    environment["PRE_COMMIT_TO_REF"] = "main"
    #expect(throws: GitError.self) { try PushProtocol.preCommit(environment) }
    environment["PRE_COMMIT_TO_REF"] = nil
    #expect(try PushProtocol.preCommit(environment) == nil)
    #expect(PushProtocol.preCommitBranches(environment)?.local == "refs/heads/a")
    #expect(try PushProtocol.preCommit(["HOME": "/"]) == nil)
  }

  @Test func theInputIsReadToItsEnd() throws {
    let line = "refs/heads/a \(Self.ones) refs/heads/b \(Self.zeros)\n"
    let pipe = try FileDescriptor.pipe()
    _ = try pipe.writeEnd.closeAfter { try pipe.writeEnd.writeAll(Array(line.utf8)) }
    let updates = try pipe.readEnd.closeAfter {
      try PushProtocol.read(from: pipe.readEnd, environment: ["PRE_COMMIT_REMOTE_BRANCH": "x"])
    }
    #expect(updates.map(\.remoteRef) == ["refs/heads/b"])
  }

  // MARK: Which commits are new

  /// A clone with three commits on `main`, all at its origin, and two more that are not.
  static func withClone(
    objectFormat: String = "sha1",
    _ body: (TemporaryRepository, GitRunner) async throws -> Void
  ) async throws {
    try await TemporaryRepository.with(objectFormat: objectFormat) { temporary in
      for name in ["one", "two", "three"] {
        try await temporary.commit(files: ["f": name], message: name)
      }
      try await temporary.git("update-ref", "refs/remotes/origin/main", "HEAD")
      for name in ["four", "five"] {
        try await temporary.commit(files: ["f": name], message: name)
      }
      try await body(temporary, try await temporary.runner())
    }
  }

  static func new(
    _ runner: GitRunner, local: ObjectID, remote: ObjectID?, to name: String = "origin"
  ) async throws -> [ObjectID] {
    let update = PushUpdate(
      localRef: "refs/heads/x", localID: local, remoteRef: "refs/heads/x",
      remoteID: try remote ?? #require(ObjectID(local.text.map { _ in "0" }.joined())))
    var commits: [ObjectID] = []
    for range in try await runner.newCommits(of: [update], to: name) {
      commits += try await runner.commits(in: range)
    }
    return commits
  }

  @Test(arguments: ["sha1", "sha256"])
  func anUpdateBringsWhatIsBehindTheRemoteTip(format: String) async throws {
    try await Self.withClone(objectFormat: format) { temporary, runner in
      let new = try await Self.new(
        runner, local: temporary.id("main"), remote: temporary.id("main~2"))
      let expected = [try await temporary.id("main"), try await temporary.id("main~1")]
      #expect(new == expected)
    }
  }

  @Test func aNewBranchBringsWhatNoTrackingRefHas() async throws {
    try await Self.withClone { temporary, runner in
      let new = try await Self.new(runner, local: temporary.id("main"), remote: nil)
      #expect(new.count == 2)
    }
  }

  @Test func anotherRemoteHasNothingYet() async throws {
    try await Self.withClone { temporary, runner in
      let tip = try await temporary.id("main")
      for remote in ["public", "https://example.com/a.git?x=[y]", "*"] {
        let new = try await Self.new(runner, local: tip, remote: nil, to: remote)
        #expect(new.count == 5)
      }
    }
  }

  @Test func aForcedPushBringsWhatTheOldTipLacks() async throws {
    try await Self.withClone { temporary, runner in
      let old = try await temporary.id("main")
      try await temporary.git("reset", "-q", "--hard", "main~1")
      let tip = try await temporary.commit(files: ["f": "other"], message: "other")
      let new = try await Self.new(runner, local: temporary.id("main"), remote: old)
      #expect(new.map(\.text) == [tip])
    }
  }

  @Test func anUnknownRemoteTipMakesEverythingNew() async throws {
    try await Self.withClone { temporary, runner in
      let unknown = try #require(ObjectID(Self.ones))
      let new = try await Self.new(runner, local: temporary.id("main"), remote: unknown)
      #expect(new.count == 5)
    }
  }

  @Test func aDeletionBringsNothing() async throws {
    try await Self.withClone { temporary, runner in
      let zeros = try #require(ObjectID(Self.zeros))
      let new = try await Self.new(runner, local: zeros, remote: temporary.id("main"))
      #expect(new.isEmpty)
    }
  }

  @Test func anAnnotatedTagBringsItsCommits() async throws {
    try await Self.withClone { temporary, runner in
      try await temporary.git("tag", "-a", "-m", "v1", "v1", "main")
      let new = try await Self.new(runner, local: temporary.id("v1"), remote: nil)
      let tip = try await temporary.id("main")
      #expect(new.first == tip)
      #expect(new.count == 2)
    }
  }

  @Test func aTagOfABlobBringsTheBlob() async throws {
    try await Self.withClone { temporary, runner in
      try temporary.write(["loose": "loose content"])
      let blob = try await temporary.git("hash-object", "-w", "loose")
      try await temporary.git("tag", "-a", "-m", "t", "loose", blob)
      let update = PushUpdate(
        localRef: "t", localID: try await temporary.id("refs/tags/loose"), remoteRef: "t",
        remoteID: try #require(ObjectID(Self.zeros)))
      var seen: [String] = []
      for range in try await runner.newCommits(of: [update], to: "origin") {
        try await runner.forEachBlob(in: range) { found, _, _ in seen.append(found.id.text) }
      }
      #expect(seen == [blob])
    }
  }

  @Test(arguments: [
    ("main~2..main", 2), ("main~2..", 2), ("main...main~2", 2), ("main", 5), ("main..main", 0),
    ("origin/main..", 2),
  ])
  func aRangeMeansWhatItMeansToGit(text: String, count: Int) async throws {
    try await Self.withClone { _, runner in
      let commits = try await runner.commits(in: runner.range(text))
      #expect(commits.count == count)
    }
  }

  @Test(arguments: ["nowhere..main", "main..nowhere", "f", "--all", "--output=x", ""])
  func whatIsNoRangeIsAnError(text: String) async throws {
    try await Self.withClone { _, runner in
      await #expect(throws: GitError.self) { try await runner.range(text) }
    }
  }

  @Test func whatWasAddedAndRemovedWithinThePushIsSeen() async throws {
    try await Self.withClone { temporary, runner in
      try await temporary.commit(files: ["secret": "gone again"], message: "add")
      try await temporary.git("rm", "-q", "secret")
      try await temporary.git("commit", "-q", "-m", "remove")
      let range = try #require(
        try await runner.newCommits(
          of: [
            PushUpdate(
              localRef: "m", localID: temporary.id("main"), remoteRef: "m",
              remoteID: temporary.id("main~4"))
          ], to: "origin"
        ).first)
      var contents: Set<String> = []
      var blobs: Set<ObjectID> = []
      try await runner.forEachBlob(in: range) { blob, _, bytes in
        contents.insert(bytes.text)
        if blob.path == RepositoryPath("secret") { blobs.insert(blob.id) }
      }
      #expect(contents == ["four", "five", "gone again"])
      let origins = try await runner.origins(of: blobs, in: range)
      let adding = try await temporary.id("main~1")
      #expect(origins.values.map(\.commit) == [adding])
      #expect(origins.values.map(\.path) == [RepositoryPath("secret")])
    }
  }
}

extension Span<UInt8> {
  var text: String {
    var bytes: [UInt8] = []
    for index in indices { bytes.append(self[index]) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
