package enum Severity: String, CaseIterable, Sendable {
  case critical, high, medium, low
}

package enum Confidence: String, CaseIterable, Sendable {
  case high, medium, low
}

/// A secret found in the repository. Holds no secret: only what may be shown.
package struct Finding: Sendable {
  /// The rule's id: `maintainx-api-key`.
  package var rule: String
  package var title: String
  package var severity: Severity
  package var confidence: Confidence
  /// The range of the secret's value.
  package var location: Location
  /// The commit that introduced it, in full, when history was searched.
  package var commit: String?
  /// The value with all but a few characters hidden, or whole under `--show-secrets`.
  package var display: String
  /// The line around it with the value hidden in the same way, trimmed to 200 characters.
  package var excerpt: String
  /// Stable over moves of the line: from content, rule and path, salted.
  package var fingerprint: String
  /// Why it was flagged, and what is known of it: "issued 2025-03-02, 632 days ago".
  package var reason: String
  package var fix: String
  package var suppression: Suppression?
  /// A live secret or a decoded MaintainX key: neither waivers nor inline comments hide it.
  package var cannotBeSuppressed: Bool

  package init(
    rule: String, title: String, severity: Severity, confidence: Confidence, location: Location,
    commit: String? = nil, display: String, excerpt: String = "", fingerprint: String,
    reason: String, fix: String = "", suppression: Suppression? = nil,
    cannotBeSuppressed: Bool = false
  ) {
    self.rule = rule
    self.title = title
    self.severity = severity
    self.confidence = confidence
    self.location = location
    self.commit = commit
    self.display = display
    self.excerpt = excerpt
    self.fingerprint = fingerprint
    self.reason = reason
    self.fix = fix
    self.suppression = suppression
    self.cannotBeSuppressed = cannotBeSuppressed
  }
}

extension Finding {
  /// Whether it fails the gate. A weak finding is shown and counted, and stops nobody.
  package var fails: Bool { suppression == nil && severity != .low && confidence != .low }
}

/// Why a finding does not count, and where that is written.
package struct Suppression: Hashable, Sendable {
  package enum Kind: String, Sendable {
    case inline, baseline, exclusion, waiver, ignoreFile, override
  }
  package var kind: Kind
  package var reason: String
  package var location: Location?
  package init(kind: Kind, reason: String, location: Location? = nil) {
    self.kind = kind
    self.reason = reason
    self.location = location
  }
}
