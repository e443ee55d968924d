package import GateModel

/// What counts as evidence for one check: the `evidence:` section of its file in `rules/checks/`.
package struct EvidenceDefinition: Sendable {
  /// What is looked for, as a phrase: "a retry on 429 and 5xx around the API's calls".
  package var lookedFor: String
  package var patterns: [EvidencePattern]

  package init(lookedFor: String, patterns: [EvidencePattern]) {
    self.lookedFor = lookedFor
    self.patterns = patterns
  }

  /// The literals that the sweep has to look for so that the patterns' files are found.
  package var keywords: [String] { patterns.flatMap(\.keywords) }
}

/// One kind of place that speaks for or against a check.
package struct EvidencePattern: Sendable {
  /// Where a place has to stand to count.
  package enum Scope: Hashable, Sendable {
    /// In a file that names the API or, where none does, that sends requests.
    case callFiles
    /// In a file through which the service talks to the API.
    case callPath
    /// In such a file, or in one that its callers import.
    case surroundings
    /// In the client that a call goes through: its creation, its options, the call's arguments.
    case client
    /// Around a call: a function or decorator of this name that is given the call.
    case around
    /// Anywhere in the service's own code.
    case repository
    /// In any file whose path matches one of these globs.
    case files([String])
  }
  package enum Stance: String, CaseIterable, Sendable { case proves, contradicts, near }
  package enum View: String, CaseIterable, Sendable {
    /// Comments, contents of strings and log messages are blanked.
    case code
    /// Comments and log messages are blanked.
    case text
  }

  package var scope: Scope
  /// Language families as in `Language`; empty for all.
  package var languages: Set<String>
  package var view: View
  /// A regular expression; `nil` where `calls` says what is looked for.
  package var pattern: String?
  /// A second one that must not match in the same file.
  package var unless: String?
  /// What a proof must not stand on alone, nor all the uses of its name: a schema that parses
  /// `process.env` parses no input.
  package var notOn: String?
  /// Dotted names of calls, for `around`.
  package var calls: [String]
  /// Literals without which a file needn't be read; for `repository`.
  package var keywords: [String]
  /// Packages of which one must be among the project's dependencies.
  package var requires: [String]
  package var stance: Stance
  /// What the place shows, in a few words.
  package var note: String
  /// Facts that hold where the pattern matches, by the claim's field, as text.
  package var facts: [String: String]
  /// The file of a team's own rules that adds it to a built-in check.
  package var addedBy: RepositoryPath?

  package init(
    scope: Scope, languages: Set<String> = [], view: View = .text, pattern: String? = nil,
    unless: String? = nil, calls: [String] = [], keywords: [String] = [], requires: [String] = [],
    stance: Stance, note: String, facts: [String: String] = [:]
  ) {
    self.scope = scope
    self.languages = languages
    self.view = view
    self.pattern = pattern
    self.unless = unless
    self.calls = calls
    self.keywords = keywords
    self.requires = requires
    self.stance = stance
    self.note = note
    self.facts = facts
  }
}
