internal import GateModel
internal import GateRules

/// The language that most of a repository's source files are in: the one that fixes are shown for.
enum DominantLanguage {
  static func of(_ paths: [RepositoryPath]) -> FixLanguage? {
    var counts: [FixLanguage: Int] = [:]
    for path in paths {
      if let language = languages[path.fileExtension] { counts[language, default: 0] += 1 }
    }
    return counts.max { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }?.key
  }

  private static let languages: [String: FixLanguage] = [
    "ts": .typescript, "tsx": .typescript, "mts": .typescript, "cts": .typescript,
    "js": .typescript, "jsx": .typescript, "mjs": .typescript, "cjs": .typescript,
    "py": .python, "go": .go, "rb": .ruby, "java": .java, "kt": .java, "cs": .csharp,
    "php": .php,
  ]
}
