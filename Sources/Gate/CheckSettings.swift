package import GateModel

/// What a run of the whole gate is asked to do.
package struct CheckSettings: Sendable {
  package var scan: ScanSettings
  /// Requirements of this priority or a higher one fail the gate; `nil` leaves it to the policy.
  package var failOn: Priority?
  /// Checks to judge, by id, category or priority; empty for all.
  package var only: [String]
  /// Checks to leave out, likewise.
  package var skip: [String]
  /// An organisation's policy, which a repository can only tighten.
  package var policyPath: String?
  /// A revision: only what got worse since the merge base with it fails.
  package var against: String?
  /// A revision: what loosens the gate counts only where it has it too.
  package var policyFrom: String?
  /// What a live check saw, by check.
  package var live: [CheckID: CheckObservations]
  /// A live check that was not run fails.
  package var requiresLive: Bool
  /// How long each of the manifest's quality commands may run; `nil` runs none.
  package var qualityTimeLimit: Duration?
  /// A saved report that passed, for a rollback.
  package var acceptance: ReportAcceptance?
  package var override: GateOverride?

  package init(
    scan: ScanSettings, failOn: Priority? = nil, only: [String] = [], skip: [String] = [],
    policyPath: String? = nil, against: String? = nil, policyFrom: String? = nil,
    live: [CheckID: CheckObservations] = [:],
    requiresLive: Bool = false, qualityTimeLimit: Duration? = nil,
    acceptance: ReportAcceptance? = nil, override: GateOverride? = nil
  ) {
    self.scan = scan
    self.failOn = failOn
    self.only = only
    self.skip = skip
    self.policyPath = policyPath
    self.against = against
    self.policyFrom = policyFrom
    self.live = live
    self.requiresLive = requiresLive
    self.qualityTimeLimit = qualityTimeLimit
    self.acceptance = acceptance
    self.override = override
  }

  /// The same with the rules that the manifest names. One that is no YAML names none, and is
  /// reported where it is loaded: secrets are judged all the same.
  func withRulesOfManifest() -> CheckSettings {
    var settings = self
    do { settings.scan = try scan.withRulesOfManifest() } catch { settings.scan = scan }
    return settings
  }
}
