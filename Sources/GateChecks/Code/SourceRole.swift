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
    let parts = path.text.split(separator: "/").map { $0.lowercased() }
    let folders = Set(Self.withoutPackage(parts.dropLast()))
    let name = parts.last ?? ""
    if !folders.isDisjoint(with: Self.foreignFolders) || Self.isGenerated(name) {
      self = .foreign
    } else if Self.browserAssets.contains(parts.first ?? ""), Self.isBrowserFile(name) {
      self = .foreign
    } else if !folders.isDisjoint(with: Self.testFolders) || Self.isTest(name) {
      self = .test
    } else if !folders.isDisjoint(with: Self.documentationFolders)
      || parts.count > 1 && Self.demonstrations.contains(parts[0])
    {
      self = .documentation
    } else if !folders.isDisjoint(with: Self.scriptFolders) {
      self = .script
    } else {
      self = .production
    }
  }

  /// The folders without those that spell a package's name: `src/main/java/com/example/demo`.
  private static func withoutPackage(_ folders: ArraySlice<String>) -> ArraySlice<String> {
    guard let main = folders.firstIndex(of: "main"), main > 0, folders[main - 1] == "src" else {
      return folders
    }
    return folders.prefix(through: main)
  }

  /// Whether code with this role may prove a claim about the service.
  var canProve: Bool { self == .production || self == .script }

  private static let foreignFolders: Set<String> = [
    "node_modules", "vendor", ".yarn", "static", "bower_components", "dist", "third_party",
    "site-packages", ".venv", "venv", "__pycache__", "target", ".next", "coverage", "generated",
    "__generated__", "migrations", "migrate", "wwwroot", "cassettes",
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

  private static func isGenerated(_ name: String) -> Bool {
    let stem = name.split(separator: ".").dropLast()
    return stem.contains("min") || stem.contains("gen") || stem.contains("generated")
      || stem.contains("bundle") || name.hasSuffix("_pb2.py") || name.hasSuffix(".pb.go")
      || name.hasSuffix(".d.ts") || name.hasSuffix(".designer.cs") || name.hasSuffix(".g.cs")
  }

  private static func isTest(_ name: String) -> Bool {
    let stem = name.prefix { $0 != "." }
    return name.contains(".test.") || name.contains(".spec.") || name.contains(".stories.")
      || stem.hasPrefix("test_") || stem.hasSuffix("_test") || stem.hasSuffix("_spec")
      || stem == "conftest" || stem == "jest" || name.hasSuffix("test.java")
      || name.hasSuffix("tests.java") || name.hasSuffix("test.kt") || name.hasSuffix("tests.cs")
      || name.hasSuffix("test.php")
  }
}
