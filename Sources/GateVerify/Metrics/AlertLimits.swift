/// What the service's own metrics may show after a deployment; beyond it the deployment is rolled
/// back. The defaults are the checklist's alerts.
package struct AlertLimits: Hashable, Sendable {
  /// Failed calls, out of all; 0 to 1.
  package var errorRate = 0.05
  /// Seconds within which 95 of 100 calls, or the average one, are answered.
  package var latency = 5.0
  /// Seconds that the service's data is behind MaintainX's.
  package var syncLag = 900.0

  package init() {}
}
