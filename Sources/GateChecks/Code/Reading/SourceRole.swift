import GateModel

/// What a file is for, judged by its path. Only production code and scripts can prove anything.
enum SourceRole: Sendable {
  case production
  /// Run by hand or by a job, beside the service: `scripts/`, `bin/`.
  case script
  case test
  /// Examples, documentation and demonstrations.
  case documentation
  /// Somebody else's code, and what a tool wrote: vendored, minified, built, locked.
  case foreign

  init(of path: RepositoryPath) {
    self = SourceFolder(path.parent).role(ofFile: path.name)
  }

  /// Whether code with this role may prove a claim about the service.
  var canProve: Bool { self == .production || self == .script }
}

/// What the folder of a file says about its role; judged once for all its files.
struct SourceFolder {
  private let isForeign: Bool
  private let isForBrowsers: Bool
  private let isForTests: Bool
  private let isDocumentation: Bool
  private let isForScripts: Bool

  init(_ folder: RepositoryPath) {
    let parts = Self.withoutPackage(
      folder.text.lowercased().split(separator: "/").map { String($0) })
    isForeign = parts.contains { Self.foreignFolders.contains($0) }
    isForBrowsers = parts.first.map { Self.browserAssets.contains($0) } ?? false
    isForTests = parts.contains { Self.testFolders.contains($0) }
    isDocumentation =
      parts.contains { Self.documentationFolders.contains($0) }
      || parts.first.map { Self.demonstrations.contains($0) } ?? false
    isForScripts = parts.contains { Self.scriptFolders.contains($0) }
  }

  func role(ofFile name: String) -> SourceRole {
    let name = name.lowercased()
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    if isForeign || Self.isGenerated(name, parts) || isForBrowsers && Self.isBrowserFile(name) {
      return .foreign
    }
    if isForTests || Self.isTest(name, parts) { return .test }
    if isDocumentation { return .documentation }
    return isForScripts ? .script : .production
  }

  /// The folders without those that spell a package's name: `src/main/java/com/example/demo`.
  private static func withoutPackage(_ folders: [String]) -> [String] {
    guard let main = folders.firstIndex(of: "main"), main > 0, folders[main - 1] == "src" else {
      return folders
    }
    return Array(folders.prefix(through: main))
  }

  private static let foreignFolders: Set<String> = [
    "node_modules", "vendor", ".yarn", "static", "bower_components", "dist", "third_party",
    "site-packages", ".venv", "venv", "__pycache__", "target", ".next", "coverage", "generated",
    "__generated__", "migrations", "migrate", "wwwroot", "cassettes", ".aws-sam", ".serverless",
    ".terraform", ".gradle", ".nuxt", ".output", ".svelte-kit", ".turbo", ".vercel", ".netlify",
    ".wrangler", ".pnpm-store", ".tox", ".nox", ".eggs", ".bundle", ".chalice", ".angular", "pods",
  ]
  /// Folders that hold what a browser loads, where they stand at the top.
  private static let browserAssets: Set<String> = ["public", "assets", "static", "build", "out"]
  private static let testFolders: Set<String> = [
    "test", "tests", "__tests__", "spec", "specs", "__mocks__", "mocks", "fixtures", "testdata",
    "e2e", "cypress", "testing", "integration-tests", "integration-test", "integration_tests",
    "integration_test", "testenv", "test-utils", "testutil", "testutils", "benchmark", "benchmarks",
  ]
  private static let documentationFolders: Set<String> = [
    "docs", "doc", "examples", "example", "samples", "sample", "documentation",
    "spikes", "spike",
  ]
  /// Folders that show the service at work, where they stand at the top.
  private static let demonstrations: Set<String> = ["demo", "demos", "playground", "sandbox"]
  private static let scriptFolders: Set<String> = ["scripts", "script", "tools", "hack"]

  private static func isBrowserFile(_ name: String) -> Bool {
    [".js", ".mjs", ".css", ".html", ".map"].contains { name.hasSuffix($0) }
  }

  /// - Parameter parts: the name, split at its dots.
  private static func isGenerated(_ name: String, _ parts: [Substring]) -> Bool {
    parts.dropLast().contains { ["min", "gen", "generated", "bundle"].contains($0) }
      || name.hasSuffix("_pb2.py") || name.hasSuffix(".pb.go")
      || name.hasSuffix(".d.ts") || name.hasSuffix(".designer.cs") || name.hasSuffix(".g.cs")
  }

  private static func isTest(_ name: String, _ parts: [Substring]) -> Bool {
    let stem = parts[0]
    return parts.dropFirst().dropLast().contains { ["test", "spec", "stories"].contains($0) }
      || stem.hasPrefix("test_") || stem.hasSuffix("_test") || stem.hasSuffix("_spec")
      || stem == "conftest" || stem == "jest" || name.hasSuffix("test.java")
      || name.hasSuffix("tests.java") || name.hasSuffix("test.kt") || name.hasSuffix("tests.cs")
      || name.hasSuffix("test.php")
  }
}
