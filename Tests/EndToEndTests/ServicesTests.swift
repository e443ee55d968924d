import GateTestSupport
import Testing

/// Several services in one repository, each with a manifest in a folder of its own.
@Suite struct ServicesTests {
  private static let secret =
    "const key = '" + "sk_" + "live_" + "9fK2mQ7xRb4TnV8wYc3Jz6Lp" + "';\n"
  /// What stands at the top of a repository, for all of its services.
  private static let shared = [
    ".github/workflows/ci.yaml", ".pre-commit-config.yaml", ".gitignore",
  ]

  /// The sample service in two folders; one of them calls the API through a package beside it.
  private static func files() throws -> [String: String] {
    let sample = try SampleService.files()
    var files: [String: String] = [:]
    for (path, text) in sample {
      if shared.contains(path) {
        files[path] = text
        continue
      }
      files["services/sync/\(path)"] = text
      if path.hasPrefix("src/maintainx/") {
        files["packages/api/\(path.dropFirst("src/maintainx/".count))"] =
          text.replacing("'../", with: "'./")
      } else {
        files["services/alerts/\(path)"] =
          text.replacing("./maintainx/client.js", with: "@acme/api/client")
          .replacing(".@acme", with: "@acme").replacing(
            "name: workorder-sync", with: "name: alerts")
      }
    }
    for name in ["config.ts", "metrics.ts", "log.ts"] {
      files["packages/api/\(name)"] = sample["src/\(name)"]
    }
    files["packages/api/package.json"] = #"{"name": "@acme/api"}"#
    return files
  }

  private func withServices(
    _ changes: [String: String] = [:], _ body: (TemporaryRepository) async throws -> Void
  ) async throws {
    let files = try Self.files().merging(changes) { $1 }
    try await TemporaryRepository.with(files: files) { try await body($0) }
  }

  @Test func eachIsJudgedWithWhatTheRepositoryShares() async throws {
    try await withServices { repository in
      let (report, status) = try await ReadReport.of(["check"], in: repository.path)
      #expect(status == 0)
      #expect(report.checks.isEmpty)
      #expect(report.services.map(\.service) == ["alerts", "workorder-sync"])
      #expect(report.services.map(\.failing) == [[], []])
      #expect(report.services.allSatisfy { $0.checks.count == 39 })
      let alerts = report.services[0]
      #expect(alerts["errors.retry"]?.evidence.first?.path == "packages/api/client.ts")
      #expect(alerts["auth.commitHook"]?.evidence.first?.path == ".pre-commit-config.yaml")
      #expect(
        report.services[1]["errors.retry"]?.evidence.first?.path
          == "services/sync/src/maintainx/client.ts")
    }
  }

  @Test func aFolderThatIsNamedIsJudgedTheSameWay() async throws {
    try await withServices { repository in
      let (report, status) = try await ReadReport.of(
        ["check", "services/alerts"], in: repository.path)
      #expect(status == 0)
      #expect(report.services.isEmpty)
      #expect(report["errors.retry"]?.evidence.first?.path == "../../packages/api/client.ts")
      #expect(report["auth.gitignore"]?.evidence.first?.path == "../../.gitignore")
    }
  }

  @Test func oneThatFailsFailsTheRun() async throws {
    let manifest = try #require(Self.files()["services/sync/mxgate.yaml"])
    let broken = manifest.replacing("timeout:", with: "timeoutt:")
    try await withServices(["services/sync/mxgate.yaml": broken]) { repository in
      let (report, status) = try await ReadReport.of(["check"], in: repository.path)
      #expect(status == 2)
      #expect(report.services.map(\.exitCode) == [0, 2])
    }
  }

  @Test func secretsStandInTheirServiceAndTheOthersAtTheTop() async throws {
    let changes = [
      "services/alerts/src/x.ts": Self.secret, "tools/y.ts": Self.secret,
    ]
    try await withServices(changes) { repository in
      let (report, status) = try await ReadReport.of(["check"], in: repository.path)
      #expect(status == 1)
      #expect(report.findings.map(\.path) == ["tools/y.ts"])
      #expect(report.services[0].findings.map(\.path) == ["services/alerts/src/x.ts"])
      #expect(report.services[0].failing == ["auth.noHardcodedKeys"])
      #expect(report.services[1].exitCode == 0)
    }
  }

  @Test func callsThatNoServiceMakesAreNobodys() async throws {
    let script = "import requests\nrequests.get('https://api.getmaintainx.com/v1/users')\n"
    try await withServices(["tools/dump.py": script]) { repository in
      let (report, _) = try await ReadReport.of(["check"], in: repository.path)
      #expect(report.services.map(\.failing) == [[], []])
    }
  }

  @Test func pipelinesOfAnotherServiceProveNothing() async throws {
    let pipeline = try #require(Self.files()[".github/workflows/ci.yaml"])
    let changes = [".github/workflows/ci.yaml": pipeline + "# paths: services/sync/**\n"]
    try await withServices(changes) { repository in
      let (report, _) = try await ReadReport.of(
        ["check", "--fail-on", "P2"], in: repository.path)
      #expect(report.services[0].failing.contains("quality.lint"))
      #expect(report.services[1].failing == [])
    }
  }

  @Test func twoOfOneNameAreAnError() async throws {
    let manifest = try #require(Self.files()["services/sync/mxgate.yaml"])
    try await withServices(["services/alerts/mxgate.yaml": manifest]) { repository in
      let outcome = try await MXGateBinary.run(["check"], in: repository.path)
      #expect(outcome.status == 2)
      #expect(
        outcome.output.contains(
          "two services have the name workorder-sync: "
            + "services/alerts/mxgate.yaml and services/sync/mxgate.yaml"))
    }
  }

  @Test func manifestsOfTestsAreToldAndNotJudged() async throws {
    let changes = ["services/sync/test/fixtures/mxgate.yaml": "no: manifest\n"]
    try await withServices(changes) { repository in
      let (report, status) = try await ReadReport.of(["check"], in: repository.path)
      #expect(status == 0)
      #expect(report.diagnostics.map(\.severity) == ["note"])
      #expect(report.services.count == 2)
    }
  }

  @Test func aServiceAtTheTopIsOneMore() async throws {
    let manifest = "apiVersion: mxgate/v1\nservice: { name: top }\n"
    try await withServices(["mxgate.yaml": manifest]) { repository in
      let (report, status) = try await ReadReport.of(["check"], in: repository.path)
      #expect(status == 1)
      #expect(report.service == "top")
      #expect(report.checks.count == 39)
      #expect(report.services.map(\.exitCode) == [0, 0])
      #expect(report["errors.retry"]?.evidence.isEmpty == true || report["errors.retry"] != nil)
    }
  }

  // MARK: Against a revision, baseline, exceptions

  @Test func onlyWhatGotWorseFails() async throws {
    let changes = ["services/alerts/src/x.ts": Self.secret, "tools/y.ts": Self.secret]
    try await withServices(changes) { repository in
      try await repository.git("branch", "base")
      let before = try await MXGateBinary.run(["check", "--against", "base"], in: repository.path)
      #expect(before.status == 0)
      let client = try #require(Self.files()["services/sync/src/maintainx/client.ts"])
      _ = try await repository.commit(
        files: [
          "services/sync/src/maintainx/client.ts": client.replacing(
            "MS = 30_000", with: "MS = 300_000")
        ], message: "slower")
      let (report, status) = try await ReadReport.of(
        ["check", "--against", "base", "--fail-on", "P1"], in: repository.path)
      #expect(status == 1)
      #expect(report.services.map(\.failing) == [[], ["errors.timeout"]])
    }
  }

  @Test func aManifestThatIsGoneFails() async throws {
    try await withServices { repository in
      try await repository.git("branch", "base")
      try await repository.git("rm", "-q", "services/sync/mxgate.yaml")
      let kept = try await ReadReport.of(["check", "--against", "base"], in: repository.path)
      #expect(kept.status == 1)
      #expect(kept.report.diagnostics.contains { $0.message.contains("in services/sync is gone") })
      try await repository.git("rm", "-qr", "services/sync")
      let whole = try await ReadReport.of(["check", "--against", "base"], in: repository.path)
      #expect(whole.status == 0)
    }
  }

  @Test func eachHasABaselineOfItsOwn() async throws {
    try await withServices(["services/alerts/src/x.ts": Self.secret]) { repository in
      let written = try await MXGateBinary.run(
        ["baseline", "services/alerts"], in: repository.path)
      #expect(written.status == 0)
      let (report, status) = try await ReadReport.of(["check"], in: repository.path)
      #expect(status == 0)
      #expect(report.services[0].findings.count == 1)
    }
  }

  @Test func theTopsBaselineHoldsForFindingsOfServices() async throws {
    try await withServices(["tools/y.ts": Self.secret, "services/alerts/src/x.ts": Self.secret]) {
      repository in
      let written = try await MXGateBinary.run(["baseline"], in: repository.path)
      #expect(written.status == 0)
      let outcome = try await MXGateBinary.run(["check"], in: repository.path)
      #expect(outcome.status == 0, "\(outcome.output)")
    }
  }

  @Test func commandsThatWriteNameTheFolders() async throws {
    try await withServices { repository in
      let outcome = try await MXGateBinary.run(
        [
          "waive", "errors.timeout", "--reason", "later", "--owner", "us", "--until", "2027-01-01",
        ], in: repository.path)
      #expect(outcome.status == 2)
      #expect(outcome.errors.contains("services/alerts"))
    }
  }

  @Test func aReportOfOneServiceIsNoProofForAll() async throws {
    try await withServices { repository in
      let outcome = try await MXGateBinary.run(
        ["check", "--live", "verify.json"], in: repository.path)
      #expect(outcome.status == 2)
      #expect(outcome.output.contains("mxgate check services/alerts"))
    }
  }

  @Test func initInAFolderSeesWhatTheRepositoryShares() async throws {
    try await withServices { repository in
      try await repository.git("rm", "-q", "services/alerts/mxgate.yaml")
      let written = try await MXGateBinary.run(["init", "services/alerts"], in: repository.path)
      #expect(written.status == 0)
      let text = try repository.directory.read("services/alerts/mxgate.yaml")
      #expect(String(decoding: text, as: UTF8.self).contains("../../packages/api/client.ts"))
      let (report, _) = try await ReadReport.of(["check"], in: repository.path)
      #expect(report.services.map(\.exitCode) != [2, 0])
    }
  }
}
