import FoundationEssentials
import GateTestSupport
import Subprocess
import Testing

/// What an ordinary user may not read. Root reads everything, so that the binary gives up its rights.
@Suite struct OrdinaryUserTests {
  static let nobody = "65534"
  static let canDropPrivileges =
    FileManager.default.isExecutableFile(atPath: "/usr/bin/setpriv")
    && FileManager.default.isReadableFile(atPath: "/etc/shadow")

  @Test(.enabled(if: canDropPrivileges), arguments: ["secret.txt", "locked/inner.txt"])
  func whatCannotBeReadCannotBeJudged(path: String) async throws {
    try await TemporaryRepository.with(files: ["a.txt": "x\n"]) { repository in
      try repository.write([path: "x\n"])
      try await repository.run(.name("chown"), ["-R", Self.nobody, repository.path])
      let locked = String(path.prefix { $0 != "/" })
      try await repository.run(.name("chown"), ["root", locked])
      try repository.directory.setMode(locked == path ? 0o600 : 0o700, of: locked)
      let failure = await #expect(throws: CommandFailure.self) {
        try await repository.run(
          .name("setpriv"),
          ["--reuid", Self.nobody, "--clear-groups", MXGateBinary.path, "scan"])
      }
      #expect(failure?.status == "exited(3)")
    }
  }
}
