import GateModel
import GateTestSupport
import Testing

@testable import GateRepository

@Suite struct BlobTests {
  static func contents(
    of runner: GitRunner, in range: RevisionRange = .everything
  ) async throws -> Set<String> {
    var contents: Set<String> = []
    try await runner.forEachBlob(in: range) { _, _, bytes in contents.insert(bytes.text) }
    return contents
  }

  @Test(arguments: ["sha1", "sha256"])
  func everyBlobOfTheHistoryComesOnce(format: String) async throws {
    try await TemporaryRepository.with(objectFormat: format) { temporary in
      try await temporary.commit(files: ["a": "same", "b": "same", "empty": ""], message: "1")
      try await temporary.commit(files: ["a": "other"], message: "2")
      var seen: [String: Int] = [:]
      try await temporary.runner().forEachBlob(in: .everything) { _, _, bytes in
        seen[bytes.text, default: 0] += 1
      }
      #expect(seen == ["same": 1, "": 1, "other": 1])
    }
  }

  @Test func otherBranchesStashesAndADetachedHeadAreHistory() async throws {
    try await TemporaryRepository.with(files: ["a": "1"]) { temporary in
      try await temporary.git("switch", "-q", "-c", "side")
      try await temporary.commit(files: ["side": "on a branch"], message: "s")
      try await temporary.git("switch", "-q", "--detach", "main")
      try await temporary.commit(files: ["loose": "on no branch"], message: "l")
      try temporary.write(["a": "in the stash"])
      try await temporary.git("stash", "-q")
      let contents = try await Self.contents(of: temporary.runner())
      #expect(contents == ["1", "on a branch", "on no branch", "in the stash"])
    }
  }

  @Test func noCommitsHaveNoBlobs() async throws {
    try await TemporaryRepository.with { temporary in
      let contents = try await Self.contents(of: temporary.runner())
      #expect(contents.isEmpty)
    }
  }

  @Test func aMissingObjectIsAnError() async throws {
    try await TemporaryRepository.with(files: ["a": "content"]) { temporary in
      let blob = try await temporary.git("rev-parse", "HEAD:a")
      try temporary.directory.delete(".git/objects/\(blob.prefix(2))/\(blob.dropFirst(2))")
      let runner = try await temporary.runner()
      let error = await #expect(throws: GitError.self) { try await Self.contents(of: runner) }
      #expect(error?.code == .corrupt)
    }
  }

  @Test func aBlobLargerThanTheWindowComesInOverlappingPieces() async throws {
    let text = String((0..<1000).flatMap { "line \($0)\n" })
    try await TemporaryRepository.with(files: ["big": text, "small": "s"]) { temporary in
      var whole = ""
      var windows = 0
      try await temporary.runner().forEachBlob(in: .everything, windowSize: 512, overlap: 64) {
        blob, offset, bytes in
        #expect(bytes.count <= 512)
        guard blob.path == RepositoryPath("big") else { return }
        windows += 1
        #expect(offset == 0 || whole.hasSuffix(String(bytes.text.prefix(64))))
        whole = String(whole.prefix(offset)) + bytes.text
      }
      #expect(whole == text)
      #expect(windows > 10)
    }
  }

  @Test func theConsumerCanStop() async throws {
    try await TemporaryRepository.with(files: ["a": "1", "b": "2"]) { temporary in
      let runner = try await temporary.runner()
      let error = await #expect(throws: GitError.self) {
        try await runner.forEachBlob(in: .everything) { _, _, _ throws(GitError) in
          throw GitError(.cancelled, command: "scan")
        }
      }
      #expect(error?.code == .cancelled)
    }
  }

  // MARK: Origins

  @Test func theOldestCommitIsTheOrigin() async throws {
    try await TemporaryRepository.with(files: ["a": "content"]) { temporary in
      try await temporary.commit(files: ["a": "changed"], message: "2")
      try await temporary.commit(files: ["a": "content"], message: "back")
      let blob = try await temporary.id("HEAD:a")
      let origins = try await temporary.runner().origins(of: [blob], in: .everything)
      #expect(
        origins == [
          blob: BlobOrigin(commit: try await temporary.id("main~2"), path: RepositoryPath("a"))
        ])
    }
  }

  @Test func aMergeThatHoldsSomethingNewIsAnOrigin() async throws {
    try await TemporaryRepository.with(files: ["a": "base"]) { temporary in
      try await temporary.git("switch", "-q", "-c", "side")
      try await temporary.commit(files: ["a": "theirs"], message: "theirs")
      try await temporary.git("switch", "-q", "main")
      try await temporary.commit(files: ["a": "ours"], message: "ours")
      try await temporary.git("merge", "-q", "-s", "ours", "--no-commit", "side")
      let merge = try await temporary.commit(files: ["a": "only in the merge"], message: "merge")
      let blob = try await temporary.id("HEAD:a")
      let origins = try await temporary.runner().origins(of: [blob], in: .everything)
      #expect(origins[blob]?.commit.text == merge)
    }
  }

  @Test func everyBlobOfTheHistoryHasAnOrigin() async throws {
    try await TemporaryRepository.with(files: ["a": "base", "b/c\nd": "odd name"]) { temporary in
      for branch in ["one", "two", "three"] {
        try await temporary.git("switch", "-q", "-c", branch, "main")
        try await temporary.commit(files: [branch: branch, "x/\(branch)": "x"], message: branch)
      }
      try await temporary.git("switch", "-q", "main")
      try await temporary.git("merge", "-q", "one", "two", "three")
      let runner = try await temporary.runner()
      var blobs: Set<ObjectID> = []
      try await runner.forEachBlob(in: .everything) { blob, _, _ in blobs.insert(blob.id) }
      let origins = try await runner.origins(of: blobs, in: .everything)
      #expect(Set(origins.keys) == blobs)
    }
  }

  /// Git lists a file that a tag names before those of any commit, as if none had it.
  @Test func aFileThatATagNamesToo() async throws {
    try await TemporaryRepository.with(files: ["a": "base"]) { temporary in
      let commit = try await temporary.commit(files: ["b": "tagged"], message: "b")
      let blob = try await temporary.id("HEAD:b")
      try await temporary.git("tag", "file", blob.text)
      let origins = try await temporary.runner().origins(of: [blob], in: .everything)
      #expect(origins[blob]?.commit.text == commit)
      #expect(origins[blob]?.path == RepositoryPath("b"))
    }
  }

  // MARK: What is staged

  @Test func stagedContentIsWhatTheIndexHolds() async throws {
    try await TemporaryRepository.with(files: ["a": "1", "b": "2", "gone": "3"]) { temporary in
      try temporary.write(["a": "staged", "new\nline": "odd"])
      try await temporary.git("add", "a", "new\nline")
      try await temporary.git("rm", "-q", "gone")
      try temporary.write(["a": "not staged", "b": "not staged"])
      let staged = try await Self.staged(temporary)
      #expect(staged == ["a": "staged", "new\nline": "odd"])
    }
  }

  @Test func beforeTheFirstCommitAllOfTheIndexIsStaged() async throws {
    try await TemporaryRepository.with { temporary in
      try temporary.write(["a": "1", "b": "2"])
      try await temporary.git("add", "a")
      let staged = try await Self.staged(temporary)
      #expect(staged == ["a": "1"])
    }
  }

  private static func staged(_ temporary: TemporaryRepository) async throws -> [String: String] {
    var contents: [String: String] = [:]
    let runner = try await temporary.runner()
    try await runner.forEachBlob(of: runner.stagedFiles()) { blob, _, bytes in
      contents[blob.path.text] = bytes.text
    }
    return contents
  }

  // MARK: A commit's files

  @Test func aCommitIsReadWhateverIsCheckedOut() async throws {
    let files = ["a": "old", "d/e\nf": "odd", "empty": ""]
    try await TemporaryRepository.with(files: files) { temporary in
      try await temporary.commit(files: ["a": "new"], message: "2")
      let contents = try await temporary.runner().withFiles(of: temporary.id("main~1")) { files in
        try files.paths.map { path in
          (path.text, String(decoding: try files.content(of: path, limit: 100), as: UTF8.self))
        }
      }
      #expect(Dictionary(uniqueKeysWithValues: contents) == files)
    }
  }

  @Test func aSubfolderSeesItsOwnFiles() async throws {
    try await TemporaryRepository.with(files: ["top": "", "api/a": "x"]) { temporary in
      let git = try #require(try await temporary.opened("api").git)
      let paths = try await git.runner.withFiles(of: try #require(git.head)) { $0.paths }
      #expect(paths == [RepositoryPath("a")])
    }
  }

  @Test func aCommitsFilesHaveLimits() async throws {
    try await TemporaryRepository.with(files: ["a": "12345"]) { temporary in
      try await temporary.runner().withFiles(of: temporary.id("main")) { files in
        let large = #expect(throws: FileError.self) {
          try files.content(of: RepositoryPath("a"), limit: 4)
        }
        #expect(large?.code == .tooLarge)
        let missing = #expect(throws: FileError.self) {
          try files.content(of: RepositoryPath("b"), limit: 4)
        }
        #expect(missing?.code == .vanished)
      }
    }
  }

  /// More than git is asked for at once, in number and in bytes.
  @Test func aCommitsFilesAreReadManyAtATime() async throws {
    var files = Dictionary(uniqueKeysWithValues: (100..<250).map { ("f\($0)", "content \($0)") })
    files["f130"] = String(repeating: "long ", count: 100_000)
    files["f131"] = ""
    try await TemporaryRepository.with(files: files) { temporary in
      try await temporary.runner().withFiles(of: temporary.id("main")) { source in
        let blob = try await temporary.git("rev-parse", "HEAD:f140")
        try temporary.directory.delete(".git/objects/\(blob.prefix(2))/\(blob.dropFirst(2))")
        var read: [String: String] = [:]
        var order: [RepositoryPath] = []
        source.readEach(source.paths + [RepositoryPath("none")], limit: 1 << 20) { path, content in
          order.append(path)
          if case .success(let bytes) = content {
            read[path.text] = String(decoding: bytes, as: UTF8.self)
          }
        }
        #expect(order == source.paths + [RepositoryPath("none")])
        #expect(read == files.filter { $0.key != "f140" })
      }
    }
  }

  @Test func anObjectThatIsMissingIsAnError() async throws {
    try await TemporaryRepository.with(files: ["a": "content", "b": "other"]) { temporary in
      let runner = try await temporary.runner()
      try await runner.withFiles(of: temporary.id("main")) { files in
        let blob = try await temporary.git("rev-parse", "HEAD:a")
        try temporary.directory.delete(".git/objects/\(blob.prefix(2))/\(blob.dropFirst(2))")
        let error = #expect(throws: FileError.self) {
          try files.content(of: RepositoryPath("a"), limit: 100)
        }
        #expect(error?.code == .unreadable)
      }
    }
  }

  @Test func mergeBaseAndUpstream() async throws {
    try await TemporaryRepository.with(files: ["a": "base"]) { temporary in
      let base = try await temporary.id("main")
      try await temporary.git("switch", "-q", "-c", "side", "--track", "main")
      try await temporary.commit(files: ["a": "side"], message: "side")
      let side = try await temporary.id("side")
      let runner = try await temporary.runner()
      #expect(try await runner.upstream() == base)
      #expect(try await runner.mergeBase(base, side) == base)
      try await temporary.git("switch", "-q", "--orphan", "other")
      let other = ObjectID(try await temporary.commit(message: "unrelated"))
      #expect(try await runner.mergeBase(side, try #require(other)) == nil)
      #expect(try await runner.upstream() == nil)
      let error = await #expect(throws: GitError.self) { try await runner.commit("nowhere") }
      #expect(error?.code == .unknownRevision)
    }
  }
}
