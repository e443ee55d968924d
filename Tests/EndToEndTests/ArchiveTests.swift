import GateTestSupport
import Subprocess
import Testing

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// Archives made by the real programs, and zip files put together byte by byte.
@Suite struct ArchiveTests {
  private static let setting = "DB_PASSWORD=" + "plumtree42" + "\n"

  private func run(_ program: String, _ arguments: [String], in folder: String) async throws {
    let result = try await Subprocess.run(
      .name(program), arguments: Arguments(arguments), workingDirectory: FilePath(folder),
      output: .discarded, error: .string(limit: 1 << 16))
    try #require(result.terminationStatus == .exited(0), "\(program): \(result.standardError)")
  }

  private func scan(
    _ folder: TemporaryDirectory, _ arguments: [String] = []
  ) async throws -> MXGateBinary.Outcome {
    try await MXGateBinary.run(["scan", "--format", "json"] + arguments, in: folder.path)
  }

  @Test(arguments: ["a.tar", "a.tar.gz", "a.tgz"])
  func filesInATarAreSearched(_ name: String) async throws {
    try await TemporaryDirectory.with { folder in
      try folder.write(Self.setting, to: "in/config/app.env")
      let form = name.hasSuffix("gz") ? "-czf" : "-cf"
      try await run("tar", [form, name, "-C", "in", "config"], in: folder.path)
      try folder.delete("in")
      let outcome = try await scan(folder)
      #expect(outcome.status == 1)
      #expect(outcome.output.contains("\"\(name)!/config/app.env\""))
      #expect(!outcome.output.contains("plumtree42"))
      #expect(try await scan(folder, ["--no-archives"]).status == 0)
    }
  }

  @Test func whatGzipPackedIsSearched() async throws {
    try await TemporaryDirectory.with { folder in
      try folder.write(Self.setting, to: "app.env")
      try await run("gzip", ["app.env"], in: folder.path)
      let outcome = try await scan(folder)
      #expect(outcome.status == 1)
      #expect(outcome.output.contains("\"app.env.gz!/app.env\""))
    }
  }

  /// Nobody knows what is in it; a scan warns, a gate does not pass.
  @Test func anArchiveThatCannotBeSearchedStopsTheGate() async throws {
    var files = try SampleService.files()
    try await TemporaryRepository.with(files: files) { repository in
      try repository.directory.write([0x50, 0x4B, 0x03, 0x04, 1, 2, 0, 0], to: "data/a.zip")
      let (report, status) = try await ReadReport.of(["check"], in: repository.path)
      #expect(status == 3)
      #expect(report.failing == [])
      #expect(report.diagnostics.map(\.severity) == ["error"])
      #expect(try await ReadReport.of(["scan"], in: repository.path).status == 0)
      let unopened = try await ReadReport.of(["check", "--no-archives"], in: repository.path)
      #expect(unopened.status == 0)

      try await repository.git("add", "data")
      _ = try await repository.commit(message: "an archive")
      try await repository.git("branch", "base")
      let known = try await ReadReport.of(["check", "--against", "base"], in: repository.path)
      #expect(known.status == 0)
      #expect(known.report.diagnostics.map(\.severity) == ["warning"])

      files["mxgate.yaml"]? +=
        "\nscan: { exclude: [{ path: data/a.zip, reason: a damaged file for the tests }] }\n"
      try repository.write(files)
      let excluded = try await ReadReport.of(["check"], in: repository.path)
      #expect(excluded.status == 0)
      #expect(excluded.report.diagnostics.map(\.severity) == ["note"])
      let text = try await MXGateBinary.run(["check"], in: repository.path)
      #expect(text.output.contains("a damaged file for the tests"))
    }
  }

  @Test(arguments: ["a.zip", "a.jar"])
  func filesInAZipAreSearched(_ name: String) async throws {
    try await TemporaryDirectory.with { folder in
      // More than is read at once comes before.
      let filler = [UInt8](repeating: 0x20, count: 600_000)
      try folder.write(
        ZipFile.stored([("filler.txt", filler), ("conf/app.env", Array(Self.setting.utf8))]),
        to: name)
      let outcome = try await scan(folder)
      #expect(outcome.status == 1)
      #expect(outcome.output.contains("\"\(name)!/conf/app.env\""))
    }
  }

  @Test func aPackedFileInAZipIsSearched() async throws {
    try await TemporaryDirectory.with { folder in
      try folder.write(Self.setting, to: "app.env")
      try await run("gzip", ["-n", "app.env"], in: folder.path)
      // The stream between gzip's header of ten bytes and its trailer of eight is what zip holds.
      let packed = Array(try folder.read("app.env.gz").dropFirst(10).dropLast(8))
      try folder.delete("app.env.gz")
      try folder.write(
        ZipFile.packed("app.env", packed, size: Self.setting.utf8.count), to: "a.zip")
      let outcome = try await scan(folder)
      #expect(outcome.status == 1)
      #expect(outcome.output.contains("\"a.zip!/app.env\""))
    }
  }

  @Test func archivesInArchivesAreOpenedToADepth() async throws {
    try await TemporaryDirectory.with { folder in
      var content = ZipFile.stored([("app.env", Array(Self.setting.utf8))])
      for _ in 0..<2 { content = ZipFile.stored([("in.zip", content)]) }
      try folder.write(content, to: "a.zip")
      let outcome = try await scan(folder)
      #expect(outcome.status == 1)
      #expect(outcome.output.contains("\"a.zip!/in.zip!/in.zip!/app.env\""))
      try folder.write(ZipFile.stored([("in.zip", content)]), to: "a.zip")
      let deeper = try await scan(folder)
      #expect(deeper.status == 0)
      #expect(deeper.output.contains("deeper than 3 archives"))
    }
  }

  @Test func whatUnpacksToTooMuchIsNamed() async throws {
    try await TemporaryDirectory.with { folder in
      let size = 65 << 20
      try folder.write([UInt8](repeating: 0x61, count: size), to: "zeros.txt")
      try await run("gzip", ["-1", "zeros.txt"], in: folder.path)
      let outcome = try await scan(folder)
      #expect(outcome.status == 0)
      #expect(outcome.output.contains("unpacks to more than"))
    }
  }

  @Test(arguments: [40, 200, 3])
  func aBrokenArchiveIsNamed(_ kept: Int) async throws {
    try await TemporaryDirectory.with { folder in
      let whole = ZipFile.stored([("app.env", [UInt8](repeating: 0x62, count: 300))])
      try folder.write(Array(whole.prefix(kept)) + [0, 0], to: "a.zip")
      let outcome = try await scan(folder)
      #expect(outcome.status == 0)
      #expect(outcome.output.contains("is broken") == (kept > 3))
    }
  }

  @Test func theHistorysArchivesAreOpened() async throws {
    try await TemporaryRepository.with(files: ["README.md": "one\n"]) { repository in
      try repository.directory.write(
        ZipFile.stored([("app.env", Array(Self.setting.utf8))]), to: "a.zip")
      try await repository.git("add", "-A")
      try await repository.git("commit", "-q", "-m", "Add")
      let outcome = try await MXGateBinary.run(
        ["scan", "--history", "--format", "json"], in: repository.path)
      #expect(outcome.status == 1)
      #expect(outcome.output.contains("\"a.zip!/app.env\""))
    }
  }
}

/// Zip files as small as they can be.
private enum ZipFile {
  static func stored(_ files: [(name: String, content: [UInt8])]) -> [UInt8] {
    make(files.map { ($0.name, $0.content, $0.content.count, 0) })
  }

  static func packed(_ name: String, _ stream: [UInt8], size: Int) -> [UInt8] {
    make([(name, stream, size, 8)])
  }

  private static func make(
    _ files: [(name: String, stream: [UInt8], size: Int, method: Int)]
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    for file in files {
      let common =
        number(20, 2) + number(0, 2) + number(file.method, 2) + number(0, 8)
        + number(file.stream.count, 4) + number(file.size, 4) + number(file.name.utf8.count, 2)
        + number(0, 2)
      directory +=
        number(0x0201_4b50, 4) + number(20, 2) + common + number(0, 10) + number(bytes.count, 4)
        + Array(file.name.utf8)
      bytes += number(0x0403_4b50, 4) + common + Array(file.name.utf8) + file.stream
    }
    return bytes + directory + number(0x0605_4b50, 4) + number(0, 4) + number(files.count, 2)
      + number(files.count, 2) + number(directory.count, 4) + number(bytes.count, 4)
      + number(0, 2)
  }

  private static func number(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> (8 * $0)) : 0 }
  }
}
