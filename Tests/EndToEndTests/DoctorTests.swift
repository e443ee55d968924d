import GateTestSupport
import Testing

/// `mxgate doctor` in repositories that lack this and that.
@Suite struct DoctorTests {
  private func finding(_ name: String, in output: String) -> (state: String, words: String)? {
    output.split(separator: "\n").map { $0.split(separator: " ", maxSplits: 2).map(String.init) }
      .first { $0.count == 3 && $0[1] == name }.map { ($0[0], $0[2]) }
      ?? output.split(separator: "\n").first { $0.contains(" \(name) ") }
      .map { (String($0.prefix { $0 != " " }), String($0)) }
  }

  @Test func aFreshCloneIsToldTheCommandsThatMendIt() async throws {
    try await TemporaryRepository.with(files: ["a.txt": "x\n"]) { repository in
      let outcome = try await MXGateBinary.run(["doctor"], in: repository.path)
      #expect(outcome.status == 1)
      for words in ["-> mxgate hook install", "-> mxgate init", "no CI files"] {
        #expect(outcome.output.contains(words), "\(outcome.output)")
      }
      #expect(finding("git", in: outcome.output)?.state == "fine")
      #expect(finding("rules", in: outcome.output)?.state == "fine")
      #expect(finding("key", in: outcome.output)?.state == "advice")
      #expect(outcome.output.contains("3 things are wrong"))
    }
  }

  @Test func aRepositoryThatIsSetUpIsFine() async throws {
    let files = [
      "mxgate.yaml": "apiVersion: mxgate/v1\nmaintainx: { apiKeyEnv: SYNC_KEY }\n",
      ".github/workflows/deploy.yml": """
      jobs:
        gate:
          steps:
            # - run: mxgate check, once
            - run: mxgate check --require-live

      """,
    ]
    try await TemporaryRepository.with(files: files) { repository in
      _ = try await MXGateBinary.run(["hook", "install"], in: repository.path)
      let outcome = try await MXGateBinary.run(
        ["doctor"], in: repository.path, environment: ["SYNC_KEY": "present"])
      #expect(outcome.status == 0, "\(outcome.output)")
      #expect(outcome.output.contains(".github/workflows/deploy.yml:5 calls the gate"))
      #expect(outcome.output.contains("SYNC_KEY is set"))
      let json = try await MXGateBinary.run(["doctor", "--format", "json"], in: repository.path)
      #expect(json.output.contains("\"passed\": true"))
    }
  }

  @Test func aBrokenManifestAndAShadowedHookAreWrong() async throws {
    try await TemporaryRepository.with(files: ["mxgate.yaml": "apiVersion: nonsense\n"]) {
      repository in
      _ = try await MXGateBinary.run(["hook", "install"], in: repository.path)
      try await repository.git("config", "core.hooksPath", "elsewhere")
      let outcome = try await MXGateBinary.run(["doctor"], in: repository.path)
      #expect(outcome.status == 1)
      #expect(outcome.output.contains("mxgate.yaml:1:13"))
      #expect(outcome.output.contains("core.hooksPath (file:.git/config)"))
    }
  }

  @Test func aFolderWithoutGitIsToldSo() async throws {
    try await TemporaryDirectory.with { folder in
      let outcome = try await MXGateBinary.run(["doctor"], in: folder.path)
      #expect(outcome.status == 1)
      #expect(outcome.output.contains("-> git init"))
    }
  }
}
