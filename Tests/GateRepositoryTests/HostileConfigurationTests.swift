import GateModel
import GateTestSupport
import SystemPackage
import Testing

@testable import GateRepository

/// A repository whose configuration names programs. None of them may ever run.
@Suite struct HostileConfigurationTests {
  @Test func theProgramsDoRunForGitItself() async throws {
    try await HostileRepository.with { temporary, hasRun in
      _ = try await temporary.run(.name("sh"), ["-c", "git diff; git status; git log -p -1; true"])
      #expect(hasRun(), "the settings start nothing, so that the other tests could not fail")
    }
  }

  @Test func listingAndAuditing() async throws {
    try await HostileRepository.with { temporary, hasRun in
      let repository = try await temporary.opened()
      let files = try await repository.files()
      _ = try await repository.files(.everything)
      _ = try await repository.auditIgnoreRules([IgnoreAuditTests.env], files: files)
      _ = try await repository.auditIgnoreRules(
        [IgnoreAuditTests.env], of: try #require(repository.git?.head))
      _ = try await repository.ignoreFix(for: [IgnoreAuditTests.env], files: files)
      #expect(!hasRun())
    }
  }

  @Test func historyAndRanges() async throws {
    try await HostileRepository.with { temporary, hasRun in
      let git = try #require(try await temporary.opened().git)
      let head = try #require(git.head)
      var blobs: Set<ObjectID> = []
      try await git.runner.forEachBlob(in: .everything) { blob, _, _ in blobs.insert(blob.id) }
      _ = try await git.runner.origins(of: blobs, in: .everything)
      try await git.runner.forEachBlob(of: git.runner.stagedFiles()) { _, _, _ in }
      _ = try await git.runner.upstream()
      _ = try await git.runner.mergeBase(head, git.runner.commit("HEAD~1"))
      let zeros = String(repeating: "0", count: 40)
      let update = try PushProtocol.parse(Array("a \(head) b \(zeros)\n".utf8))
      _ = try await git.runner.newCommits(of: update, to: "origin")
      try await git.runner.withFiles(of: head) { files in
        for path in files.paths { _ = try files.content(of: path, limit: 100) }
      }
      #expect(!hasRun())
    }
  }

  /// A partial clone fetches what is missing, from wherever its configuration says.
  @Test func whatIsMissingIsNotFetched() async throws {
    try await HostileRepository.with { temporary, hasRun in
      let blob = try await temporary.git("rev-parse", "HEAD:a")
      try temporary.directory.delete(".git/objects/\(blob.prefix(2))/\(blob.dropFirst(2))")
      let runner = try await temporary.runner()
      await #expect(throws: GitError.self) {
        try await runner.forEachBlob(in: .everything) { _, _, _ in }
      }
      #expect(!hasRun())
    }
  }

  @Test func hooksAreInstalledWithoutRunningAny() async throws {
    try await HostileRepository.with { temporary, hasRun in
      let installer = try await HookInstaller(temporary.runner())
      _ = try installer.install(.prePush, program: "/usr/bin/mxgate")
      _ = try installer.uninstall(.prePush)
      #expect(!hasRun())
    }
  }

  @Test func aWorkTreeElsewhereIsNotFollowed() async throws {
    try await TemporaryRepository.with(files: ["a": ""]) { temporary in
      try await TemporaryDirectory.with { elsewhere in
        try elsewhere.write("x", to: "theirs")
        try await temporary.git("config", "core.worktree", elsewhere.path)
        let error = await #expect(throws: GitError.self) { try await temporary.opened().files() }
        #expect(error?.code == .noWorkTree)
      }
    }
  }
}
