import GateModel
import GateTestSupport
import Testing

@testable import GateRepository

@Suite struct RepositoryTests {
  @Test func opensTheTopOfAWorkTree() async throws {
    try await TemporaryRepository.with(files: ["a.txt": "a"]) { temporary in
      let repository = try await Repository.open(at: .init(temporary.path))
      let git = try #require(repository.git)
      #expect(git.prefix == RepositoryPath(""))
      #expect(git.objectFormat == .sha1)
      #expect(!git.isShallow && !git.isBare)
      #expect(try await git.head?.text == temporary.git("rev-parse", "HEAD"))
    }
  }
}
