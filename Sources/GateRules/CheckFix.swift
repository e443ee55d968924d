/// What to do about an unmet check, in words and as a few lines of code.
package struct CheckFix: Sendable {
  /// One or two imperative sentences.
  package var text: String
  /// Lines to go by; empty where the words are enough.
  package var code: String
}

/// A language that fixes may be written for.
package enum FixLanguage: String, CaseIterable, Sendable {
  case typescript, python, go, ruby, java, csharp, php

  /// The name as people write it.
  package var title: String {
    switch self {
    case .typescript: "TypeScript and JavaScript"
    case .python: "Python"
    case .go: "Go"
    case .ruby: "Ruby"
    case .java: "Java"
    case .csharp: "C#"
    case .php: "PHP"
    }
  }
}
