import GateModel

/// A copy of the sample service with one thing broken.
struct SampleTwin: Sendable {
  /// A text of a file and what stands in its place.
  struct Edit: Sendable {
    var file: String
    var from: String
    var to: String

    init(_ file: String, _ from: String, to: String) {
      self.file = file
      self.from = from
      self.to = to
    }
  }

  /// The check that it breaks.
  var check: CheckID
  var verdict: Verdict
  /// What was done to it.
  var story: String
  var edits: [Edit] = []
  var added: [String: String] = [:]
  var deleted: [String] = []
  /// What the API answers when the key is tried.
  var refusal: String?

  init(
    _ check: String, _ verdict: Verdict, _ story: String, _ edits: Edit...,
    added: [String: String] = [:], deleted: [String] = [], refusal: String? = nil
  ) {
    self.check = CheckID(check)
    self.verdict = verdict
    self.story = story
    self.edits = edits
    self.added = added
    self.deleted = deleted
    self.refusal = refusal
  }
}

extension SampleTwin {
  private static let client = "src/maintainx/client.ts"
  private static let deployment = "deploy/deployment.yaml"
  private static let server = "src/server.ts"
  private static let store = "src/store.ts"
  private static let workflow = ".github/workflows/ci.yaml"
  /// Not written out, since the gate searches its own repository too.
  private static let key = "sk_" + "live_" + "9fK2mQ7xRb4TnV8wYc3Jz6Lp"

  /// One for each check, in the order of the checklist.
  static let all = auth + errors + data + observability + performance + security + operations

  private static let auth = [
    SampleTwin(
      "auth.gitignore", .missing, "key files are not ignored",
      Edit(".gitignore", "*.key\n", to: "")),
    SampleTwin(
      "auth.liveKey", .contradicted, "the API refuses the key", refusal: "401 Unauthorized"),
    SampleTwin(
      "auth.noHardcodedKeys", .contradicted, "a key stands in the code",
      added: ["src/billing.ts": "export const key = '\(key)';\n"]),
    SampleTwin(
      "auth.secretManager", .unproven, "nothing fills the secret",
      deleted: ["deploy/secrets.yaml"]),
    SampleTwin(
      "auth.commitHook", .missing, "the hook runs a linter",
      Edit(".pre-commit-config.yaml", "mxgate", to: "lint")),
    SampleTwin(
      "auth.keyRotation", .unproven, "the last rotation is a year ago",
      Edit("mxgate.yaml", "date: 2026-11-02", to: "date: 2025-11-02")),
  ]

  private static let errors = [
    SampleTwin(
      "errors.retry", .contradicted, "500 alone is retried",
      Edit("src/maintainx/retry.ts", "status === 429 || status >= 500", to: "status === 500")),
    SampleTwin(
      "errors.retryAfter", .unproven, "the wait is a guess",
      Edit(
        client, "retryAfterDelay(response.headers) ?? backoffDelay(attempt)",
        to: "backoffDelay(attempt)")),
    SampleTwin(
      "errors.circuitBreaker", .unproven, "calls go past the breaker",
      Edit(client, "new CircuitBreaker(send, {", to: "({"),
      Edit(client, "breaker.fire(method, path, body)", to: "send(method, path, body)")),
    SampleTwin(
      "errors.degradation", .unproven, "the health route says ok whatever happens",
      Edit(server, "{ status: maintainx ? 'ok' : 'degraded', maintainx }", to: "{ status: 'ok' }")),
    SampleTwin(
      "errors.timeout", .contradicted, "the client waits ten times as long as claimed",
      Edit(client, "TIMEOUT_MS = 30_000", to: "TIMEOUT_MS = 300_000")),
  ]

  private static let data = [
    SampleTwin(
      "data.idempotency", .unproven, "each delivery is handled, each row written again",
      Edit(server, "audit, claimEvent, isReady", to: "audit, isReady"),
      Edit(
        server, "  if (!(await claimEvent(parsed.data.id))) return reply.code(200).send();\n",
        to: ""),
      Edit(store, "claimEvent(id: string): Promise<boolean>", to: "keep(id: string)"),
      Edit(store, "'INSERT INTO processed_events (id) VALUES ($1) ", to: "'INSERT INTO events "),
      Edit(store, "ON CONFLICT (id) DO NOTHING", to: "VALUES ($1)"),
      Edit(store, "\n     ON CONFLICT (id) DO UPDATE SET title = $2, status = $3", to: ""),
      Edit(store, "\n     ON CONFLICT (id) DO UPDATE SET synced_at = $1", to: "")),
    SampleTwin(
      "data.pagination", .unproven, "the cursor is read and never sent",
      Edit(client, "    if (cursor) query.set('cursor', cursor);\n", to: "")),
    SampleTwin(
      "data.syncState", .unproven, "the point reached is forgotten at a restart",
      Edit(store, "const pool =", to: "let newest = new Date(0);\nconst pool ="),
      Edit(
        store,
        """
          const { rows } = await pool.query('SELECT synced_at FROM sync_state WHERE id = 1');
          return rows[0]?.synced_at ?? new Date(0);
        """, to: "  return newest;"),
      Edit(
        store,
        """
          await pool.query(
            `INSERT INTO sync_state (id, synced_at) VALUES (1, $1)
             ON CONFLICT (id) DO UPDATE SET synced_at = $1`, [at]);
        """, to: "  newest = at;")),
    SampleTwin(
      "data.statusTransitions", .unproven, "every status is allowed after every other",
      Edit(client, "const TRANSITIONS: Record", to: "const LABELS: Record"),
      Edit(client, "!TRANSITIONS[order.status]?.includes(status)", to: "!(status in LABELS)")),
  ]

  private static let observability = [
    SampleTwin(
      "observability.health", .unproven, "there is no route of that name",
      Edit(server, "app.get('/health'", to: "app.get('/hello'")),
    SampleTwin(
      "observability.logging", .contradicted, "lines for people go to the console",
      Edit(
        "src/log.ts", "import { pino } from 'pino';",
        to: "const pino = (_: object) => ({ info: console.log, error: console.log });")),
    SampleTwin(
      "observability.metrics", .unproven, "the counters are no metrics library's",
      Edit("src/metrics.ts", "from 'prom-client'", to: "from './counters.js'")),
    SampleTwin(
      "observability.alerting", .unproven, "the rules are in no rule file",
      Edit("deploy/alerts.yaml", "kind: PrometheusRule", to: "kind: ConfigMap")),
    SampleTwin(
      "observability.readiness", .unproven, "there is no route of that name",
      Edit(server, "app.get('/ready'", to: "app.get('/greeting'")),
  ]

  private static let performance = [
    SampleTwin(
      "performance.caching", .unproven, "users are kept for ever, in no cache",
      Edit(
        client, "new LRUCache<number, User>({ max: 5_000, ttl: 10 * 60_000 })",
        to: "new Map<number, User>()")),
    SampleTwin(
      "performance.connectionPooling", .unproven, "the agent keeps no connection",
      Edit(
        client, "new Agent({ keepAliveTimeout: 30_000, connections: 10 })",
        to: "new Agent({ pipelining: 0 })")),
    SampleTwin(
      "performance.pageSize", .unproven, "pages hold twenty",
      Edit(client, "PAGE_SIZE = 200", to: "PAGE_SIZE = 20")),
    SampleTwin(
      "performance.rateLimit", .unproven, "calls go past the limiter",
      Edit(client, "new Bottleneck({", to: "({"),
      Edit(
        client, "limiter.schedule(() => breaker.fire(method, path, body))",
        to: "breaker.fire(method, path, body)")),
    SampleTwin(
      "performance.webhooks", .unproven, "no route takes webhooks of MaintainX",
      Edit(server, "app.post('/webhooks/maintainx'", to: "app.post('/events'"),
      Edit(server, "'x-maintainx-signature'", to: "'x-signature'"),
      Edit(server, "'x-maintainx-timestamp'", to: "'x-timestamp'")),
  ]

  private static let security = [
    SampleTwin(
      "security.auditLog", .unproven, "changes are written among the log lines",
      Edit(store, "INSERT INTO audit_log", to: "INSERT INTO lines")),
    SampleTwin(
      "security.inputValidation", .unproven, "the shapes are those of no schema library",
      Edit(server, "from 'zod'", to: "from './shapes.js'"),
      Edit("src/config.ts", "from 'zod'", to: "from './shapes.js'"),
      Edit(client, "from 'zod'", to: "from '../shapes.js'")),
    SampleTwin(
      "security.noSecretsInLogs", .contradicted, "the key is logged with the error",
      Edit(
        "src/sync/run.ts", "log.error({ err: error }",
        to: "log.error({ err: error, key: config.MAINTAINX_API_KEY }")),
    SampleTwin(
      "security.webhookSignature", .contradicted, "signatures are compared letter by letter",
      Edit(
        "src/webhook.ts", "timingSafeEqual(given, expected)",
        to: "given.toString() === expected.toString()")),
  ]

  private static let operations = [
    SampleTwin(
      "deployment.buildContext", .contradicted, "the whole folder goes into the image",
      Edit(".dockerignore", "*\n!package.json\n", to: "!package.json\n"),
      Edit(".dockerignore", "**/.env\n**/.env.*\n**/*.key\n**/*.pem\n", to: ""),
      Edit("Dockerfile", "COPY src ./src", to: "COPY . .")),
    SampleTwin(
      "deployment.container", .unproven, "what builds the image is in the image",
      Edit("Dockerfile", " AS build", to: ""),
      Edit(
        "Dockerfile",
        """
        FROM node:22-slim
        WORKDIR /app
        ENV NODE_ENV=production
        COPY --from=build /app/node_modules ./node_modules
        COPY --from=build /app/dist ./dist
        COPY package.json ./

        """, to: "")),
    SampleTwin(
      "deployment.nonRoot", .contradicted, "image and pod run as root",
      Edit("Dockerfile", "USER node", to: "USER root"),
      Edit(
        deployment, "        runAsNonRoot: true\n        runAsUser: 1000\n",
        to: "        fsGroup: 1000\n")),
    SampleTwin(
      "deployment.resourceLimits", .contradicted, "the container takes what it gets",
      Edit(deployment, "            limits: { cpu: 500m, memory: 256Mi }\n", to: "")),
    SampleTwin(
      "deployment.autoscaling", .unproven, "nothing scales it",
      Edit(deployment, "kind: HorizontalPodAutoscaler", to: "kind: Nothing")),
    SampleTwin(
      "recovery.reconciliation", .unproven, "nothing starts the comparison",
      Edit(server, "import { scheduleReconciliation } from './sync/reconcile.js';\n", to: ""),
      Edit(server, "scheduleReconciliation();\n", to: ""),
      Edit(
        "src/sync/reconcile.ts", "  cron.schedule('15 3 * * *', () => void reconcile());\n",
        to: "")),
    SampleTwin(
      "recovery.rollback", .unproven, "the runbook is about releases",
      Edit("docs/runbook.md", "## Roll back", to: "## Release")),
    SampleTwin(
      "quality.tests", .unproven, "60 % of the branches are enough",
      Edit("vitest.config.ts", "branches: 80", to: "branches: 60")),
    SampleTwin(
      "quality.lint", .unproven, "nothing runs the linter",
      Edit(workflow, "      - run: npm run lint\n", to: "")),
    SampleTwin(
      "quality.typecheck", .unproven, "nothing checks the types",
      Edit(workflow, "      - run: npm run typecheck\n", to: ""),
      Edit(
        "package.json", "\"build\": \"tsc -p tsconfig.json\"",
        to: "\"build\": \"esbuild src/server.ts --outdir=dist\"")),
  ]
}
