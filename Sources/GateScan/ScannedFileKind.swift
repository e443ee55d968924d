/// What a file's name says of what is in it.
extension ScannedFile {
  /// Commands, which tell in passing what they do.
  var isScript: Bool { Self.scriptExtensions.contains(fileExtension) }

  /// Elements with attributes, some of which hold expressions.
  var isMarkup: Bool { Self.markupExtensions.contains(fileExtension) }

  /// Words for people in their language, by their names.
  var isTranslation: Bool {
    Self.translationExtensions.contains(fileExtension)
      || path.description.split(separator: "/").dropLast().contains {
        Self.translationFolders.contains($0.lowercased())
      }
  }

  private static let scriptExtensions: Set<String> = [
    "bash", "bat", "bats", "cmd", "fish", "ksh", "ps1", "sh", "zsh",
  ]
  private static let markupExtensions: Set<String> = [
    "cshtml", "htm", "html", "jsx", "svelte", "tsx", "vue",
  ]
  private static let translationExtensions: Set<String> = [
    "arb", "ftl", "po", "pot", "resx", "strings", "xlf", "xliff",
  ]
  private static let translationFolders: Set<String> = [
    "i18n", "intl", "l10n", "lang", "langs", "language", "languages", "locale", "locales",
    "translations",
  ]
  static let codeExtensions: WordList = [
    "aspx", "c", "cc", "cjs", "clj", "coffee", "cpp", "cs", "cshtml", "cts", "cxx", "dart",
    "eex", "ejs", "erb", "erl", "ex", "exs", "fs", "go", "graphql", "groovy", "h", "haml", "hbs",
    "heex", "hpp",
    "hs", "htm", "html", "java", "jl", "js", "jsp", "jsx", "kt", "kts", "lua", "m", "mjs", "mm",
    "mts", "php", "pl", "pm", "proto", "pug", "py", "pyi", "r", "rb", "rs", "scala", "sol",
    "svelte", "swift", "ts", "tsx", "vb", "vue",
  ]
  static let proseExtensions: WordList = [
    "adoc", "htm", "html", "markdown", "md", "mdx", "rst", "txt",
  ]
  static let generatedNames: WordList = [
    ".secrets.baseline", "bun.lock", "cargo.lock", "composer.lock", "flake.lock", "gemfile.lock",
    "go.sum", "gradle.lockfile", "mix.lock", "npm-shrinkwrap.json", "package-lock.json",
    "packages.lock.json", "pdm.lock", "pipfile.lock", "pnpm-lock.yaml", "podfile.lock",
    "poetry.lock", "pubspec.lock", "uv.lock", "yarn.lock",
  ]
  static let generatedEndings: WordList = [
    ".min.js", ".min.css", ".map", ".svg", ".css", ".less", ".sass", ".scss", ".pub", ".enc",
    ".yml.enc", ".snap.lock",
  ]
}
