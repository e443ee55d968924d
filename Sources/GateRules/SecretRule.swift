package import GateMatching
package import GateModel

/// One kind of secret: how it is recognised, and what to tell whoever has one in their files.
package struct SecretRule: Sendable {
  package enum Detection: Sendable {
    /// A shape of its own, matched anchored where one of its keywords stands.
    case pattern(String, keywords: [Literal], ignoresCase: Bool)
    /// No shape of its own: a whole value that stands under a name with one of these words.
    case named([String], value: String)
    /// Found by the structure around it; the word is one that a context matcher offers.
    case context(String)
    /// Looked for in a whole text that holds one of its keywords: a rule of another tool's.
    case search(Search)
  }

  /// How another tool's rule looks for a secret.
  package struct Search: Sendable {
    package var pattern: String
    /// What a file's path must match.
    package var path: String?
    /// Without one, every text is searched.
    package var keywords: [String]
    /// The group that holds the secret; `nil` for the first that took part, or else the whole.
    package var group: Int?

    package init(pattern: String, path: String?, keywords: [String], group: Int?) {
      self.pattern = pattern
      self.path = path
      self.keywords = keywords
      self.group = group
    }
  }

  /// Kebab-case, what is detected: `github-personal-access-token`.
  package var id: String
  package var title: String
  package var severity: Severity
  package var confidence: Confidence
  package var detection: Detection
  /// How a real one proves itself, where its format has a checksum.
  package var checksum: TokenChecksum?
  /// The least entropy of the value, in bits per character.
  package var minEntropy: Double?
  /// Where the format is documented.
  package var source: String
  package var why: String
  /// How to revoke it.
  package var fix: String
  /// The rule file and the line of the rule.
  package var location: Location

  /// The context that it names, where it is found by structure.
  var context: String? {
    guard case .context(let context) = detection else { return nil }
    return context
  }

  package init(
    id: String, title: String, severity: Severity, confidence: Confidence, detection: Detection,
    checksum: TokenChecksum? = nil, minEntropy: Double? = nil, source: String, why: String = "",
    fix: String, location: Location
  ) {
    self.id = id
    self.title = title
    self.severity = severity
    self.confidence = confidence
    self.detection = detection
    self.checksum = checksum
    self.minEntropy = minEntropy
    self.source = source
    self.why = why
    self.fix = fix
    self.location = location
  }
}

/// Texts in which a rule must find something, and texts in which it must not.
package struct SecretRuleExamples: Sendable {
  package var rule: String
  /// With their placeholders, each with its place in the rule file.
  package var match: [Example]
  package var noMatch: [Example]
  package var location: Location

  package struct Example: Sendable {
    package var text: String
    /// The name of the file that it stands in, for what depends on it.
    package var file: String
    package var location: Location
    package init(text: String, file: String, location: Location) {
      self.text = text
      self.file = file
      self.location = location
    }
  }

  package init(rule: String, match: [Example], noMatch: [Example], location: Location) {
    self.rule = rule
    self.match = match
    self.noMatch = noMatch
    self.location = location
  }
}
