import FoundationEssentials
import GateTestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// `mxgate check --run-quality` runs what the manifest names, and nothing else.
@Suite struct RunQualityTests {
  private func with(
    quality: String, _ files: [String: String] = [:],
    _ test: (TemporaryRepository) async throws -> Void
  ) async throws {
    var all = files
    all["mxgate.yaml"] = "apiVersion: mxgate/v1\nquality:\n\(quality)\n"
    all["package.json"] =
      all["package.json"] ?? "{ \"scripts\": { \"lint\": \"eslint .\" } }\n"
    try await TemporaryRepository.with(files: all, test)
  }

  private func run(
    _ arguments: String..., in repository: TemporaryRepository
  ) async throws -> (report: ReadReport, status: Int32) {
    try await ReadReport.of(["check", "--only", "quality"] + arguments, in: repository.path)
  }

  @Test func nothingRunsWithoutTheFlag() async throws {
    try await with(quality: "  lint: { command: touch ran }") { repository in
      _ = try await run(in: repository)
      #expect(!repository.directory.exists("ran"))
      _ = try await run("--run-quality", in: repository)
      #expect(repository.directory.exists("ran"))
    }
  }

  @Test func aCommandThatPassesCountsLikeAPipelines() async throws {
    let npm = "#!/bin/sh\nexit 0\n"
    try await with(quality: "  lint: { command: PATH=bin:$PATH npm run lint }", ["bin/npm": npm]) {
      repository in
      try repository.directory.setMode(0o755, of: "bin/npm")
      let (report, _) = try await run("--run-quality", in: repository)
      #expect(report["quality.lint"]?.verdict == "corroborated")
      #expect(report["quality.lint"]?.evidence.map(\.path) == ["package.json"])
    }
  }

  @Test func aCommandThatSaysNothingOfALinterIsNoProof() async throws {
    try await with(quality: "  lint: { command: \"true\" }", ["package.json": "{}\n"]) {
      repository in
      let (report, _) = try await run("--run-quality", in: repository)
      #expect(report["quality.lint"]?.verdict == "unproven")
    }
  }

  @Test func aCommandThatFailsStopsTheGateAndShowsItsEnd() async throws {
    let command = "echo first; echo \\\"no-unused-vars at a.js\\\" >&2; exit 7"
    try await with(quality: "  lint: { command: \"\(command)\" }") { repository in
      let (report, status) = try await run("--run-quality", in: repository)
      #expect(status == 1)
      #expect(report["quality.lint"]?.verdict == "contradicted")
      #expect(report["quality.lint"]?.priority == "P0")
      #expect(report["quality.lint"]?.reason.contains("exited with 7") == true)
      let text = try await MXGateBinary.run(
        ["check", "--only", "quality.lint", "--run-quality"], in: repository.path)
      #expect(text.output.contains("no-unused-vars at a.js"))
    }
  }

  @Test func aSecretThatItPrintsIsHidden() async throws {
    let key = "sk_" + "live_" + "9fK2mQ7xRb4TnV8wYc3Jz6Lp"
    try await with(quality: "  lint: { command: \"sh fail.sh\" }") { repository in
      try repository.write([
        "fail.sh": "printf 'key = sk_'; echo 'live_9fK2mQ7xRb4TnV8wYc3Jz6Lp'; exit 1\n"
      ])
      let text = try await MXGateBinary.run(
        ["check", "--only", "quality.lint", "--run-quality"], in: repository.path)
      #expect(!text.output.contains(key))
      #expect(text.output.contains("(a line with a secret)"))
    }
  }

  @Test func theKeyOfProductionIsNotHandedOn() async throws {
    let command = "printenv MAINTAINX_API_KEY && exit 0; exit 3"
    try await with(quality: "  lint: { command: \"\(command)\" }") { repository in
      let outcome = try await MXGateBinary.run(
        ["check", "--only", "quality.lint", "--run-quality", "--format", "json"],
        in: repository.path, environment: ["MAINTAINX_API_KEY": "x"])
      #expect(outcome.output.contains("exited with 3"))
    }
  }

  @Test func aCommandThatHangsIsEndedWithAllItStarted() async throws {
    let command = "trap '' TERM; sleep 60 & echo $! > pid; echo waiting; wait"
    try await with(quality: "  lint: { command: \"\(command)\" }") { repository in
      let (report, status) = try await run(
        "--run-quality", "--quality-timeout", "1s", in: repository)
      #expect(status == 1)
      #expect(report["quality.lint"]?.reason.contains("took longer than 1 s") == true)
      let text = String(decoding: try repository.directory.read("pid"), as: UTF8.self)
      let process = try #require(pid_t(text.filter(\.isNumber)))
      // Dead at once; the system takes it off its list a moment later.
      for _ in 0..<100 where kill(process, 0) == 0 { try await Task.sleep(for: .milliseconds(100)) }
      #expect(kill(process, 0) != 0)
    }
  }

  @Test func coverageThatItWritesIsRead() async throws {
    let command =
      "mkdir -p coverage; printf 'SF:a.js\\nLF:10\\nLH:9\\nBRF:10\\nBRH:9\\nend_of_record\\n' > coverage/lcov.info"
    try await with(
      quality: "  tests:\n    branches: 80%\n    command: >-\n      \(command)",
      [".gitignore": "coverage/\n", "package.json": "{}\n"]
    ) { repository in
      let before = try await run(in: repository)
      #expect(before.report["quality.tests"]?.verdict == "unproven")
      let (report, _) = try await run("--run-quality", in: repository)
      #expect(report["quality.tests"]?.verdict == "corroborated")
    }
  }

  @Test func thePolicyOfTheBaseNamesTheCommands() async throws {
    try await with(quality: "  lint: { command: touch base-ran }") { repository in
      try await repository.git("branch", "base")
      try await repository.commit(
        files: [
          "mxgate.yaml": "apiVersion: mxgate/v1\nquality: { lint: { command: touch branch-ran } }\n"
        ], message: "Another command")
      _ = try await run("--run-quality", "--policy-from", "base", in: repository)
      #expect(repository.directory.exists("base-ran"))
      #expect(!repository.directory.exists("branch-ran"))
    }
  }

  @Test func nothingToRunIsSaid() async throws {
    try await with(quality: "  lint: true") { repository in
      let (report, _) = try await run("--run-quality", in: repository)
      #expect(report.diagnostics.contains { $0.message.contains("nothing to run") })
    }
  }
}
