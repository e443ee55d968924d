import GateModel

/// A family of programming languages that share a grammar close enough to be read alike.
enum Language: String, CaseIterable, Sendable {
  /// JavaScript and TypeScript, with JSX.
  case javascript
  case python, go, ruby, java, kotlin, csharp, php, shell, powershell

  init?(of path: RepositoryPath) {
    switch path.fileExtension {
    case "js", "mjs", "cjs", "jsx", "ts", "mts", "cts", "tsx", "gs": self = .javascript
    case "py", "pyw": self = .python
    case "go": self = .go
    case "rb", "rake", "ru": self = .ruby
    case "java": self = .java
    case "kt", "kts": self = .kotlin
    case "cs": self = .csharp
    case "php": self = .php
    case "sh", "bash", "zsh": self = .shell
    case "ps1", "psm1": self = .powershell
    case "vue", "svelte": self = .javascript
    default:
      guard path.name == "Rakefile" else { return nil }
      self = .ruby
    }
  }

  /// Blocks are marked by indentation or `end`, not by braces.
  var blocksAreIndented: Bool { self == .python || self == .ruby }
}
