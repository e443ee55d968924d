import GateModel
import Testing

@testable import GateChecks

@Suite struct FilesBuildContextTests {
  @Test(arguments: examples)
  func contextIsJudged(_ example: FilesExample) {
    #expect(FilesExample.summary(of: example.observed) == example.expected)
  }

  static let copyAll = "FROM node:22\nWORKDIR /app\nCOPY . .\n"
  static let complete = "**/.env\n**/.env.*\n**/*.key\n"

  static let examples: [FilesExample] = [
    context("no .dockerignore", ["Dockerfile": copyAll], ["contradicts Dockerfile:3"]),
    context(
      "all kept out", ["Dockerfile": copyAll, ".dockerignore": complete], ["proves .dockerignore:1"]
    ),
    context(
      "keys in folders are forgotten",
      ["Dockerfile": copyAll, ".dockerignore": ".env*\n*.key\n"], ["contradicts Dockerfile:3"]),
    context(
      "named files alone", ["Dockerfile": "FROM node:22\nCOPY package.json src/ ./\n"],
      ["proves Dockerfile:1"]),
    context(
      "in the form of a list",
      ["Dockerfile": "FROM node:22\nADD --chown=node [\"./\", \"/app\"]\n"],
      ["contradicts Dockerfile:2"]),
    context(
      "from another stage",
      ["Dockerfile": "FROM a AS b\nFROM node:22\nCOPY --from=b . .\n"], ["proves Dockerfile:2"]),
    context(
      "the Dockerfile's own ignore file wins",
      ["Dockerfile": copyAll, ".dockerignore": complete, "Dockerfile.dockerignore": "docs\n"],
      ["contradicts Dockerfile:3"]),
    context(
      "a Dockerfile in a folder, built from the root",
      ["docker/Dockerfile": copyAll, ".dockerignore": complete], ["proves .dockerignore:1"]),
  ]

  static func context(
    _ title: String, _ files: [String: String], _ expected: [String]
  ) -> FilesExample {
    FilesExample(title, "deployment.buildContext", files, expected)
  }

  /// Patterns, a path, and whether Docker leaves it out of the build.
  @Test(arguments: [
    (".env", ".env", true), (".env", "app/.env", false), ("/.env", ".env", true),
    ("**/.env", ".env", true), ("**/.env", "a/b/.env", true), ("*/.env", "a/.env", true),
    ("*/.env", "a/b/.env", false), ("*", "a/.env", true), ("*\n!app", "app/.env", false),
    ("*\n!app\napp/.env", "app/.env", true), ("!.env\n.env", ".env", true),
    (".env\n!.env", ".env", false), ("# .env", ".env", false), ("a/", "a/b", true),
    ("./a/../.env", ".env", true), ("*.k?y", "server.key", true),
    ("[a-s]*.key", "server.key", true),
    ("[^a-r]*.key", "server.key", true), ("[^a-s]*.key", "server.key", false),
    ("\\*.key", "*.key", true), ("\\*.key", "a.key", false), ("a/**/c", "a/c", true),
    ("a/**", "a/b/c", true), ("**", "a", true), ("[", "[", false), (".ENV", ".env", false),
    ("  .env  ", ".env", true), (" ! .env\n", ".env", false),
  ])
  func patternMatches(_ patterns: String, _ path: String, _ isExcluded: Bool) {
    let file = TextFile(path: RepositoryPath(".dockerignore"), bytes: Array(patterns.utf8))
    #expect(DockerIgnore(file).excludes(path) == isExcluded)
  }

  @Test func manyStarsTakeNoLongerThanTheirNumber() {
    let pattern = String(repeating: "*a", count: 2_000)
    let file = TextFile(
      path: RepositoryPath(".dockerignore"),
      bytes: Array((pattern + "\n" + String(repeating: "**/", count: 2_000) + "b").utf8))
    #expect(DockerIgnore(file).excludes(String(repeating: "a", count: 4_000) + "c") == false)
  }
}
