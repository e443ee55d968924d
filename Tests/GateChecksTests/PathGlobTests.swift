import GateModel
import Testing

@testable import GateChecks

struct PathGlobTests {
  @Test(arguments: [
    ("*.yml", "a/b.yml", true), ("*.yml", "b.yaml", false), ("a/*.yml", "a/b.yml", true),
    ("a/*.yml", "a/b/c.yml", false), ("**/k8s/*.yaml", "x/y/k8s/z.yaml", true),
    (".github/workflows/*", ".github/workflows/ci.yml", true),
    ("Dockerfile*", "x/Dockerfile.prod", true),
    ("application*.yml", "src/application-prod.yml", true), ("a*b*c", "x/abbbc", true),
    ("a*b*c", "abbb", false),
  ]) func matchesPaths(pattern: String, path: String, matches: Bool) {
    #expect(PathGlob(pattern).matches(RepositoryPath(path)) == matches)
  }
}
