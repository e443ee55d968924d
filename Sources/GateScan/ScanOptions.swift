package import GateModel

/// What a run decides about scanning.
package struct ScanOptions: Sendable {
  /// The day that ages are counted to.
  package var today: CalendarDay
  /// Makes fingerprints differ between projects; kept with the baseline.
  package var salt: [UInt8]
  /// Whether secrets are shown whole: for a person at a terminal only.
  package var showsSecrets: Bool
  /// Whether comments such as `mxgate:allow[rule] reason` count.
  package var honoursInlineAllow: Bool
  /// Whether archives are opened and their files searched.
  package var opensArchives: Bool
  /// Allowlists of another tool's configuration.
  package var allowlists: [GitleaksAllowlist]

  package init(
    today: CalendarDay, salt: [UInt8] = [], showsSecrets: Bool = false,
    honoursInlineAllow: Bool = true, opensArchives: Bool = true,
    allowlists: [GitleaksAllowlist] = []
  ) {
    self.today = today
    self.salt = salt
    self.showsSecrets = showsSecrets
    self.honoursInlineAllow = honoursInlineAllow
    self.opensArchives = opensArchives
    self.allowlists = allowlists
  }
}
