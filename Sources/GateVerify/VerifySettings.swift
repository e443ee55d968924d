package import GateModel
package import GateRules

/// What one live verification is to do, after manifest, environment and flags are settled.
package struct VerifySettings: Sendable {
  package var toolVersion: String
  package var service: String?
  /// The commit that was deployed, in full.
  package var commit: String?
  /// The service's address as it was given.
  package var serviceURL: String?
  package var baseAddress: HTTPAddress
  /// `nil` where no step needs the API.
  package var key: APIKey?
  /// The environment variable with the key, for the commands that are printed.
  package var keyVariable: String
  package var organization: String?
  /// Why a step is left out, by step; all others run.
  package var skipped: [LiveStep: String]
  package var health: HTTPAddress?
  package var ready: HTTPAddress?
  package var metrics: HTTPAddress?
  /// Metrics that must be there.
  package var requiredMetrics: [String]
  package var limits: VerifyLimits
  /// `nil`: one look is enough.
  package var watch: WatchPlan?
  package var troubleshooting: Troubleshooting

  package init(
    toolVersion: String, service: String? = nil, commit: String? = nil, serviceURL: String? = nil,
    baseAddress: HTTPAddress, key: APIKey? = nil, keyVariable: String = "MAINTAINX_API_KEY",
    organization: String? = nil,
    skipped: [LiveStep: String] = [:],
    health: HTTPAddress? = nil, ready: HTTPAddress? = nil, metrics: HTTPAddress? = nil,
    requiredMetrics: [String] = [], limits: VerifyLimits = VerifyLimits(),
    troubleshooting: Troubleshooting = Troubleshooting(entries: [])
  ) {
    self.toolVersion = toolVersion
    self.service = service
    self.commit = commit
    self.serviceURL = serviceURL
    self.baseAddress = baseAddress
    self.key = key
    self.keyVariable = keyVariable
    self.organization = organization
    self.skipped = skipped
    self.health = health
    self.ready = ready
    self.metrics = metrics
    self.requiredMetrics = requiredMetrics
    self.limits = limits
    self.troubleshooting = troubleshooting
  }
}

extension VerifySettings {
  var userAgent: String { "mxgate/\(toolVersion)" }
}

/// Bounds on time, all in seconds.
package struct VerifyLimits: Sendable {
  /// For one request.
  package var request = 30.0
  /// For the whole run without its cleanup.
  package var run = 180.0
  /// For removing the test work order, whatever happened before.
  package var cleanup = 60.0
  /// How long a service that is still starting is waited for.
  package var wait = 0.0
  package var retry = RetryPolicy()

  package init() {}
}
