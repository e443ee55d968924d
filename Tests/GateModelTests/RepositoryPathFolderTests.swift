import GateModel
import Testing

/// Paths as they are seen from a folder.
@Suite struct RepositoryPathFolderTests {
  @Test(arguments: [
    ("services/sync/src/a.ts", "services/sync", "src/a.ts"),
    (".github/ci.yml", "services/sync", "../../.github/ci.yml"),
    ("services/lib/a.ts", "services/sync", "../lib/a.ts"),
    ("services/sync2/a.ts", "services/sync", "../sync2/a.ts"),
    ("a.ts", "", "a.ts"),
  ])
  func relativeAndBack(path: String, folder: String, seen: String) {
    let (path, folder) = (RepositoryPath(path), RepositoryPath(folder))
    #expect(path.relative(to: folder).text == seen)
    #expect(RepositoryPath(seen).resolved(in: folder) == path)
  }

  @Test func aFolderIsNotBelowItself() {
    let folder = RepositoryPath("services/sync")
    #expect(!folder.isBelow(folder))
    #expect(RepositoryPath("services/sync/a").isBelow(folder))
    #expect(!RepositoryPath("services/sync2/a").isBelow(folder))
    #expect(RepositoryPath("a").isBelow(RepositoryPath("")))
  }

  @Test func depthCountsFolders() {
    #expect(["", "a", "a/b/c"].map { RepositoryPath($0).depth } == [0, 1, 3])
  }
}
