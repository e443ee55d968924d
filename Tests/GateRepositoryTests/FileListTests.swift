import Foundation
import GateModel
import GateTestSupport
import SystemPackage
import Testing

@testable import GateRepository

@Suite struct FileListTests {
  static func list(
    _ temporary: TemporaryRepository, _ scope: Repository.Scope = .notIgnored
  ) async throws -> FileList {
    try await temporary.opened().files(scope)
  }

  @Test func trackedAndUntrackedFilesThatAreNotIgnored() async throws {
    let files = [".gitignore": "*.log\n", "b": "", "a/c": ""]
    try await TemporaryRepository.with(files: files) { temporary in
      try temporary.write(["new": "", "old.log": ""])
      let list = try await Self.list(temporary)
      #expect(list.entries.map(\.path.text) == [".gitignore", "a/c", "b", "new"])
      #expect(list.tracked.map(\.text) == [".gitignore", "a/c", "b"])
      let everything = try await Self.list(temporary, .everything)
      #expect(everything.entries.map(\.path.text) == [".gitignore", "a/c", "b", "new", "old.log"])
      #expect(everything.tracked == list.tracked)
    }
  }

  @Test func aTrackedFileThatIsIgnoredIsInScope() async throws {
    try await TemporaryRepository.with(files: [".env": "A=b"]) { temporary in
      try temporary.write([".gitignore": ".env\n"])
      let list = try await Self.list(temporary)
      #expect(list.readable.map(\.text) == [".env", ".gitignore"])
    }
  }

  @Test func deletedFilesAreNamedApart() async throws {
    try await TemporaryRepository.with(files: ["a": "", "b/c": "", "d/e": ""]) { temporary in
      try temporary.directory.delete("a")
      try temporary.directory.delete("d")
      try temporary.write(["d": "now a file"])
      let list = try await Self.list(temporary)
      #expect(list.entries.map(\.path.text) == ["b/c", "d"])
      #expect(list.deleted.map(\.text) == ["a", "d/e"])
    }
  }

  @Test func aFileInConflictStandsOnce() async throws {
    try await TemporaryRepository.with(files: ["a": "base"]) { temporary in
      try await temporary.git("switch", "-q", "-c", "side")
      try await temporary.commit(files: ["a": "theirs"], message: "theirs")
      try await temporary.git("switch", "-q", "main")
      try await temporary.commit(files: ["a": "ours"], message: "ours")
      await #expect(throws: CommandFailure.self) { try await temporary.git("merge", "side") }
      let list = try await Self.list(temporary)
      #expect(list.entries.map(\.path.text) == ["a"])
    }
  }

  @Test func linksSubmodulesAndOtherRepositoriesAreNamed() async throws {
    try await TemporaryRepository.with(files: ["a": ""]) { temporary in
      try temporary.directory.link("loop", to: "loop")
      try temporary.directory.link("out", to: "/etc/passwd")
      try await temporary.git("add", "loop")
      try temporary.directory.makeFolder("nested")
      try await temporary.run(.name("git"), ["init", "-q", "nested"])
      try temporary.write(["nested/inner": ""])
      try await temporary.git(
        "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", temporary.path, "sub")
      let list = try await Self.list(temporary)
      let kinds = Dictionary(
        uniqueKeysWithValues: list.entries.map { ($0.path.text, $0.kind) })
      #expect(kinds["loop"] == .symbolicLink)
      #expect(kinds["sub"] == .repository)
      #expect(kinds["nested"] == .repository)
      #expect(list.count(of: .repository) == 2)
      let files = try WorkTreeFiles([], in: FilePath(temporary.path))
      for link in ["loop", "out"] {
        let error = #expect(throws: FileError.self) {
          try files.content(of: RepositoryPath(link), limit: 1 << 20)
        }
        #expect(error?.code == .notAFile)
      }
    }
  }

  @Test func aSparseCheckoutNamesWhatItLeavesOut() async throws {
    try await TemporaryRepository.with(files: ["in/a": "", "out/b": ""]) { temporary in
      try await temporary.git("sparse-checkout", "set", "in")
      let list = try await Self.list(temporary)
      #expect(list.entries.map(\.path.text) == ["in/a"])
      #expect(list.sparse.map(\.text) == ["out/b"])
      #expect(list.deleted.isEmpty)
    }
  }

  // MARK: Odd names

  static let oddNames = [
    "new\nline", "tab\there", "quote\"and\\back", "escape\u{1B}[31m", " blank ", "-rf", "ünïcode",
    ":(glob)*", "a'b",
  ]

  @Test(arguments: oddNames)
  func anOddNameIsItself(name: String) async throws {
    try await TemporaryRepository.with(files: [name: "tracked"]) { temporary in
      try temporary.write(["un" + name: "untracked"])
      let list = try await Self.list(temporary)
      #expect(Set(list.entries.map(\.path.text)) == [name, "un" + name])
      let files = try WorkTreeFiles(list.readable, in: FilePath(temporary.path))
      for path in list.readable {
        _ = try files.content(of: path, limit: 100)
      }
    }
  }

  @Test func aNameThatIsNotUTF8() async throws {
    try await TemporaryRepository.with { temporary in
      try await temporary.run(.name("sh"), ["-c", #"printf x > "$(printf 'caf\351')""#])
      for scope in [Repository.Scope.notIgnored, .everything] {
        let list = try await Self.list(temporary, scope)
        let path = try #require(list.readable.first)
        #expect(path.bytes == Array("caf".utf8) + [0xE9])
        #expect(path.utf8 == nil)
        let files = try WorkTreeFiles(list.readable, in: FilePath(temporary.path))
        #expect(try files.content(of: path, limit: 10) == [UInt8(ascii: "x")])
      }
    }
  }

  @Test func aPathOf4000Bytes() async throws {
    try await TemporaryRepository.with { temporary in
      let folder = String(repeating: "f", count: 199)
      // In steps, since no call takes the whole path.
      try await temporary.run(
        .name("sh"),
        [
          "-c",
          "for i in $(seq 19); do mkdir \(folder) && cd -P \(folder) || exit 1; done; echo x > a",
        ]
      )
      let list = try await Self.list(temporary, .everything)
      let path = try #require(list.readable.first)
      #expect(path.bytes.count == 19 * 200 + 1)
      let files = try WorkTreeFiles([], in: FilePath(temporary.path))
      #expect(try files.content(of: path, limit: 10) == Array("x\n".utf8))
      #expect(try await Self.list(temporary).readable == [path])
      try await temporary.run(.name("rm"), ["-rf", folder])
    }
  }

  // MARK: What cannot be read

  /// Git passes over a folder that it cannot open, with a warning in these words.
  @Test(.enabled(if: Privileges.canDrop))
  func aFolderThatCannotBeOpenedIsNotPassedOverSilently() async throws {
    try await TemporaryRepository.with(files: ["a": ""]) { temporary in
      try temporary.write(["locked/b": ""])
      try temporary.directory.setMode(0o700, of: "locked")
      try await temporary.run(
        .name("sh"),
        [
          "-c",
          "setpriv --reuid 65534 --clear-groups git -c safe.directory='*' ls-files -z -s -t -c -d -o"
            + " --exclude-standard > .git/list 2> .git/warnings",
        ])
      let answer = GitRunner.Answer(
        bytes: try temporary.directory.read(".git/list"), status: 0,
        warnings: String(decoding: try temporary.directory.read(".git/warnings"), as: UTF8.self))
      let list = try FileList(lsFiles: answer)
      #expect(
        list.unreadable == [
          FileError(.unreadable, path: RepositoryPath("locked/"), message: "Permission denied")
        ])
    }
  }

  @Test func aFifoIsNotWaitedFor() async throws {
    try await TemporaryRepository.with(files: ["was": "a file"]) { temporary in
      try temporary.directory.delete("was")
      try await temporary.run(.name("mkfifo"), ["was"])
      let list = try await Self.list(temporary)
      let files = try WorkTreeFiles(list.readable, in: FilePath(temporary.path))
      let error = #expect(throws: FileError.self) {
        try files.content(of: RepositoryPath("was"), limit: 10)
      }
      #expect(error?.code == .notAFile)
    }
  }

  @Test func aFileThatVanishesIsAnError() async throws {
    try await TemporaryRepository.with(files: ["a": "x"]) { temporary in
      let list = try await Self.list(temporary)
      let files = try WorkTreeFiles(list.readable, in: FilePath(temporary.path))
      try temporary.directory.delete("a")
      let error = #expect(throws: FileError.self) {
        try files.content(of: RepositoryPath("a"), limit: 10)
      }
      #expect(error?.code == .vanished)
    }
  }

  /// Whoever writes to it all the time does not keep us from the end.
  @Test func aFileThatGrowsEndsWhereItEnded() async throws {
    try await TemporaryDirectory.with { temporary in
      try temporary.write("12345", to: "a")
      let folder = try OpenFolder(FilePath(temporary.path))
      var file = try folder.file(at: RepositoryPath("a"))
      let handle = try FileHandle(forWritingTo: URL(filePath: temporary.absolute("a")))
      try handle.seekToEnd()
      try handle.write(contentsOf: Data("67890".utf8))
      try handle.close()
      var buffer = [UInt8](repeating: 0, count: 5)
      #expect(try file.read(into: &buffer, at: 0..<buffer.count) == 5)
      #expect(try file.read(into: &buffer, at: 0..<buffer.count) == 0)
    }
  }

  /// The file that was opened is read, whatever has its name now.
  @Test func aFileThatIsReplacedIsTheOneThatWasOpened() async throws {
    try await TemporaryDirectory.with { temporary in
      try temporary.write("old", to: "a")
      let folder = try OpenFolder(FilePath(temporary.path))
      var file = try folder.file(at: RepositoryPath("a"))
      try temporary.delete("a")
      try temporary.write("new", to: "a")
      var buffer = [UInt8](repeating: 0, count: 3)
      #expect(try file.read(into: &buffer, at: 0..<buffer.count) == 3)
      #expect(buffer == Array("old".utf8))
    }
  }

  @Test func aFileOverTheLimitIsAnError() async throws {
    try await TemporaryRepository.with(files: ["a": "12345"]) { temporary in
      let files = try WorkTreeFiles([], in: FilePath(temporary.path))
      let path = RepositoryPath("a")
      #expect(try files.content(of: path, limit: 5) == Array("12345".utf8))
      let error = #expect(throws: FileError.self) { try files.content(of: path, limit: 4) }
      #expect(error?.code == .tooLarge)
    }
  }

  /// Files of `/proc` say that they have no bytes.
  @Test(.enabled(if: Privileges.hasProc))
  func aFileWithMoreThanItsSizeIsReadWhole() throws {
    let files = try WorkTreeFiles([], in: "/proc/self")
    let path = RepositoryPath("status")
    #expect(try files.content(of: path, limit: 1 << 20).starts(with: "Name:".utf8))
    let error = #expect(throws: FileError.self) { try files.content(of: path, limit: 8) }
    #expect(error?.code == .tooLarge)
  }

  @Test func manyFilesAreListedInOrder() async throws {
    let count = 20_000
    try await TemporaryRepository.with { temporary in
      let blob = try await temporary.git("hash-object", "-w", "--stdin")
      let index = (0..<count).map { "100644 \(blob)\td\($0 % 100)/f\($0)\n" }.joined()
      try await temporary.run(.name("git"), ["update-index", "--index-info"], input: index)
      let list = try await Self.list(temporary)
      #expect(list.deleted.count == count)
      #expect(list.deleted == list.deleted.sorted())
    }
  }
}
