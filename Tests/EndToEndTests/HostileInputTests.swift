import Foundation
import GateTestSupport
import Subprocess
import Testing

/// Files that mean harm or are only odd, seen by the program itself. With `MXGATE_FULL_SIZE` set,
/// they are as large as they get.
@Suite struct HostileInputTests {
  private static let isFullSize = ProcessInfo.processInfo.environment["MXGATE_FULL_SIZE"] != nil
  private static let sparseBytes: UInt64 = isFullSize ? 3 << 30 : 64 << 20
  private static let lineBytes = isFullSize ? 1 << 30 : 4 << 20
  private static let fileCount = isFullSize ? 200_000 : 2_000

  private static let key = "sk_" + "live_" + "9fK2mQ7xRb4TnV8wYc3Jz6Lp"
  private static let line = "const key = '\(key)';\n"

  private static func scan(
    _ repository: TemporaryRepository, _ arguments: String...
  ) async throws -> (report: ReadReport, status: Int32) {
    try await ReadReport.of(["scan"] + arguments, in: repository.path)
  }

  /// Holes read as zeros; what stands before and behind them is searched.
  @Test func aSparseFile() async throws {
    try await TemporaryRepository.with(files: ["a.js": Self.line]) { repository in
      let path = repository.directory.absolute("a.js")
      let handle = try FileHandle(forWritingTo: URL(filePath: path))
      try handle.write(contentsOf: Data(String(repeating: "x = 1\n", count: 20_000).utf8))
      try handle.truncate(atOffset: Self.sparseBytes)
      try handle.seekToEnd()
      try handle.write(contentsOf: Data("\n\(Self.line)".utf8))
      try handle.close()
      let (report, status) = try await Self.scan(repository)
      #expect(status == 1)
      #expect(report.findings.map(\.line) == [20_002])
    }
  }

  @Test func aLineWithoutEnd() async throws {
    try await TemporaryRepository.with(files: ["a.js": ""]) { repository in
      let handle = try FileHandle(forWritingTo: URL(filePath: repository.path + "/a.js"))
      let piece = Data(repeating: UInt8(ascii: "x"), count: 1 << 20)
      for _ in 0..<(Self.lineBytes / piece.count) { try handle.write(contentsOf: piece) }
      try handle.write(contentsOf: Data("; \(Self.line)".utf8))
      try handle.close()
      let (report, status) = try await Self.scan(repository)
      #expect(status == 1)
      #expect(report.findings.map(\.line) == [1])
    }
  }

  @Test func manyFiles() async throws {
    try await TemporaryRepository.with { repository in
      let count = Self.fileCount
      try await repository.run(
        .name("sh"),
        [
          "-c",
          "i=0; while [ $i -lt \(count / 1000) ]; do mkdir d$i; (cd d$i && seq 1000 | split -l 1 -a 3 -);"
            + " i=$((i + 1)); done",
        ])
      try repository.write(["z/last.js": Self.line])
      let (report, status) = try await Self.scan(repository)
      #expect(status == 1)
      #expect(report.findings.map(\.path) == ["z/last.js"])
      let checked = try await MXGateBinary.run(["check"], in: repository.path)
      #expect(checked.status == 1)
    }
  }

  @Test func aPathOf4000Bytes() async throws {
    try await TemporaryRepository.with { repository in
      let folder = String(repeating: "f", count: 199)
      let command =
        "for i in $(seq 19); do mkdir \(folder) && cd -P \(folder) || exit 1; done; cat > a.js"
      try await repository.run(.name("sh"), ["-c", command], input: Self.line)
      for arguments in [[], ["--all-files"]] {
        let (report, status) = try await ReadReport.of(["scan"] + arguments, in: repository.path)
        #expect(status == 1)
        #expect(report.findings.first?.path.utf8.count == 19 * 200 + 4)
      }
      try await repository.run(.name("rm"), ["-rf", folder])
    }
  }

  /// None is opened for longer than it takes to see what it is, and no link is followed.
  @Test func whatIsNoFile() async throws {
    try await TemporaryRepository.with(files: ["a.txt": "x\n"]) { repository in
      try await TemporaryDirectory.with { elsewhere in
        try elsewhere.write(Self.line, to: "theirs.js")
        try repository.directory.link("out.js", to: elsewhere.absolute("theirs.js"))
        try repository.directory.link("folder", to: elsewhere.path)
        try repository.directory.link("loop", to: "loop")
        try repository.directory.link("endless", to: "/dev/zero")
        try await repository.run(.name("mkfifo"), ["pipe"])
        // Only root may make a device, and not in every container.
        try await repository.run(.name("sh"), ["-c", "mknod zero c 1 5 2>/dev/null || true"])
        for arguments in [[], ["--all-files"]] {
          let (report, status) = try await ReadReport.of(["scan"] + arguments, in: repository.path)
          #expect(status == 0)
          #expect(report.findings.isEmpty)
        }
      }
    }
  }

  /// A manifest, a baseline, a policy and a kept result that never end or never begin.
  @Test(arguments: ["mxgate.yaml", ".mxgate-baseline"])
  func aSettingsFileThatIsNone(_ name: String) async throws {
    try await TemporaryRepository.with(files: ["a.txt": "x\n"]) { repository in
      for make in ["ln -s /dev/zero '\(name)'", "mkfifo '\(name)'", "mkdir '\(name)'"] {
        try await repository.run(.name("sh"), ["-c", make])
        let outcome = try await MXGateBinary.run(["check"], in: repository.path)
        #expect([1, 2, 3].contains(outcome.status), "\(make): \(outcome.output)")
        try await repository.run(.name("rm"), ["-rf", name])
      }
      for option in ["--policy", "--live"] {
        let outcome = try await MXGateBinary.run(
          ["check", option, "/dev/zero"], in: repository.path)
        #expect([1, 2, 3].contains(outcome.status))
        #expect(outcome.output.contains("/dev/zero"))
      }
    }
  }

  @Test func aBareRepositoryHasNothingToCheckAndAHistory() async throws {
    try await TemporaryRepository.with(files: ["a.js": Self.line]) { repository in
      try await repository.git("clone", "-q", "--bare", ".", "bare.git")
      let bare = repository.path + "/bare.git"
      #expect(try await MXGateBinary.run(["check"], in: bare).status == 3)
      let (report, status) = try await ReadReport.of(["scan", "--history"], in: bare)
      #expect(status == 1)
      #expect(report.findings.map(\.path) == ["a.js"])
    }
  }

  static let commands = [
    "check", "check --against HEAD~1", "scan", "scan --all-files", "scan --history",
    "scan --staged", "scan --range HEAD~1..HEAD", "fix --dry-run", "init", "baseline",
    "hook status", "hook install", "hook pre-commit", "hook pre-push origin ext::none",
  ]

  @Test(arguments: commands)
  func noProgramOfTheRepositorysRuns(_ command: String) async throws {
    try await HostileRepository.with { repository, hasRun in
      let head = try await repository.git("rev-parse", "HEAD")
      let push = "refs/heads/main \(head) refs/heads/main \(String(repeating: "0", count: 40))\n"
      let arguments = command.split(separator: " ").map(String.init)
      let outcome = try await MXGateBinary.run(arguments, in: repository.path, input: push)
      #expect([0, 1, 3].contains(outcome.status), "\(outcome.output)\(outcome.errors)")
      #expect(!hasRun())
    }
  }

  /// A hook of another repository names that one in its environment.
  @Test func variablesOfAHookDoNotLeadElsewhere() async throws {
    try await TemporaryRepository.with(files: ["a.js": Self.line]) { repository in
      try await TemporaryRepository.with(files: ["b.txt": "x\n"]) { other in
        let environment: [Environment.Key: String?] = [
          "GIT_DIR": other.path + "/.git", "GIT_WORK_TREE": other.path,
          "GIT_INDEX_FILE": other.path + "/.git/index", "GIT_PREFIX": "none/",
          "GIT_EXTERNAL_DIFF": "/bin/false", "GIT_LITERAL_PATHSPECS": "1",
        ]
        for arguments in [["scan"], ["scan", "--history"], ["check"]] {
          let outcome = try await MXGateBinary.run(
            arguments, in: repository.path, environment: environment)
          #expect(outcome.status == 1)
          #expect(outcome.output.contains("a.js"))
        }
      }
    }
  }
}
