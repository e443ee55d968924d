import GateModel
import Testing

@testable import GateChecks

/// Rollback, alerts, rotation, probes, and what takes no image.
@Suite struct FilesOperationsTests {
  @Test(arguments: rollback + alerting + rotation + probes)
  func operationIsJudged(_ example: FilesExample) {
    #expect(FilesExample.summary(of: example.observed) == example.expected)
  }

  static let rollback: [FilesExample] = [
    runbook(
      "numbered steps", "# Runbook\n\n## Rolling back\n1. Find the tag\n2. Deploy it\n", "proves", 3
    ),
    runbook(
      "commands", "## Rollback\n\n```sh\nkubectl rollout undo deployment/api\n```\n", "proves", 1),
    runbook("steps in a section below", "# Roll back\n## By hand\n1) a\n2) b\n", "proves", 1),
    runbook("underlined", "Rollback\n--------\n$ helm rollback api\n", "proves", 1),
    runbook(
      "words alone", "## Rollback\nWe roll back when errors rise. Ask the team.\n", "near", 1),
    runbook("a to-do list", "## Rollback\n1. [ ] write it\n2. [ ] test it\n", "near", 1),
    runbook("an empty block", "## Rollback\n```\n# kubectl\n```\n## Next\n1. a\n2. b\n", "near", 1),
    FilesExample(
      "words elsewhere", "recovery.rollback",
      [
        "README.md": "- [ ] rollback procedure\n`rollbackCapacity` is 3\n```\n# Rollback\n```\n",
        "CHANGELOG.md": "## Risks/rollback\nno\n", "main.py": "# Rollback\n",
      ], ["near CHANGELOG.md:1"]),
    FilesExample(
      "a workflow", "recovery.rollback",
      [
        ".github/workflows/rollback.yml": "on: workflow_dispatch\n",
        "scripts/rollback.sh": "helm rollback\n",
      ],
      ["proves .github/workflows/rollback.yml:1", "near scripts/rollback.sh:1"]),
  ]

  static func runbook(
    _ title: String, _ text: String, _ stance: String, _ line: Int
  ) -> FilesExample {
    FilesExample(
      title, "recovery.rollback", ["docs/runbook.md": text], ["\(stance) docs/runbook.md:\(line)"])
  }

  static let alerting: [FilesExample] = [
    FilesExample(
      "errors and latency", "observability.alerting",
      [
        "alerts.yaml":
          "groups:\n- rules:\n  - alert: ErrorRate\n    expr: errors > 1\n  - alert: Slow\n    expr: latency_p99 > 5\n"
      ], ["proves alerts.yaml:3", "proves alerts.yaml:5"]),
    FilesExample(
      "errors alone", "observability.alerting",
      ["alerts.yaml": "groups:\n- rules:\n  - alert: ErrorRate\n    expr: errors > 1\n"],
      ["near alerts.yaml:3"]),
    FilesExample(
      "another alert and a commented one", "observability.alerting",
      [
        "alerts.yaml":
          "groups:\n- rules:\n  - alert: DiskFull\n    expr: disk > 9\n#  - alert: ErrorRate\n"
      ],
      ["near alerts.yaml:3"]),
    FilesExample(
      "Terraform", "observability.alerting",
      [
        "a.tf":
          "resource \"aws_cloudwatch_metric_alarm\" \"errors\" {\n  metric_name = \"5XXError\"\n}\nresource \"datadog_monitor\" \"slow\" {\n  query = \"p95:latency\"\n}\n"
      ], ["proves a.tf:1", "proves a.tf:4"]),
  ]

  static let rotation: [FilesExample] = [
    FilesExample(
      "a document speaks of it", "auth.keyRotation",
      ["SECURITY.md": "# Security\nAPI keys are rotated every 90 days.\nLogs rotate daily.\n"],
      ["near SECURITY.md:2"]),
    FilesExample(
      "the store's schedule", "auth.keyRotation",
      [
        "s.tf": "resource \"x\" \"y\" {\n  rotation {\n    rotation_period = \"7776000s\"\n  }\n}\n"
      ],
      ["near s.tf:3"]),
  ]

  static let probes: [FilesExample] = [
    FilesExample(
      "Fly's check", "observability.health",
      ["fly.toml": "[[http_service.checks]]\npath = \"/healthz\"\n"], ["near fly.toml:2"]),
    FilesExample(
      "an image's check", "observability.health",
      ["Dockerfile": "FROM a\nHEALTHCHECK --interval=5s CMD curl -f localhost/health\n"],
      ["near Dockerfile:2"]),
    FilesExample(
      "a pod's readiness probe", "observability.readiness",
      [
        "p.yaml":
          "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: a\n    readinessProbe:\n      httpGet: { path: /ready }\n"
      ], ["near p.yaml:7"]),
  ]

  /// Files, and why a container's checks do not apply; `nil` where they do.
  static let hosting: [([String: String], String?)] = [
    (["wrangler.jsonc": "{\n// the worker\n\"main\": \"src/index.ts\"}"], "Cloudflare Workers"),
    (["serverless.yml": "functions:\n  a: { handler: b }\n"], "Serverless"),
    ([".chalice/config.json": "{}"], "Chalice"),
    (["Procfile": "web: node a.js\n", "app.json": "{}"], "Heroku"),
    (["Procfile": "web: node a.js\n"], nil),
    (["wrangler.toml": "main = \"a\"\n", "Dockerfile": "FROM a\n"], nil),
    (["go.mod": "module a\n", "a.go": "// A.\npackage a\n"], "is a library"),
    (["go.mod": "module a\n", "cmd/a/run.go": "package main\n"], nil),
    (["package.json": "{\"version\": \"1.0.0\", \"exports\": \"./a.js\"}"], "is a library"),
    (
      [
        "package.json":
          "{\"version\": \"1.0.0\", \"main\": \"a.js\", \"scripts\": {\"start\": \"node .\"}}"
      ],
      nil
    ),
    (["package.json": "{\"version\": \"1.0.0\", \"exports\": \"./a.js\", \"private\": true}"], nil),
    (["a.gemspec": "Gem::Specification.new\n"], "is a library"),
    ([:], nil),
  ]

  @Test(arguments: hosting.indices)
  func whatTakesNoImageIsSetAside(_ index: Int) {
    let (files, reason) = Self.hosting[index]
    let observed = FilesExample("", "deployment.container", files, []).observed
    #expect((observed.notApplicable != nil) == (reason != nil))
    if let reason {
      #expect(observed.notApplicable?.reason.contains(reason) == true)
      #expect(observed.notApplicable?.evidence.isEmpty == false)
    }
  }
}
