import GateModel

/// The languages of a repository, by the files that build them.
struct Languages: Sendable {
  /// A language whose compiler checks types: Go, Java, Kotlin, C#, Rust, Swift.
  let isTyped: Bool
  /// Settings of linters.
  let linterSettings: [Evidence]

  private static let typedBuilds: Set<String> = [
    "go.mod", "pom.xml", "build.gradle", "build.gradle.kts", "cargo.toml", "package.swift",
  ]

  private static let linterFiles: Set<String> = [
    ".golangci.yml", ".golangci.yaml", ".golangci.toml", ".rubocop.yml", ".pylintrc", ".flake8",
    "ruff.toml", ".ruff.toml", "checkstyle.xml", ".eslintrc", "biome.json", "biome.jsonc",
    "phpcs.xml", ".swiftlint.yml", "detekt.yml",
  ]

  init(_ files: ProjectFiles) {
    let paths = files.own
    isTyped = paths.contains { path in
      let name = path.name.lowercased()
      return Self.typedBuilds.contains(name) || name.hasSuffix(".csproj")
    }
    let settings = paths.filter { path in
      let name = path.name.lowercased()
      return Self.linterFiles.contains(name) || name.hasPrefix(".eslintrc.")
        || name.hasPrefix("eslint.config.")
    }
    linterSettings = files.read(settings).files.map { $0.evidence() }
  }
}
