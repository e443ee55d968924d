import GateModel
import GateTestSupport
import Testing

@testable import GateRepository

@Suite struct IgnoreFixTests {
  static let entries = [IgnoreAuditTests.env, IgnoreAuditTests.key]

  static func fix(_ temporary: TemporaryRepository, folder: String = "") async throws -> IgnoreFix {
    let repository = try await temporary.opened(folder)
    return try await repository.ignoreFix(for: entries, files: try await repository.files())
  }

  static func fixed(_ gitignore: String?, _ others: [String: String] = [:]) async throws
    -> IgnoreFix
  {
    try await TemporaryRepository.with { temporary in
      try temporary.write(others)
      if let gitignore { try temporary.write([".gitignore": gitignore]) }
      let fix = try await Self.fix(temporary)
      // Whatever the fix says, git has the last word on what it wrote, and on its difference.
      if fix.changesAnything {
        try temporary.directory.write(fix.diff, to: "fix.diff")
        try await temporary.git("apply", "--check", "fix.diff")
        try temporary.directory.delete("fix.diff")
        try fix.apply(in: .init(temporary.path))
        let again = try await Self.fix(temporary)
        #expect(!again.changesAnything)
        #expect(try temporary.directory.read(".gitignore") == fix.new)
      }
      return fix
    }
  }

  static let block = "# Keys and environment files stay out of git\n.env\n*.key\n"

  @Test func aFileIsMadeWhereThereIsNone() async throws {
    let fix = try await Self.fixed(nil)
    #expect(fix.old == nil)
    #expect(String(decoding: fix.new, as: UTF8.self) == Self.block)
    #expect(fix.diff.hasPrefix("--- /dev/null\n+++ b/.gitignore\n@@ -0,0 +1,3 @@\n"))
  }

  @Test(arguments: [
    ("", block), ("node_modules\n", "node_modules\n\n" + block),
    ("node_modules", "node_modules\n\n" + block), ("dist/\n\n", "dist/\n\n" + block),
    ("a\nb\nc\nd\ne", "a\nb\nc\nd\ne\n\n" + block),
  ])
  func entriesAreAppended(old: String, new: String) async throws {
    let fix = try await Self.fixed(old)
    #expect(String(decoding: fix.new, as: UTF8.self) == new)
    #expect(fix.added.map(\.pattern) == [".env", "*.key"])
    #expect(fix.unresolved.isEmpty && fix.overruled.isEmpty)
  }

  @Test func lineEndsAreKept() async throws {
    let fix = try await Self.fixed("dist\r\n.env\r\n")
    #expect(
      String(decoding: fix.new, as: UTF8.self)
        == "dist\r\n.env\r\n\r\n# Keys and environment files stay out of git\r\n*.key\r\n")
  }

  @Test func nothingIsChangedWhereAllIsWell() async throws {
    let fix = try await Self.fixed(".env*\n*.key\n!.env.example\n")
    #expect(!fix.changesAnything)
    #expect(fix.diff.isEmpty && fix.old == fix.new)
  }

  @Test func aNegationThatIsNotConcernedStaysBefore() async throws {
    let fix = try await Self.fixed("*.log\n!keep.log\n")
    #expect(String(decoding: fix.new, as: UTF8.self) == "*.log\n!keep.log\n\n" + Self.block)
  }

  @Test func aNegationKeepsItsMeaning() async throws {
    let old = ".env\n\n# the public half is no secret\n!public.key\n!docs/*.key\n"
    let fix = try await Self.fixed(old)
    #expect(
      String(decoding: fix.new, as: UTF8.self)
        == ".env\n\n*.key\n# the public half is no secret\n!public.key\n!docs/*.key\n")
    #expect(fix.overruled.isEmpty)
  }

  @Test func aNegationOfTheEntryItselfIsOverruled() async throws {
    let fix = try await Self.fixed(".env\n*.key\n!.env\n")
    #expect(
      String(decoding: fix.new, as: UTF8.self)
        == ".env\n*.key\n!.env\n\n# Keys and environment files stay out of git\n.env\n")
    #expect(fix.overruled == [IgnoreAuditTests.rule("!.env", line: 3)])
  }

  @Test func aFolderBelowMustBeMendedThere() async throws {
    let fix = try await Self.fixed("*.key\n.env\n", ["api/.gitignore": "!.env\n", "api/a": ""])
    #expect(!fix.changesAnything)
    #expect(
      fix.unresolved.map(\.state) == [
        .reincluded(
          example: RepositoryPath("api/.env"),
          by: IgnoreAuditTests.rule("!.env", "api/.gitignore"))
      ])
  }

  @Test func rulesOfTheFolderAboveAreEnough() async throws {
    let files = [".gitignore": ".env\n", "api/a": ""]
    try await TemporaryRepository.with(files: files) { temporary in
      let fix = try await Self.fix(temporary, folder: "api")
      #expect(fix.added.map(\.pattern) == ["*.key"])
    }
  }

  @Test func aLinkIsLeftAlone() async throws {
    try await TemporaryRepository.with(files: ["a": ""]) { temporary in
      try await TemporaryDirectory.with { elsewhere in
        try elsewhere.write("theirs\n", to: "ignore")
        try temporary.directory.link(".gitignore", to: elsewhere.absolute("ignore"))
        await #expect(throws: GitError.self) { try await Self.fix(temporary) }
        let theirs = try elsewhere.read("ignore")
        #expect(theirs == Array("theirs\n".utf8))
      }
    }
  }

  @Test func aChangeMeanwhileIsNotLost() async throws {
    try await TemporaryRepository.with(files: [".gitignore": "a\n"]) { temporary in
      let fix = try await Self.fix(temporary)
      try temporary.write([".gitignore": "a\nb\n"])
      #expect(throws: FileError.self) { try fix.apply(in: .init(temporary.path)) }
      let content = try temporary.directory.read(".gitignore")
      #expect(content == Array("a\nb\n".utf8))
    }
  }

  @Test func permissionsAreKept() async throws {
    try await TemporaryRepository.with(files: [".gitignore": "a\n"]) { temporary in
      try temporary.directory.setMode(0o640, of: ".gitignore")
      try await Self.fix(temporary).apply(in: .init(temporary.path))
      let mode = try await temporary.run(.name("sh"), ["-c", "ls -l .gitignore | cut -c1-10"])
      #expect(mode == "-rw-r-----")
      let leftovers = try await temporary.git("status", "--porcelain", "--", ":!.gitignore")
      #expect(leftovers.isEmpty)
    }
  }

  @Test func utf16IsRefused() async throws {
    try await TemporaryRepository.with { temporary in
      try temporary.directory.write([0xFF, 0xFE, 0x2E, 0x00], to: ".gitignore")
      let error = await #expect(throws: GitError.self) { try await Self.fix(temporary) }
      #expect(error?.words == ".gitignore is UTF-16, which git cannot read")
    }
  }

  @Test func untrackingIsAdvice() {
    let audit = IgnoreAudit(
      results: [
        .init(
          entry: IgnoreAuditTests.env, state: .ignored(by: IgnoreAuditTests.rule(".env")),
          tracked: [RepositoryPath("a/.env"), RepositoryPath("it's/.env")])
      ], foldersTried: 1, foldersLeftOut: 0)
    #expect(
      IgnoreFix.untrackCommands(for: audit) == [
        "git rm --cached -- a/.env", #"git rm --cached -- 'it'\''s/.env'"#,
      ])
  }
}
