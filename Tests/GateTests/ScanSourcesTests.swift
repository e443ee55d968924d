import Gate
import GateModel
import GateRepository
import GateRules
import GateTestSupport
import Testing

/// Where a scan looks: commits, the index, single files.
@Suite struct ScanSourcesTests {
  private let key: String

  init() throws {
    var placeholders = Placeholders(rule: "sources", position: 0)
    key = try placeholders.expand("{{maintainx-token}}")
  }

  private func scan(_ root: String, _ source: ScanSettings.Source) async -> Report {
    await ScanRun.report(
      ScanSettings(root: root, source: source, today: Placeholders.today, toolVersion: "test"))
  }

  private func places(_ report: Report) -> [String] {
    report.findings.map { finding in
      "\(finding.location.path):\(finding.location.line) \(finding.commit?.prefix(7) ?? "-")"
    }
  }

  @Test func historyTellsTheCommitAndThePathThatBroughtASecret() async throws {
    try await TemporaryRepository.with(files: ["README.md": "A service.\n"]) { repository in
      let first = try await repository.commit(files: ["a.env": "\nKEY=\(key)\n"], message: "Add")
      // Moved, then removed: still there, and reported once.
      try await repository.git("mv", "a.env", "b.env")
      try await repository.commit(message: "Move")
      try await repository.git("rm", "-q", "b.env")
      try await repository.commit(message: "Remove")
      let report = await scan(repository.path, .history())
      #expect(places(report) == ["a.env:2 \(first.prefix(7))"])
      #expect(report.exitStatus == .failed)
      #expect(await scan(repository.path, .workTree).findings.isEmpty)
    }
  }

  @Test func shardsFindWhatTheWholeHistoryFinds() async throws {
    try await TemporaryRepository.with(files: ["README.md": "A service.\n"]) { repository in
      for number in 1...8 {
        try await repository.commit(
          files: ["f\(number).env": "N=\(number)\nKEY=\(key)\n"], message: "Add")
      }
      let whole = await scan(repository.path, .history())
      var parts: [String] = []
      var files = 0
      for number in 1...3 {
        let shard = try #require(HistoryShard(number: number, of: 3))
        let report = await scan(repository.path, .history(shard))
        parts += places(report)
        files += report.counts.files
      }
      #expect(whole.findings.count == 8)
      #expect(parts.sorted() == places(whole).sorted())
      #expect(files == whole.counts.files)
    }
  }

  @Test func aFindingInHistoryHasTheFingerprintOfItsPath() async throws {
    try await TemporaryRepository.with(files: ["z.env": "KEY=\(key)\n"]) { repository in
      let fingerprint = try #require(await scan(repository.path, .workTree).findings.first)
        .fingerprint
      try await repository.git("mv", "z.env", "a.env")
      try await repository.commit(message: "Move")
      let report = await scan(repository.path, .history())
      #expect(report.findings.map(\.fingerprint) == [fingerprint])
    }
  }

  @Test func aRangeHoldsItsOwnCommitsAlone() async throws {
    try await TemporaryRepository.with(files: ["old.env": "KEY=\(key)\n"]) { repository in
      let last = try await repository.commit(files: ["new.env": " KEY=\(key)\n"], message: "Add")
      let report = await scan(repository.path, .range("HEAD~1..HEAD"))
      #expect(places(report) == ["new.env:1 \(last.prefix(7))"])
      #expect(await scan(repository.path, .range("HEAD..")).findings.isEmpty)
    }
  }

  @Test(arguments: ["no-such", "no-such..main", "main..no-such"])
  func whatIsNoRangeIsNoPass(range: String) async throws {
    try await TemporaryRepository.with(files: ["a.txt": "a"]) { repository in
      let report = await scan(repository.path, .range(range))
      #expect(report.exitStatus != .passed)
      #expect(!report.diagnostics.isEmpty)
    }
  }

  @Test func stagedIsWhatWouldBeCommitted() async throws {
    try await TemporaryRepository.with(files: ["a.txt": "a"]) { repository in
      try repository.write(["staged.env": "KEY=\(key)\n", "not.env": "KEY=\(key)\n"])
      try await repository.git("add", "staged.env")
      try repository.write(["staged.env": "KEY=removed-since\n"])
      #expect(places(await scan(repository.path, .staged)) == ["staged.env:1 -"])
    }
  }

  @Test func aSingleFileIsScannedByItsName() async throws {
    try await TemporaryDirectory.with { directory in
      try directory.write("KEY=\(key)\n", to: "folder/a.env")
      let report = await scan(directory.absolute("folder/a.env"), .workTree)
      #expect(places(report) == ["a.env:1 -"])
    }
  }

  @Test func aShallowHistoryIsNotWholeAndSaysSo() async throws {
    try await TemporaryRepository.with(files: ["a.txt": "a"]) { repository in
      try await repository.commit(files: ["b.txt": "b"], message: "More")
      try await TemporaryDirectory.with { directory in
        try await repository.git(
          "clone", "-q", "--depth", "1", "file://\(repository.path)", directory.absolute("clone"))
        let report = await scan(directory.absolute("clone"), .history())
        #expect(report.exitStatus == .couldNotCheck)
      }
    }
  }

  @Test(arguments: [ScanSettings.Source.staged, .history(), .range("a..b")])
  func withoutGitThereAreNoCommits(source: ScanSettings.Source) async throws {
    try await TemporaryDirectory.with { directory in
      #expect(await scan(directory.path, source).exitStatus == .usage)
    }
  }
}
