import Gate
import GateModel
import GateRepository
import GateRules
import GateScan
import GateTestSupport
import SystemPackage
import Testing

@Suite struct SweepTests {
  private let token: String

  init() throws {
    var placeholders = Placeholders(rule: "sweep", position: 0)
    token = try placeholders.expand("tok_{{lowernum:20}}")
  }

  private func sweep(workers: Int = 2) throws -> Sweep {
    let rule = SecretRule(
      id: "some-token", title: "Some token", severity: .high, confidence: .high,
      detection: .pattern("tok_[0-9a-z]{20}", keywords: [.init("tok_")], ignoresCase: false),
      source: "https://example.com", fix: "Revoke it.",
      location: Location(path: RepositoryPath("rules.yaml"), line: 1))
    let engine = try SecretEngine(
      rules: [rule], options: ScanOptions(today: Placeholders.today),
      anchors: [("host", [.init("api.getmaintainx.com")])])
    return Sweep(engine, workers: workers)
  }

  private func run(
    workers: Int = 2, _ prepare: (TemporaryDirectory) throws -> Void
  ) async throws -> SweepResult {
    try await TemporaryDirectory.with { directory in
      try prepare(directory)
      let folder = try OpenFolder(FilePath(directory.path))
      return try await sweep(workers: workers).run(everythingIn: folder)
    }
  }

  private func places(_ result: SweepResult) -> [String] {
    result.findings.map { "\($0.location.path):\($0.location.line):\($0.location.column)" }
  }

  @Test func everyFileBelowTheFolderIsReadOnceAndGitsOwnAreNot() async throws {
    let result = try await run { directory in
      try directory.write("x \(token)", to: "a.txt")
      try directory.write("\n\(token)\n", to: "deep/er/b.txt")
      try directory.write(token, to: ".git/config")
      try directory.write(token, to: "sub/.git/config")
    }
    #expect(places(result) == ["a.txt:1:3", "deep/er/b.txt:2:1"])
    #expect(result.counts.files == 2)
    #expect(result.counts.bytes == 2 + 24 + 1 + 24 + 1)
  }

  @Test func aFileOfSecretsIsNoPassAndSaysHowManyAreLeftOut() async throws {
    let most = FindingWriter.mostListed
    let result = try await run { directory in
      // More than a window holds, so that the count goes over the whole file.
      let gap = String(repeating: " ", count: 2_000)
      try directory.write(
        String(repeating: "\(token)\(gap)\n", count: most + 30), to: "a.txt")
    }
    #expect(result.findings.count == most)
    #expect(result.diagnostics.map(\.message) == ["30 more findings in this file are not listed"])
    #expect(result.diagnostics.map(\.severity) == [.error])
  }

  @Test(arguments: [1, 2, 4])
  func historyIsTheSameOnAnyNumberOfThreads(workers: Int) async throws {
    // Several batches, and a blob of more than one window among them.
    let filler = String(repeating: "text of a file\n", count: 3_000)
    let files = Dictionary(
      uniqueKeysWithValues: (0..<60).map { ("f\($0 / 10)/\($0).txt", "\($0)\n\(filler)\(token)") })
    let large = String(repeating: filler, count: 200) + token
    try await TemporaryRepository.with(files: files.merging(["large.txt": large]) { $1 }) {
      repository in
      let git = GitRunner(in: FilePath(repository.path))
      let result = try await sweep(workers: workers).run(.everything, of: git)
      #expect(
        result.findings.map { "\($0.location.path)" } == (files.keys + ["large.txt"]).sorted())
      #expect(result.findings.allSatisfy { $0.commit != nil })
      #expect(result.counts.files == 61)
    }
  }

  @Test func theOrderDoesNotDependOnTheThreads() async throws {
    let expected = (0..<100).map { "f\($0)/\($0).txt:1:1" }.sorted()
    for workers in [1, 4] {
      let result = try await run(workers: workers) { directory in
        for index in 0..<100 { try directory.write(token, to: "f\(index)/\(index).txt") }
      }
      #expect(places(result) == expected)
    }
  }

  @Test func manyFilesInOneFolder() async throws {
    let result = try await run { directory in
      for index in 0..<200 { try directory.write(token, to: "\(index).txt") }
    }
    #expect(result.findings.count == 200)
  }

  @Test func anchorsAreToldByFile() async throws {
    let result = try await run { directory in
      try directory.write("https://api.getmaintainx.com/v1", to: "client.ts")
      try directory.write("nothing", to: "other.ts")
    }
    #expect(result.anchors == [RepositoryPath("client.ts"): ["host"]])
  }

  @Test func binaryFilesAndLinksAreCountedAndNotRead() async throws {
    let result = try await run { directory in
      try directory.write(Array(token.utf8) + [0], to: "program")
      try directory.write(token, to: "real.txt")
      try directory.link("link.txt", to: "real.txt")
      try directory.link("loop", to: ".")
    }
    #expect(places(result) == ["real.txt:1:1"])
    #expect(result.counts.skipped == ["binary": 1, "symbolicLink": 2])
  }

  @Test func theGivenFilesAloneAreRead() async throws {
    try await TemporaryDirectory.with { directory in
      try directory.write(token, to: "a.txt")
      try directory.write(token, to: "b.txt")
      try directory.makeFolder("folder")
      let folder = try OpenFolder(FilePath(directory.path))
      let files = ["a.txt", "gone.txt", "folder"].map { RepositoryPath($0) }
      let result = try await sweep().run(files, in: folder)
      #expect(places(result) == ["a.txt:1:1"])
      #expect(result.counts.skipped == ["specialFile": 1])
      // What was there when the files were listed has not been looked at.
      #expect(result.diagnostics.map(\.location?.path.text) == ["gone.txt"])
      #expect(result.diagnostics.first?.severity == .error)
    }
  }

  @Test(arguments: [false, true])
  func textInUTF16IsRead(isBigEndian: Bool) async throws {
    let text = "\u{FEFF}é😀\n  \(token)\n"
    let bytes = text.utf16.flatMap { unit in
      isBigEndian ? [UInt8(unit >> 8), UInt8(unit & 255)] : [UInt8(unit & 255), UInt8(unit >> 8)]
    }
    let result = try await run { try $0.write(bytes, to: "a.txt") }
    #expect(places(result) == ["a.txt:2:3"])
  }

  /// A secret at every place of a seam between windows, by moving it byte by byte.
  @Test(arguments: [-40, -24, -12, -1, 0, 1, 13])
  func nothingIsLostOrFoundTwiceBetweenWindows(shift: Int) async throws {
    let window = 256 << 10
    let line = String(repeating: "y", count: 99) + "\n"
    let filler = Array(String(repeating: line, count: window / 100 + 1).utf8)
    let owned = window - TextWindow.behind
    for seam in [window, owned, owned - TextWindow.before] {
      let before = Array(filler.prefix(seam + shift))
      let secret = Array(" \(token) ".utf8)
      let text: [UInt8] = before + secret + filler + filler
      let result = try await run { try $0.write(text, to: "big.txt") }
      let line = before.count { $0 == UInt8(ascii: "\n") } + 1
      let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
      #expect(places(result) == ["big.txt:\(line):\(before.count - lineStart + 2)"])
      #expect(result.counts.bytes == text.count)
    }
  }

  @Test func aFileOfExactlyOneWindow() async throws {
    let filler = [UInt8](repeating: UInt8(ascii: "\n"), count: (256 << 10) - token.utf8.count)
    let result = try await run { try $0.write(filler + Array(token.utf8), to: "a.txt") }
    #expect(places(result) == ["a.txt:\(filler.count + 1):1"])
  }

  @Test func anEmptyFolder() async throws {
    let result = try await run { _ in }
    #expect(result.findings.isEmpty)
    #expect(result.counts == SweepCounts())
  }
}
