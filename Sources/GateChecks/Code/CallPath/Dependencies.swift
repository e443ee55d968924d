import GateModel
internal import Synchronization

/// The packages that the project's own files declare. Lock files do not count: they name what
/// others need.
final class Dependencies: Sendable {
  /// The declarations, in lower case and without comments.
  private let texts: [[UInt8]]
  private let known = Mutex<[String: Bool]>([:])

  init(_ library: SourceLibrary) { texts = Self.declarations(in: library) }

  /// Whether one of the packages is declared; true where none is asked for.
  func holdsOne(of packages: [String]) -> Bool {
    packages.isEmpty || packages.contains { holds($0) }
  }

  private func holds(_ package: String) -> Bool {
    if let answer = known.withLock({ $0[package] }) { return answer }
    let wanted = Array(package.lowercased().utf8)
    let answer = texts.contains { text in
      var start = 0
      while let found = text.firstRange(of: wanted, from: start) {
        let isWhole =
          (found.lowerBound == 0 || !Self.continuesName(text[found.lowerBound - 1]))
          && (found.upperBound == text.count || !Self.continuesName(text[found.upperBound])
            || package.hasSuffix("/"))
        if isWhole { return true }
        start = found.upperBound
      }
      return false
    }
    known.withLock { $0[package] = answer }
    return answer
  }

  private static func continuesName(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x5F
  }

  private static let names: Set<String> = [
    "package.json", "pyproject.toml", "Pipfile", "setup.py", "setup.cfg", "environment.yml",
    "go.mod", "Gemfile", "pom.xml", "build.gradle", "build.gradle.kts", "composer.json",
    "libs.versions.toml", "Directory.Packages.props", "packages.config", "deno.json",
  ]

  private static func declarations(in library: SourceLibrary) -> [[UInt8]] {
    let found = library.files.paths.filter { path in
      let name = path.name
      return library.role(of: path) != .foreign
        && (names.contains(name) || name.hasSuffix(".csproj") || name.hasSuffix(".gemspec")
          || name.hasPrefix("requirements") && name.hasSuffix(".txt"))
    }
    return found.compactMap { path in
      library.configuration(path)?.visible.map { (0x41...0x5A).contains($0) ? $0 + 32 : $0 }
    }
  }
}
