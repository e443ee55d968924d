package import GateModel

/// A value that may be a secret, before the filters have seen it.
package struct Candidate: Sendable {
  /// How it was found: the weaker the sign, the more filters it must pass.
  package enum Origin: Int, Sendable {
    /// Shape of its own.
    case pattern
    /// By the name it stands under, and its shape.
    case named
    /// By the structure around it.
    case context
    /// By another tool's rule, which does its own filtering.
    case search
  }
  /// Index into the engine's rules.
  package var rule: Int
  package var origin: Origin
  /// The value's place in the bytes.
  package var value: Range<Int>
  /// All that its rule matched, the value among it.
  package var match: Range<Int> {
    matched ?? (name?.lowerBound ?? value.lowerBound)..<value.upperBound
  }
  package var matched: Range<Int>?
  /// The name that it stands under, where it has one.
  package var name: Range<Int>?
  /// The secret as it is, where the file holds it encoded or in pieces.
  package var decoded: [UInt8]?
  package var severity: Severity
  package var confidence: Confidence
  /// Why this is a secret, where there is more to say than the rule does.
  package var reason: String?
  package var cannotBeSuppressed = false
  /// Whether the filters have seen it already, where it was decoded.
  package var isFiltered = false
  /// What an allowlist says of it.
  package var allowed: Suppression?
}

/// Tells secrets from what looks like them. To add a filter, list it in `CandidateFilters.all`.
package protocol CandidateFilter: Sendable {
  /// Whether the candidate may still be a secret. May lower its severity or confidence.
  func keeps(_ candidate: inout Candidate, in bytes: Span<UInt8>, of file: ScannedFile) -> Bool
}
