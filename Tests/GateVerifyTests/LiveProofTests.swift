import Foundation
import GateTestSupport
import Testing

@testable import GateVerify

extension LiveTests {
  /// What `mxgate check` makes of what was seen live.
  @Suite struct LiveProofTests {
    private static func manifest(_ server: FakeMaintainX) -> String {
      """
      apiVersion: mxgate/v1
      service: { name: sync, owner: team-sync, runs: container, url: "\(server.url)" }
      maintainx: { baseURL: "\(server.baseURL)" }
      observability:
        health: { path: /health }
        readiness: { path: /ready }
        metrics: { path: /metrics }

      """
    }

    /// Runs a test's body beside a server, in a repository with a manifest of its service.
    private static func with(
      _ body: @Sendable (FakeMaintainX, TemporaryRepository, [String: String]) async throws -> Void
    ) async throws {
      try await FakeMaintainX.with { server in
        try await TemporaryRepository.with(files: ["mxgate.yaml": manifest(server)]) { repository in
          try await body(
            server, repository,
            [
              "MAINTAINX_API_KEY": FakeMaintainX.key, "XDG_STATE_HOME": repository.path + "/.git",
              "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "",
            ])
        }
      }
    }

    private static func check(
      _ repository: TemporaryRepository, _ arguments: String..., environment: [String: String]
    ) async throws -> Binary.Outcome {
      try await Binary.run(
        ["check", repository.path, "--only", "auth.liveKey", "--format", "json"] + arguments,
        environment: environment)
    }

    @Test func aKeptResultProvesUntilTheNextCommit() async throws {
      try await Self.with { server, repository, environment in
        let file = repository.path + "/.git/verify.json"
        let verified = try await Binary.run(
          ["verify", repository.path, "--format", "json=\(file)"], environment: environment)
        #expect(verified.status == 0, "\(verified.output)\(verified.errors)")

        let proved = try await Self.check(
          repository, "--live", file, "--require-live", environment: environment)
        #expect(proved.status == 0, "\(proved.output)\(proved.errors)")
        #expect(proved.output.contains(#""verdict": "corroborated""#))

        try await repository.commit(files: ["a.txt": "a"], message: "Change")
        let stale = try await Self.check(repository, "--live", file, environment: environment)
        #expect(stale.status != 0)
        #expect(stale.output.contains(#""verdict": "couldNotCheck""#), "\(stale.output)")
      }
    }

    @Test func theKeyIsAskedForBeforeADeployment() async throws {
      try await Self.with { server, repository, environment in
        let works = try await Self.check(repository, "--live-key", environment: environment)
        #expect(works.status == 0, "\(works.output)\(works.errors)")
        #expect(server.book.requests.map(\.route) == [.users])

        server.book.with { $0.faults = [.users: .status(401)] }
        let revoked = try await Self.check(repository, "--live-key", environment: environment)
        #expect(revoked.status == 1, "\(revoked.output)\(revoked.errors)")
        #expect(revoked.output.contains(#""verdict": "contradicted""#))

        server.book.with { $0.faults = [.users: .html] }
        let unclear = try await Self.check(repository, "--live-key", environment: environment)
        #expect(unclear.status != 0)
        #expect(unclear.output.contains(#""verdict": "couldNotCheck""#), "\(unclear.output)")
      }
    }

    @Test func whatWasNotRunFailsWhereItIsRequired() async throws {
      try await Self.with { server, repository, environment in
        let required = try await Self.check(repository, "--require-live", environment: environment)
        #expect(required.status == 1, "\(required.output)\(required.errors)")
        let missing = try await Self.check(
          repository, "--live", "/nonexistent", environment: environment)
        #expect(missing.status != 0)
        #expect(missing.output.contains(#""verdict": "couldNotCheck""#), "\(missing.output)")
        #expect(server.book.requests.isEmpty)
      }
    }
  }
}
