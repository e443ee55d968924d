/// How much an unmet requirement matters. P0 stops a deployment.
package enum Priority: String, CaseIterable, Sendable, Comparable {
  case p0 = "P0"
  case p1 = "P1"
  case p2 = "P2"

  /// P0 comes first.
  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A check's name, which is its path in the manifest: `errors.retryAfter`.
package struct CheckID: RawRepresentable, Hashable, Sendable, Comparable {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
  package init(_ rawValue: String) { self.rawValue = rawValue }

  /// The part before the dot: `errors`.
  package var category: String { String(rawValue.prefix { $0 != "." }) }
  /// The part behind the dot: `retryAfter`.
  package var name: String { String(rawValue.drop { $0 != "." }.dropFirst()) }

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

extension CheckID: CustomStringConvertible {
  package var description: String { rawValue }
}

/// What may be offered as proof of a claim.
package enum ProofKind: String, CaseIterable, Sendable {
  /// Evidence found in the repository.
  case repository
  /// A probe of the running service or of the API.
  case live
  /// Somebody's signed statement with a date and a link.
  case attested
}

/// A fact about what the service does; checks name the facts that make them apply.
package enum ServiceFact: String, CaseIterable, Sendable {
  case lists, polls, syncs, receivesWebhooks, creates, updates, scales
}

/// How the service runs.
package enum ServiceKind: String, CaseIterable, Sendable {
  case container, function, job, library, desktop
}
