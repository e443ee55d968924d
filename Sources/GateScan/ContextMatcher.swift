package import GateMatching
package import GateModel

/// Finds secrets by the structure around them, where no shape of their own tells them.
///
/// A rule of `rules/secrets/` gives the words for what is found: its `context:` names one of
/// `contexts`. To add a matcher, list it in `ContextMatchers.all`.
package protocol ContextMatcher: Sendable {
  /// What this matcher tells apart, each by the word that a rule's `context:` names.
  var contexts: [String] { get }
  /// Where it wants to look: it is called wherever one of these stands.
  var literals: [Literal] { get }
  /// Names of files, in lower case, that it wants to see whatever stands in them: it is called once,
  /// with an empty hit at their beginning.
  var fileNames: [String] { get }

  /// Appends what stands around a hit.
  ///
  /// - Parameters:
  ///   - bytes: the whole text, or the part of a large one around the hit.
  ///   - file: what is known of the file from its path.
  func find(
    at hit: LiteralHit, in bytes: Span<UInt8>, of file: ScannedFile,
    into found: inout [ContextCandidate])

  /// Up to where a hit has everything looked at: further hits before that place are passed over.
  /// `nil` where each hit stands for itself, or where this one is none.
  func reach(of hit: LiteralHit, in bytes: Span<UInt8>) -> Int?
}

extension ContextMatcher {
  package func reach(of hit: LiteralHit, in bytes: Span<UInt8>) -> Int? { nil }
}

extension ContextMatcher {
  package var fileNames: [String] { [] }
}

/// What a context matcher found.
package struct ContextCandidate: Sendable {
  /// Index into the matcher's `contexts`.
  package var context: Int
  /// The secret itself, without quotes.
  package var value: Range<Int>
  /// The name that it stands under.
  package var name: Range<Int>?
  /// The secret as it is, where the file holds it encoded or in pieces.
  package var decoded: [UInt8]?
  /// Where it differs from the rule's.
  package var severity: Severity?
  /// Where it differs from the rule's.
  package var confidence: Confidence?
  /// Why this is a secret, where there is more to say than the rule does.
  package var reason: String?
  package var cannotBeSuppressed: Bool

  package init(
    context: Int, value: Range<Int>, name: Range<Int>? = nil, decoded: [UInt8]? = nil,
    severity: Severity? = nil, confidence: Confidence? = nil, reason: String? = nil,
    cannotBeSuppressed: Bool = false
  ) {
    self.context = context
    self.value = value
    self.name = name
    self.decoded = decoded
    self.severity = severity
    self.confidence = confidence
    self.reason = reason
    self.cannotBeSuppressed = cannotBeSuppressed
  }
}
