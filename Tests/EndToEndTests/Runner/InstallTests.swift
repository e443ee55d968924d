import FoundationEssentials
import GateTestSupport
import Testing

/// How the action gets its binary: from a release, whose checksum must be right, or by a build.
@Suite struct InstallTests {
  /// A runner whose `curl` takes files from a folder, as a release has them.
  private func withRelease(
    checksum: String? = nil, _ body: (SimulatedRunner) async throws -> Void
  ) async throws {
    try await TemporaryDirectory.with { home in
      let curl = """
        #!/bin/sh
        while [ $# -gt 1 ]; do [ "$1" != --output ] || out=$2; shift; done
        echo "$1" >>"\(home.path)/asked"
        cp "\(home.path)/release/${1##*/}" "$out"
        """
      try home.write(curl, to: "bin/curl")
      try home.setMode(0o755, of: "bin/curl")
      try home.write("#!/bin/sh\necho 9.9.9\n", to: "mxgate-9.9.9/bin/mxgate")
      try home.setMode(0o755, of: "mxgate-9.9.9/bin/mxgate")
      let runner = SimulatedRunner(home: home, workspace: home.path)
      let pack = """
        case $(uname -s)-$(uname -m) in Linux-x86_64) p=linux-x86_64 ;; Linux-*) p=linux-aarch64 ;;
        *) p=macos-arm64 ;; esac
        mkdir -p release && mv mxgate-9.9.9 mxgate-9.9.9-$p
        tar -czf release/mxgate-9.9.9-$p.tar.gz mxgate-9.9.9-$p
        \(WorkflowFile.root).ci/checksums release
        """
      #expect(try await runner.run(script: pack).status == 0)
      if let checksum { try home.write(checksum, to: "release/SHA256SUMS") }
      try await body(runner)
    }
  }

  private func installed(
    _ runner: SimulatedRunner, version: String = "v9.9.9"
  ) async throws -> SimulatedRunner.Outcome {
    var runner = runner
    runner.context["github.action_repository"] = "owner/mxgate"
    return try await runner.run(
      try WorkflowFile(".github/actions/mxgate/action.yml"),
      ["version": version, "command": "stop here"])
  }

  @Test func aReleaseIsInstalled() async throws {
    try await withRelease { runner in
      let outcome = try await installed(runner)
      #expect(outcome.log.hasPrefix("9.9.9\n"))
      // The step after it refuses the command.
      #expect(outcome.status == 2)
      let asked = String(decoding: try runner.home.read("asked"), as: UTF8.self)
      #expect(asked.contains("https://github.com/owner/mxgate/releases/download/v9.9.9/SHA256SUMS"))
    }
  }

  @Test(arguments: [
    "", "0000  mxgate-9.9.9-linux-x86_64.tar.gz\n", "0000  other\n",
  ])
  func aWrongChecksumStopsTheStep(checksum: String) async throws {
    try await withRelease(checksum: checksum) { runner in
      let outcome = try await installed(runner)
      #expect(outcome.status == 2)
      #expect(outcome.commands.map(\.text).first?.contains("checksum") == true)
      #expect(!runner.home.exists("temp/mxgate-bin/mxgate"))
    }
  }

  @Test(arguments: ["latest", "v1", "v1.2.3/../../x", "$(touch owned)"])
  func aVersionIsATag(version: String) async throws {
    try await withRelease { runner in
      let outcome = try await installed(runner, version: version)
      #expect(outcome.status == 2)
      #expect(!runner.home.exists("asked"))
    }
  }

  @Test func aReleaseThatIsNotThereStopsTheStep() async throws {
    try await withRelease { runner in
      let outcome = try await installed(runner, version: "v9.9.8")
      #expect(outcome.status == 2)
      #expect(outcome.commands.first?.text.contains("cannot be downloaded") == true)
    }
  }

  @Test func theCacheIsNamedByTheSource() async throws {
    try await TemporaryDirectory.with { home in
      for folder in ["Sources", "rules", ".ci", "actions"] {
        try home.write("x", to: "src/\(folder)/a")
      }
      try home.write("x", to: "src/Package.swift")
      let script = try String(
        contentsOf: URL(filePath: WorkflowFile.root + ".github/actions/mxgate/source-key.sh"),
        encoding: .utf8)
      let runner = SimulatedRunner(home: home, workspace: home.path)
      func key() async throws -> String {
        let path = home.absolute("src/a/b/c")
        try home.makeFolder("src/a/b/c")
        #expect(try await runner.run(script: script, ["GITHUB_ACTION_PATH": path]).status == 0)
        return String(decoding: try home.read("files/output"), as: UTF8.self)
      }
      let first = try await key()
      #expect(first.hasPrefix("key=") && first.count == 4 + 64 + 1)
      #expect(try await key() == first)
      try home.write("y", to: "src/rules/a")
      #expect(try await key() != first)
    }
  }

  @Test func withoutAVersionTheSourceIsBuilt() async throws {
    try await TemporaryDirectory.with { home in
      let build =
        "#!/bin/sh\nmkdir -p \"$(dirname \"$0\")/../.build/release\"\n"
        + "printf '#!/bin/sh\\necho built\\n' > \"$(dirname \"$0\")/../.build/release/mxgate\"\n"
      try home.write(build, to: "src/.ci/build")
      try home.setMode(0o755, of: "src/.ci/build")
      let script = try String(
        contentsOf: URL(filePath: WorkflowFile.root + ".github/actions/mxgate/install.sh"),
        encoding: .utf8)
      try home.makeFolder("src/.github/actions/mxgate")
      let outcome = try await SimulatedRunner(home: home, workspace: home.path).run(
        script: script,
        [
          "GITHUB_ACTION_PATH": home.absolute("src/.github/actions/mxgate"),
          "MXGATE_BIN": home.absolute("installed"), "MXGATE_VERSION": "",
        ])
      #expect(outcome.status == 0)
      #expect(outcome.log == "built\n")
      #expect(
        String(decoding: try home.read("files/path"), as: UTF8.self)
          == home.absolute("installed") + "\n")
    }
  }
}
