internal import GateModel
internal import GateRules

/// A claim's values beside the measured ones and the requirement's own limits.
struct ClaimedValues {
  let form: ClaimForm
  let claimed: [String: FactValue]
  let observations: [Observation]

  /// A measured value that does not fit, in words, and where it was measured.
  struct Difference {
    var reason: String
    var evidence: Evidence
  }

  /// What the claim itself says short of the requirement: "every 180d, more than 90d".
  var claimBelowLimit: String? {
    for field in form.fields {
      guard let value = claimed[field.name], let limit = field.limit,
        !limit.comparison.holds(measured: value, against: limit.value)
      else { continue }
      return "\(field.name) \(value), and \(limit.phrase) is required"
    }
    return nil
  }

  /// The first measured value that the claim does not cover.
  var difference: Difference? {
    for field in form.fields {
      guard let value = claimed[field.name], let comparison = field.comparison,
        let bad = offender(field, comparison, value)
      else { continue }
      return Difference(
        reason: "the manifest says \(field.name) \(value), the repository shows \(bad.value)",
        evidence: bad.observation.evidence)
    }
    return nil
  }

  /// The first measured value that the requirement itself forbids.
  var brokenLimit: Difference? {
    for field in form.fields {
      guard let limit = field.limit,
        let bad = offender(field, limit.comparison, limit.value)
      else { continue }
      return Difference(
        reason: "the repository shows \(field.name) \(bad.value), and \(limit.phrase) is required",
        evidence: bad.observation.evidence)
    }
    return nil
  }

  /// A measured value that breaks the comparison. Words may differ from place to place, so one that
  /// fits is enough; numbers must all fit.
  private func offender(
    _ field: ClaimField, _ comparison: ClaimField.Comparison, _ expected: FactValue
  ) -> (value: FactValue, observation: Observation)? {
    let measured = observations.compactMap { observation in
      observation.facts[field.name].map { (value: $0, observation: observation) }
    }
    let bad = measured.filter { !comparison.holds(measured: $0.value, against: expected) }
    if case .text = expected, bad.count < measured.count { return nil }
    return bad.first
  }
}

extension ClaimField.Comparison {
  /// Whether a measured value fits. Values of different kinds never do.
  func holds(measured: FactValue, against expected: FactValue) -> Bool {
    switch (measured, expected) {
    case (.number(let left), .number(let right)), (.duration(let left), .duration(let right)),
      (.percent(let left), .percent(let right)):
      compare(left, right)
    case (.text(let left), .text(let right)): left.lowercased() == right.lowercased()
    case (.flag(let left), .flag(let right)): left == right
    case (.list(let left), .list(let right)): compare(Set(left), Set(right))
    case (.statuses(let left), .statuses(let right)):
      compare(left.realistic, right.realistic)
    default: false
    }
  }

  private func compare(_ measured: Double, _ expected: Double) -> Bool {
    switch self {
    case .equal: measured == expected
    case .atMost: measured <= expected
    case .atLeast, .covers: measured >= expected
    }
  }

  private func compare<Element>(_ measured: Set<Element>, _ expected: Set<Element>) -> Bool {
    switch self {
    case .equal: measured == expected
    case .atMost: measured.isSubset(of: expected)
    case .atLeast, .covers: measured.isSuperset(of: expected)
    }
  }
}

extension HTTPStatusSet {
  /// A whole class `5xx` stands for the server errors that occur: retrying 501 or 505 never helps.
  var realistic: Set<Int> {
    let serverErrors = HTTPStatusSet.hundreds(5).codes
    guard serverErrors.isSubset(of: codes) else { return codes }
    return codes.subtracting(serverErrors).union([500, 502, 503, 504])
  }
}
