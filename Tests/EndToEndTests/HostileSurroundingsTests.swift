import Foundation
import GateTestSupport
import Subprocess
import Testing

/// A machine that has less than the program may hope for.
@Suite struct HostileSurroundingsTests {
  private static let surroundings: [[Environment.Key: String?]] = [
    ["HOME": nil], ["HOME": "/nonexistent"], ["HOME": "/proc/self"], ["TERM": nil],
    ["LC_ALL": "C", "LANG": nil], ["LC_ALL": "xx_YY.UTF-8"], ["TMPDIR": "/nonexistent"],
    ["XDG_CONFIG_HOME": "/proc/self"],
  ]

  @Test(arguments: surroundings)
  func theVerdictIsTheSame(_ environment: [Environment.Key: String?]) async throws {
    try await TemporaryRepository.with(files: SampleService.files()) { repository in
      let outcome = try await MXGateBinary.run(
        ["check"], in: repository.path, environment: environment)
      #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    }
  }

  /// A file system that takes no more bytes, as a limit of the process has it.
  @Test(arguments: [
    "init", "fix", "baseline", "check --format json=report.json", "scan --output report.txt",
    "hook install",
  ])
  func aFullDiskIsNoPassAndLeavesNothingHalf(_ command: String) async throws {
    try await TemporaryRepository.with(files: [".gitignore": "dist/\n"]) { repository in
      let script = """
        ulimit -f 0; trap '' XFSZ; "$0" \(command) > /dev/null
        """
      let failure = await #expect(throws: CommandFailure.self) {
        try await repository.run(.name("sh"), ["-c", script, MXGateBinary.path])
      }
      #expect(failure?.status == "exited(3)")
      #expect(failure?.words.isEmpty == false)
      #expect(try repository.directory.read(".gitignore") == Array("dist/\n".utf8))
      let files = try await repository.git("status", "--porcelain", "--ignored")
      #expect(files.isEmpty, "\(files)")
    }
  }

  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")),
    arguments: [
      "check", "scan", "explain errors.retry", "rules list", "schema", "--help",
    ])
  func whatCannotBePrintedIsNoSuccess(_ command: String) async throws {
    try await TemporaryRepository.with(files: ["a.txt": "x\n"]) { repository in
      let failure = await #expect(throws: CommandFailure.self) {
        try await repository.run(
          .name("sh"), ["-c", "\"$0\" \(command) > /dev/full", MXGateBinary.path])
      }
      #expect(failure?.status == "exited(3)")
      #expect(failure?.words.contains("No space left on device") == true)
    }
  }

  /// `mxgate check | head`: the reader has seen enough, and the status still tells.
  @Test(arguments: [("check", 1), ("scan", 0), ("rules list", 0), ("check --format html", 1)])
  func aReaderThatGoesAwayChangesNothing(_ command: String, _ status: Int) async throws {
    try await TemporaryRepository.with(files: ["a.txt": "x\n"]) { repository in
      let script = "{ \"$0\" \(command); echo $? > .git/status; } | true"
      try await repository.run(.name("sh"), ["-c", script, MXGateBinary.path])
      let written = try repository.directory.read(".git/status")
      #expect(String(decoding: written, as: UTF8.self) == "\(status)\n")
    }
  }

  /// The standard input never ends, so that the signal meets the program at work.
  @Test(arguments: ["INT", "TERM", "HUP"])
  func aSignalEndsItWithoutAReport(_ signal: String) async throws {
    try await TemporaryDirectory.with { folder in
      let script = """
        set -m; mkfifo input; exec 3<> input; "$0" scan - --output report.txt < input & program=$!
        printf 'x = 1\\n' >&3; kill -s \(signal) $program; wait $program; [ $? -gt 128 ]
        """
      let result = try await Subprocess.run(
        .name("sh"), arguments: ["-c", script, MXGateBinary.path],
        workingDirectory: .init(folder.path), output: .discarded, error: .discarded)
      #expect(result.terminationStatus == .exited(0))
      #expect(!folder.exists("report.txt"))
    }
  }
}
