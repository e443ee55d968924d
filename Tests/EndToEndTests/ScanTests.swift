import GateTestSupport
import Testing

/// `mxgate scan` on real folders and repositories.
@Suite struct ScanTests {

  @Test func emptyFolderPasses() async throws {
    try await TemporaryDirectory.with { folder in
      let outcome = try await MXGateBinary.run(["scan"], in: folder.path)
      #expect(outcome.status == 0)
      #expect(outcome.output.hasSuffix("passed: no secrets found\n"))
    }
  }

  @Test func missingFolderIsWrongUsage() async throws {
    try await TemporaryDirectory.with { folder in
      let outcome = try await MXGateBinary.run(["scan", "missing"], in: folder.path)
      #expect(outcome.status == 2)
      #expect(outcome.output.contains("missing"))
    }
  }

  @Test func wrongUsageEndsWithTwo() async throws {
    try await TemporaryDirectory.with { folder in
      let outcome = try await MXGateBinary.run(["scan", "--no-such-flag"], in: folder.path)
      #expect(outcome.status == 2)
      #expect(outcome.errors.contains("--no-such-flag"))
      #expect(outcome.output.isEmpty)
    }
  }

  @Test(arguments: ["text", "json", "sarif", "junit", "github", "gitlab", "markdown", "html"])
  func exitStatusNeverDependsOnTheFormat(format: String) async throws {
    try await TemporaryDirectory.with { folder in
      try folder.write("NAME=value\n", to: "a.env")
      let clean = try await MXGateBinary.run(["scan", "--format", format], in: folder.path)
      #expect(clean.status == 0)
      let missing = try await MXGateBinary.run(["scan", "no", "--format", format], in: folder.path)
      #expect(missing.status == 2)
    }
  }

  @Test func reportThatCannotBeWrittenIsNoPass() async throws {
    try await TemporaryDirectory.with { folder in
      let outcome = try await MXGateBinary.run(
        ["scan", "--format", "json", "--output", "no/such/folder/report.json"], in: folder.path)
      #expect(outcome.status == 3)
      #expect(outcome.errors.contains("no/such/folder/report.json"))
    }
  }

  @Test func fullDiskIsNoPass() async throws {
    try await TemporaryDirectory.with { folder in
      let outcome = try await MXGateBinary.run(
        ["scan", "--format", "json", "--output", "/dev/full"], in: folder.path)
      #expect(outcome.status == 3)
      #expect(outcome.errors.contains("/dev/full"))
    }
  }

  @Test func severalReportsInOneRun() async throws {
    try await TemporaryDirectory.with { folder in
      let outcome = try await MXGateBinary.run(
        ["scan", "--format", "sarif=a.sarif", "--format", "json=a.json"], in: folder.path)
      #expect(outcome.status == 0)
      #expect(outcome.output.contains("passed"))
      #expect(String(decoding: try folder.read("a.sarif"), as: UTF8.self).contains("2.1.0"))
      #expect(String(decoding: try folder.read("a.json"), as: UTF8.self).contains("schemaVersion"))
    }
  }
}
