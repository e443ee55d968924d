import GateTestSupport
import SystemPackage
import Testing

@testable import GateRepository

extension TemporaryRepository {
  /// The repository as the gate opens it.
  func opened(_ folder: String = "") async throws -> Repository {
    try await Repository.open(at: FilePath(directory.absolute(folder)))
  }

  func runner() async throws -> GitRunner {
    try #require(try await opened().git).runner
  }

  func id(_ revision: String) async throws -> ObjectID {
    try #require(ObjectID(try await git("rev-parse", revision)))
  }
}
