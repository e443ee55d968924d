import GateTestSupport
import Testing

/// The hooks through real `git push` and `git commit`, to a bare repository on this machine.
@Suite struct HookTests {
  private static let secret = "const k = '" + "sk_" + "live_" + "9fK2mQ7xRb4TnV8wYc3Jz6Lp" + "';\n"

  /// A clone with one pushed commit and the hook installed.
  private func withClone(
    _ body: (TemporaryRepository) async throws -> Void
  ) async throws {
    try await TemporaryDirectory.with { remote in
      try await TemporaryRepository.with(files: ["a.txt": "x\n", ".gitignore": ".env\n*.key\n"]) {
        clone in
        try await clone.git("init", "-q", "--bare", remote.path)
        try await clone.git("remote", "add", "origin", remote.path)
        let installed = try await MXGateBinary.run(["hook", "install"], in: clone.path)
        #expect(installed.status == 0)
        try await clone.git("push", "-q", "origin", "main")
        try await body(clone)
      }
    }
  }

  private func expectStopped(_ push: String..., in clone: TemporaryRepository) async throws {
    await #expect(throws: CommandFailure.self) {
      try await clone.run(.name("git"), ["push", "-q", "origin"] + push)
    }
  }

  @Test func secretThatALaterCommitRemovesStopsThePush() async throws {
    try await withClone { clone in
      try await clone.commit(files: ["k.js": Self.secret], message: "Add")
      try await clone.git("rm", "-q", "k.js")
      try await clone.commit(message: "Remove")
      try await expectStopped("main", in: clone)
    }
  }

  @Test func everyRefOfAPushIsJudged() async throws {
    try await withClone { clone in
      try await clone.git("checkout", "-q", "-b", "other")
      try await clone.commit(files: ["k.js": Self.secret], message: "Add")
      try await clone.git("checkout", "-q", "main")
      try await clone.commit(files: ["b.txt": "y\n"], message: "Harmless")
      try await expectStopped("main", "other", in: clone)
      try await clone.git("push", "-q", "origin", "main")
    }
  }

  @Test func tagOfASecretStopsThePush() async throws {
    try await withClone { clone in
      try await clone.git("checkout", "-q", "--detach")
      try await clone.commit(files: ["k.js": Self.secret], message: "Add")
      try await clone.git("tag", "-a", "v1", "-m", "v1")
      try await expectStopped("v1", in: clone)
    }
  }

  @Test func deletionPasses() async throws {
    try await withClone { clone in
      try await clone.git("push", "-q", "origin", "main:refs/heads/gone")
      try await clone.git("push", "-q", "origin", ":refs/heads/gone")
    }
  }

  @Test func trackedKeyFileStopsThePush() async throws {
    try await withClone { clone in
      try clone.write(["server.key": "x\n"])
      try await clone.git("add", "-f", "server.key")
      try await clone.git("commit", "-q", "-m", "Add")
      try await expectStopped("main", in: clone)
    }
  }

  @Test func missingBinaryStopsThePush() async throws {
    try await withClone { clone in
      let hook = String(decoding: try clone.directory.read(".git/hooks/pre-push"), as: UTF8.self)
      try clone.write([
        ".git/hooks/pre-push": hook.replacing(MXGateBinary.path, with: "/nowhere/mxgate")
      ])
      try clone.directory.setMode(0o755, of: ".git/hooks/pre-push")
      try await clone.commit(files: ["b.txt": "y\n"], message: "Harmless")
      try await expectStopped("main", in: clone)
    }
  }

  @Test func stagedSecretStopsTheCommit() async throws {
    try await TemporaryRepository.with(files: ["a.txt": "x\n"]) { repository in
      let installed = try await MXGateBinary.run(
        ["hook", "install", "--pre-commit"], in: repository.path)
      #expect(installed.status == 0)
      try repository.write(["k.js": Self.secret])
      try await repository.git("add", "k.js")
      await #expect(throws: CommandFailure.self) {
        try await repository.git("commit", "-q", "-m", "Add")
      }
    }
  }

  @Test func uninstallPutsAnEarlierHookBack() async throws {
    try await TemporaryRepository.with(files: ["a.txt": "x\n"]) { repository in
      try repository.write([".git/hooks/pre-push": "#!/bin/sh\necho earlier\n"])
      try repository.directory.setMode(0o755, of: ".git/hooks/pre-push")
      _ = try await MXGateBinary.run(["hook", "install"], in: repository.path)
      let status = try await MXGateBinary.run(["hook", "status"], in: repository.path)
      #expect(status.output.contains("an earlier hook runs first"))
      _ = try await MXGateBinary.run(["hook", "uninstall"], in: repository.path)
      let text = try repository.directory.read(".git/hooks/pre-push")
      #expect(String(decoding: text, as: UTF8.self) == "#!/bin/sh\necho earlier\n")
    }
  }
}
