import GateModel
import GateTestSupport
import Testing

@testable import GateRepository

@Suite struct IgnoreAuditTests {
  static let env = IgnoreEntry(pattern: ".env", probes: [".env"], why: "", isRequired: true)
  static let key = IgnoreEntry(pattern: "*.key", probes: ["server.key"], why: "", isRequired: true)

  static func audit(
    _ files: [String: String], entry: IgnoreEntry = env
  ) async throws -> IgnoreAudit.Result {
    try await TemporaryRepository.with { temporary in
      try temporary.write(files)
      try await temporary.git("add", "-A")
      return try await audit(temporary, entry: entry)
    }
  }

  static func audit(
    _ temporary: TemporaryRepository, entry: IgnoreEntry = env
  ) async throws -> IgnoreAudit.Result {
    let repository = try await Repository.open(at: .init(temporary.path))
    let audit = try await repository.auditIgnoreRules([entry], files: try await repository.files())
    return try #require(audit.results.first)
  }

  static func rule(_ pattern: String, _ source: String = ".gitignore", line: Int = 1) -> IgnoreRule
  {
    IgnoreRule(pattern: pattern, source: RepositoryPath(source), line: line)
  }

  @Test(arguments: [".env", ".env*", "*.env", "**/.env", ".*", "*"])
  func aPatternThatHoldsEverywhereIgnores(pattern: String) async throws {
    let result = try await Self.audit([".gitignore": pattern + "\n", "src/a.ts": ""])
    #expect(result.state == .ignored(by: Self.rule(pattern)))
  }

  @Test(arguments: ["/.env", "/.env*", "config/.env"])
  func aPatternOfOneFolderMissesTheOthers(pattern: String) async throws {
    let result = try await Self.audit([".gitignore": pattern + "\n", "src/a.ts": ""])
    guard case .missing(_, elsewhere: nil) = result.state else {
      Issue.record("\(result.state)")
      return
    }
  }

  @Test func aCommentedPatternIgnoresNothing() async throws {
    let result = try await Self.audit([".gitignore": "# .env\n"])
    #expect(result.state == .missing(example: RepositoryPath(".env"), elsewhere: nil))
  }

  @Test func aLaterRuleTakesBackIn() async throws {
    let result = try await Self.audit([".gitignore": ".env\n!.env\n"])
    #expect(
      result.state
        == .reincluded(example: RepositoryPath(".env"), by: Self.rule("!.env", line: 2)))
  }

  @Test func aFolderBelowTakesBackIn() async throws {
    let result = try await Self.audit([
      ".gitignore": ".env\n", "services/api/.gitignore": "\n!.env\n", "services/api/a.ts": "",
    ])
    #expect(
      result.state
        == .reincluded(
          example: RepositoryPath("services/api/.env"),
          by: Self.rule("!.env", "services/api/.gitignore", line: 2)))
  }

  @Test func aTrackedFileStaysTracked() async throws {
    try await TemporaryRepository.with(files: ["api/.env": "A=b"]) { temporary in
      try temporary.write([".gitignore": ".env\n", ".env": "C=d"])
      let result = try await Self.audit(temporary)
      #expect(result.state.isIgnored)
      #expect(result.tracked == [RepositoryPath("api/.env")])
      #expect(result.exposed.isEmpty)
    }
  }

  @Test func whatIsTrackedThoughIgnoredIsNamed() async throws {
    try await TemporaryRepository.with(files: ["a.log": "", "b": ""]) { temporary in
      try temporary.write([".gitignore": "*.log\n", "c.log": ""])
      let paths = try await temporary.runner().trackedThoughIgnored()
      #expect(paths == [RepositoryPath("a.log")])
    }
  }

  @Test func noEntriesAreNoQuestion() async throws {
    try await TemporaryRepository.with(files: ["a": ""]) { temporary in
      let repository = try await temporary.opened()
      let audit = try await repository.auditIgnoreRules([], files: try await repository.files())
      #expect(audit.results.isEmpty)
    }
  }

  @Test func anUnignoredFileIsExposed() async throws {
    try await TemporaryRepository.with { temporary in
      try temporary.write(["certs/tls.key": "x"])
      let result = try await Self.audit(temporary, entry: Self.key)
      #expect(result.exposed == [RepositoryPath("certs/tls.key")])
    }
  }

  @Test func excludesOfThisMachineDoNotCount() async throws {
    try await TemporaryRepository.with(files: ["a": ""]) { temporary in
      try temporary.write([".git/info/exclude": ".env\n"])
      let result = try await Self.audit(temporary)
      #expect(
        result.state
          == .missing(
            example: RepositoryPath(".env"), elsewhere: Self.rule(".env", ".git/info/exclude")))
    }
  }

  @Test func globalExcludesDoNotCount() async throws {
    try await TemporaryRepository.with(files: ["a": ""]) { temporary in
      try temporary.write([".git/global": "*.env\n"])
      let global = temporary.path + "/.git/global"
      try await temporary.git("config", "core.excludesFile", global)
      let result = try await Self.audit(temporary)
      #expect(
        result.state
          == .missing(example: RepositoryPath(".env"), elsewhere: Self.rule("*.env", global)))
    }
  }

  @Test func rulesAboveASubfolderCount() async throws {
    try await TemporaryRepository.with(files: [".gitignore": ".env\n", "api/a": ""]) { temporary in
      let repository = try await Repository.open(at: .init(temporary.path + "/api"))
      let audit = try await repository.auditIgnoreRules(
        [Self.env], files: try await repository.files())
      #expect(audit.results.map(\.state) == [.ignored(by: Self.rule(".env"))])
    }
  }

  /// Git refuses to answer for paths inside of a submodule or behind a link.
  @Test func submodulesAndLinksAreNotEntered() async throws {
    try await TemporaryRepository.with(files: [".gitignore": ".env\n"]) { temporary in
      try await temporary.git(
        "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", temporary.path, "sub")
      try temporary.directory.link("any-folder", to: "/")
      let result = try await Self.audit(temporary)
      #expect(result.state == .ignored(by: Self.rule(".env")))
    }
  }

  @Test func aPlainFolderCannotBeJudged() async throws {
    try await TemporaryDirectory.with { temporary in
      let repository = try await Repository.open(at: .init(temporary.path))
      let error = await #expect(throws: GitError.self) {
        try await repository.auditIgnoreRules([Self.env], files: FileList())
      }
      #expect(error?.code == .notARepository)
    }
  }
}

/// The rules of a commit, whatever is checked out.
@Suite struct CommitIgnoreAuditTests {
  static func audit(
    _ temporary: TemporaryRepository, _ revision: String, folder: String = ""
  ) async throws -> IgnoreAudit.Result {
    let repository = try await temporary.opened(folder)
    let commit = try await temporary.id(revision)
    let audit = try await repository.auditIgnoreRules([IgnoreAuditTests.env], of: commit)
    return try #require(audit.results.first)
  }

  @Test func aCommitIsJudgedByItsOwnRules() async throws {
    try await TemporaryRepository.with(files: [".gitignore": "x\n", "src/a": ""]) { temporary in
      try await temporary.commit(files: [".gitignore": ".env\n"], message: "2")
      try temporary.write([".gitignore": "", ".git/info/exclude": ".env\n"])
      let new = try await Self.audit(temporary, "main")
      #expect(new.state == .ignored(by: IgnoreAuditTests.rule(".env")))
      let old = try await Self.audit(temporary, "main~1")
      #expect(old.state == .missing(example: RepositoryPath(".env"), elsewhere: nil))
    }
  }

  @Test func rulesAndFilesOfAllFoldersCount() async throws {
    let files = [".gitignore": ".env\n", "api/.gitignore": "!.env\n", "api/.env": "A=b"]
    try await TemporaryRepository.with(files: files) { temporary in
      let whole = try await Self.audit(temporary, "main")
      let back = IgnoreAuditTests.rule("!.env", "api/.gitignore")
      #expect(whole.state == .reincluded(example: RepositoryPath("api/.env"), by: back))
      #expect(whole.tracked == [RepositoryPath("api/.env")])
      let part = try await Self.audit(temporary, "main", folder: "api")
      #expect(part.state == .reincluded(example: RepositoryPath(".env"), by: back))
      #expect(part.tracked == [RepositoryPath(".env")])
    }
  }
}
