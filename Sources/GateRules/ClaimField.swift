package import GateModel

/// One field of a check's claim: `timeout` in `errors.timeout`, `statuses` in `errors.retry`.
///
/// A detector reports what it measured under the same name, in `Observation.facts`.
package struct ClaimField: Sendable {
  /// How a measured value is held against the claimed one.
  package enum Comparison: String, CaseIterable, Sendable {
    case equal
    /// The measured value is no larger; for lists, it holds nothing that is not claimed.
    case atMost
    case atLeast
    /// The measured statuses include the claimed ones.
    case covers
  }

  package var name: String
  package var type: FieldType
  package var summary: String
  /// The least number that a manifest may hold.
  package var minimum: Double?
  package var maximum: Double?
  /// The words that a text or list may hold; empty where any may.
  package var allowed: [String]
  /// `nil` where the claim is for people to read and is held against nothing.
  package var comparison: Comparison?
  /// What the requirement itself demands, of the claim and of what is measured.
  package var limit: Limit?

  package struct Limit: Sendable {
    package var comparison: Comparison
    package var value: FactValue
  }
}

extension ClaimField.Limit {
  /// "90d or less".
  package var phrase: String {
    switch comparison {
    case .equal: "\(value)"
    case .atMost: "\(value) or less"
    case .atLeast: "\(value) or more"
    case .covers: "all of \(value)"
    }
  }
}
