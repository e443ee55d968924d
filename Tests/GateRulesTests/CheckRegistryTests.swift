import GateModel
import GateRules
import Testing

@Suite struct CheckRegistryTests {
  /// The published checklist, and what goes beyond it.
  static let expected: [(category: String, names: [String])] = [
    (
      "auth",
      ["gitignore", "liveKey", "noHardcodedKeys", "secretManager", "commitHook", "keyRotation"]
    ),
    ("errors", ["retry", "retryAfter", "circuitBreaker", "degradation", "timeout"]),
    ("data", ["idempotency", "pagination", "syncState", "statusTransitions"]),
    ("observability", ["health", "logging", "metrics", "alerting", "readiness"]),
    (
      "performance", ["caching", "connectionPooling", "pageSize", "rateLimit", "webhooks"]
    ),
    ("security", ["auditLog", "inputValidation", "noSecretsInLogs", "webhookSignature"]),
    (
      "deployment", ["buildContext", "container", "nonRoot", "resourceLimits", "autoscaling"]
    ),
    ("recovery", ["reconciliation", "rollback"]),
    ("quality", ["tests", "lint", "typecheck"]),
  ]

  let registry: CheckRegistry
  init() throws { registry = try CheckRegistry.embedded() }

  @Test func holdsTheWholeChecklistInItsOrder() {
    let expected = Self.expected.flatMap { category, names in
      names.map { CheckID("\(category).\($0)") }
    }
    #expect(registry.definitions.map(\.id) == expected)
  }

  @Test func stopsADeploymentOnTheseAlone() {
    let stopping = registry.definitions.filter { $0.priority == .p0 }.map(\.id.rawValue)
    #expect(
      stopping == [
        "auth.gitignore", "auth.liveKey", "auth.noHardcodedKeys", "auth.secretManager",
        "errors.retry", "errors.retryAfter", "data.idempotency", "data.pagination",
        "data.syncState", "observability.health", "observability.logging",
        "observability.metrics",
      ])
  }

  @Test func eachFileIsNamedAfterItsCheck() {
    let files = EmbeddedFiles.paths.filter { $0.hasPrefix("checks/") }
    #expect(Set(files) == Set(registry.definitions.map { "checks/\($0.id).yaml" }))
  }

  @Test func wordsAreSentences() {
    for check in registry.definitions {
      #expect(!check.title.hasSuffix("."), "\(check.id): a title is no sentence")
      for text in [check.why, check.judged, check.fix.text] + check.fixes.values.map(\.text) {
        #expect(isProse(text), "\(check.id): not whole sentences: \(text)")
      }
      #expect(sentences(in: check.why) <= 3, "\(check.id): the reason is too long")
      #expect(sentences(in: check.fix.text) <= 3, "\(check.id): the fix is too long")
    }
  }

  @Test func whatIsAttestedHasALimit() {
    for check in registry.definitions {
      #expect(check.proof.contains(.attested) == (check.attestationDays != nil), "\(check.id)")
    }
  }

  @Test func whatTakesNoClaimHasNoFields() {
    for check in registry.definitions where !check.takesClaim {
      #expect(check.claim.fields.isEmpty && check.claim.example.isEmpty, "\(check.id)")
      #expect(!check.proof.contains(.attested), "\(check.id)")
    }
  }

  private func isProse(_ text: String) -> Bool {
    let first = text.first { $0 != "`" }
    return text.hasSuffix(".") && (first?.isUppercase == true || text.hasPrefix("`"))
      && !text.contains("  ")
  }

  private func sentences(in text: String) -> Int {
    text.split(separator: ". ").count
  }
}
