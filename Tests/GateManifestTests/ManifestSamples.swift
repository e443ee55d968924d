import GateManifest
import GateModel
import GateRules

/// Manifests that several tests use.
enum ManifestSamples {
  static let path = RepositoryPath("mxgate.yaml")
  static let today = CalendarDay(daysSinceEpoch: 20_781)  // 2026-11-24

  /// One that uses every section.
  static let whole = """
    # yaml-language-server: $schema=mxgate.schema.json
    apiVersion: mxgate/v1
    ruleset: 1
    service:
      name: workorder-due-dates
      owner: team-maintenance
      runs: container
      does: [receivesWebhooks, updates]
      url: https://due-dates.example.com
      links: [{ type: runbook, url: https://wiki.example.com/due-dates }]
    maintainx:
      baseURL: https://api.getmaintainx.com/v1
      access: write
      apiKeyEnv: MAINTAINX_API_KEY
      client: [src/maintainx.ts]
    auth:
      secretManager: { provider: google-secret-manager, secret: maintainx-api-key }
      keyRotation: { every: 90d, attested: { by: team-maintenance, date: 2026-11-02, url: https://wiki.example.com/rotation } }
    errors:
      retry: { statuses: [429, 5xx], maxAttempts: 5, evidence: src/maintainx.ts }
      retryAfter: true
      timeout: 30s
    data:
      idempotency: { key: workOrderId+occurredAt, store: redis }
    observability:
      logging: { providedBy: "@acme/logger" }
      health: { path: /health }
      readiness: { notApplicable: "one instance, no orchestrator" }
    quality:
      tests: 85%
    waivers:
      - { check: observability.metrics, reason: "exporter arrives with the platform upgrade", owner: team-maintenance, expires: 2026-12-20 }
    policy: { failOn: P0 }
    scan: { exclude: [{ path: testdata/, reason: "recorded answers" }] }
    """

  static let registry = Result { try CheckRegistry.embedded() }

  static func decode(
    _ text: String, policy: Policy = .standard, today: CalendarDay = today
  ) throws -> ManifestDecoder.Result {
    try decode(Array(text.utf8), policy: policy, today: today)
  }

  static func decode(
    _ bytes: [UInt8], policy: Policy = .standard, today: CalendarDay = today
  ) throws -> ManifestDecoder.Result {
    ManifestDecoder(registry: try registry.get(), policy: policy, today: today)
      .decode(bytes, path: path)
  }
}
