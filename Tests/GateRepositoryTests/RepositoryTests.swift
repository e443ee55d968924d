import GateModel
import GateTestSupport
import SystemPackage
import Testing

@testable import GateRepository

/// Repositories of all kinds, as they are opened.
@Suite struct RepositoryTests {
  @Test(arguments: ["sha1", "sha256"])
  func theTopOfAWorkTree(format: String) async throws {
    try await TemporaryRepository.with(files: ["a": "a"], objectFormat: format) { temporary in
      let git = try #require(try await temporary.opened().git)
      let head = try await temporary.id("HEAD")
      #expect(git.prefix == RepositoryPath(""))
      #expect(git.objectFormat.rawValue == format)
      #expect(git.head == head)
      #expect(!git.isShallow && !git.isBare)
    }
  }

  @Test func aFolderBelowTheTop() async throws {
    try await TemporaryRepository.with(files: ["a/b\nc/d": "x", "top": ""]) { temporary in
      let repository = try await temporary.opened("a/b\nc")
      #expect(repository.git?.prefix == RepositoryPath("a/b\nc"))
      #expect(try await repository.files().entries.map(\.path.text) == ["d"])
    }
  }

  @Test func noCommitsYet() async throws {
    try await TemporaryRepository.with { temporary in
      try temporary.write(["a": ""])
      let repository = try await temporary.opened()
      let git = try #require(repository.git)
      #expect(git.head == nil)
      #expect(try await repository.files().entries.map(\.path.text) == ["a"])
    }
  }

  @Test func aHeadThatIsMissingIsNoEmptyRepository() async throws {
    try await TemporaryRepository.with(files: ["a": ""]) { temporary in
      let head = try await temporary.id("HEAD").text
      try temporary.directory.delete(".git/objects/\(head.prefix(2))/\(head.dropFirst(2))")
      let git = try #require(try await temporary.opened().git)
      #expect(git.head?.text == head)
    }
  }

  @Test func aWorkTreeOfItsOwn() async throws {
    try await TemporaryRepository.with(files: ["a": ""]) { temporary in
      try await TemporaryDirectory.with { elsewhere in
        let path = elsewhere.absolute("tree")
        try await temporary.git("worktree", "add", "-q", "-b", "side", path)
        let repository = try await Repository.open(at: FilePath(path))
        #expect(try await repository.files().entries.map(\.path.text) == ["a"])
      }
    }
  }

  @Test func aShallowClone() async throws {
    try await TemporaryRepository.with(files: ["a": "1"]) { temporary in
      try await temporary.commit(files: ["a": "2"], message: "2")
      try await TemporaryDirectory.with { elsewhere in
        let path = elsewhere.absolute("clone")
        try await temporary.git("clone", "-q", "--depth=1", "file://" + temporary.path, path)
        let git = try #require(try await Repository.open(at: FilePath(path)).git)
        #expect(git.isShallow)
        // The oldest commit that is here counts as the origin of all it holds.
        let head = try #require(git.head)
        let blob = try await temporary.id("HEAD:a")
        let origins = try await git.runner.origins(of: [blob], in: .everything)
        #expect(origins[blob]?.commit == head)
      }
    }
  }

  @Test func aBareRepositoryHasHistoryAndNoFiles() async throws {
    try await TemporaryRepository.with(files: ["a": "1"]) { temporary in
      try await TemporaryDirectory.with { elsewhere in
        let path = elsewhere.absolute("bare.git")
        try await temporary.git("clone", "-q", "--bare", temporary.path, path)
        let repository = try await Repository.open(at: FilePath(path))
        let git = try #require(repository.git)
        #expect(git.isBare && git.head != nil)
        let error = await #expect(throws: GitError.self) { try await repository.files() }
        #expect(error?.code == .noWorkTree)
        var contents: [String] = []
        try await git.runner.forEachBlob(in: .everything) { _, _, bytes in
          contents.append(bytes.text)
        }
        #expect(contents == ["1"])
      }
    }
  }

  @Test func theInsideOfAGitFolder() async throws {
    try await TemporaryRepository.with(files: ["a": ""]) { temporary in
      let error = await #expect(throws: GitError.self) { try await temporary.opened(".git") }
      #expect(error?.code == .noWorkTree)
    }
  }

  @Test func aFolderWithoutGit() async throws {
    try await TemporaryDirectory.with { temporary in
      try temporary.write("x", to: "a/b")
      let repository = try await Repository.open(at: FilePath(temporary.path))
      #expect(repository.git == nil)
      #expect(try await repository.files().entries.map(\.path.text) == ["a/b"])
    }
  }

  @Test func aDamagedGitFolderIsNoPlainFolder() async throws {
    try await TemporaryDirectory.with { temporary in
      try temporary.write("gitdir: /nowhere", to: "link/.git")
      try temporary.makeFolder("empty/.git")
      for folder in ["link", "empty"] {
        let error = await #expect(throws: GitError.self) {
          try await Repository.open(at: FilePath(temporary.absolute(folder)))
        }
        #expect(error?.code == .notARepository)
      }
    }
  }

  @Test func aDamagedRepositoryInsideAnotherIsNotTakenForIt() async throws {
    try await TemporaryRepository.with(files: ["a": "", "inner/b": ""]) { temporary in
      try temporary.directory.makeFolder("inner/.git")
      let error = await #expect(throws: GitError.self) { try await temporary.opened("inner") }
      #expect(error?.code == .corrupt)
    }
  }

  @Test func aFolderThatIsNotThere() async throws {
    await #expect(throws: GitError.self) { try await Repository.open(at: "/nowhere/at/all") }
  }

  @Test func aDamagedIndexIsAnError() async throws {
    try await TemporaryRepository.with(files: ["a": ""]) { temporary in
      try temporary.directory.write("not an index", to: ".git/index")
      let repository = try await temporary.opened()
      let error = await #expect(throws: GitError.self) { try await repository.files() }
      #expect(error?.code == .corrupt)
    }
  }

  @Test func aDamagedConfigurationIsAnError() async throws {
    try await TemporaryRepository.with(files: ["a": ""]) { temporary in
      try temporary.directory.write("[core\n", to: ".git/config")
      let error = await #expect(throws: GitError.self) { try await temporary.opened() }
      #expect(error?.code == .corrupt)
    }
  }

  @Test func aRepositoryOfSomebodyElseNamesTheCommandThatMendsIt() {
    let words = """
      fatal: detected dubious ownership in repository at '/srv/x y'
      To add an exception for this directory, call:

      \tgit config --global --add safe.directory '/srv/x y'
      """
    let error = GitError(command: "git rev-parse", exitedWith: "exited(128)", words: words)
    #expect(error.code == .unsafeOwnership)
    #expect(error.nextStep == "git config --global --add safe.directory '/srv/x y'")
  }

  @Test(.enabled(if: Privileges.canDrop))
  func gitRefusesARepositoryOfSomebodyElse() async throws {
    try await TemporaryRepository.with(files: ["a": ""]) { temporary in
      try await temporary.run(.name("chown"), ["-R", "65534", temporary.path])
      let error = await #expect(throws: GitError.self) { try await temporary.opened() }
      #expect(error?.code == .unsafeOwnership)
      #expect(error?.nextStep.contains(temporary.path) == true)
    }
  }

  @Test func credentialsInGitsWordsAreHidden() {
    let error = GitError(
      .failed, command: "git x",
      words: "fatal: bad 'https://ada:hunter@example.com/a' and ssh://b@c/d")
    #expect(error.words == "fatal: bad 'https://***@example.com/a' and ssh://***@c/d")
  }

  @Test func anAnswerThatIsTooLargeIsAnError() async throws {
    try await TemporaryRepository.with(files: ["a": "", "b": ""]) { temporary in
      let runner = try await temporary.runner()
      let error = await #expect(throws: GitError.self) {
        try await runner.answer(["ls-files"], limit: 3)
      }
      #expect(error?.code == .outputTooLarge)
    }
  }

  @Test func anInterruptedQuestionEndsGit() async throws {
    try await TemporaryRepository.with(files: ["a": ""]) { temporary in
      let runner = try await temporary.runner()
      let task = Task {
        try await runner.answer(["-c", "alias.wait=!sleep 900", "wait"])
      }
      try await Task.sleep(for: .milliseconds(100))
      let clock = ContinuousClock()
      let start = clock.now
      task.cancel()
      let error = await #expect(throws: GitError.self) { try await task.value }
      #expect(error?.code == .cancelled)
      #expect(clock.now - start < .seconds(300))
    }
  }
}
