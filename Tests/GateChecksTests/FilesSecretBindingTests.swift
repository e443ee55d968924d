import GateModel
import Testing

@testable import GateChecks

@Suite struct FilesSecretBindingTests {
  @Test(arguments: examples)
  func bindingIsJudged(_ example: FilesExample) {
    #expect(FilesExample.summary(of: example.observed) == example.expected)
  }

  static let examples: [FilesExample] = [
    binding(
      "an ExternalSecret",
      ["es.yaml": "apiVersion: external-secrets.io/v1\nkind: ExternalSecret\n"],
      ["proves es.yaml:2"]),
    binding(
      "Rails' database settings are half Ruby, and hide nothing else",
      [
        "config/database.yml":
          "development:\n  <% if ENV['URL'] %>\n  url: <%= ENV['URL'] %>\n  <% else %>\n  database: secrets.a\n  <% end %>\n",
        "s.yaml": "apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\n",
      ],
      ["proves s.yaml:2"]),
    binding(
      "a SealedSecret", ["s.yaml": "apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\n"],
      ["proves s.yaml:2"]),
    binding(
      "SOPS", ["secrets.enc.yaml": "key: ENC[x]\nsops:\n  mac: ENC[y]\n  age: []\n"],
      ["proves secrets.enc.yaml:2"]),
    binding(
      "Kubernetes and Cloud Run",
      [
        "k.yaml":
          "env:\n- name: MAINTAINX_API_KEY\n  valueFrom: { secretKeyRef: { name: mx, key: k } }\n"
      ],
      ["proves k.yaml:2"]),
    binding(
      "a database's password is another matter",
      [
        "k.yaml": "env:\n- name: DB_PASSWORD\n  valueFrom: { secretKeyRef: { name: db, key: k } }\n"
      ],
      ["near k.yaml:2"]),
    binding(
      "a value from the pod itself is no secret",
      [
        "k.yaml":
          "env:\n- name: API_HOST\n  valueFrom: { fieldRef: { fieldPath: status.hostIP } }\n"
      ],
      []),
    binding(
      "ECS",
      [
        "task.json":
          "{\"containerDefinitions\": [{\"secrets\": [\n{\"name\": \"API_TOKEN\", \"valueFrom\": \"arn:aws:secretsmanager:eu:1:secret:a\"}]}]}"
      ], ["proves task.json:2"]),
    binding(
      "the Serverless Framework",
      ["serverless.yml": "provider:\n  environment:\n    MX_API_KEY: ${ssm:/prod/mx}\n"],
      ["proves serverless.yml:3"]),
    binding(
      "1Password's references",
      [".env.tpl": "# key op://vault/a\nMAINTAINX_API_KEY=\"op://vault/item/key\"\nHOST=a\n"],
      ["proves .env.tpl:2"]),
    binding(
      "a script that hands the key to the platform",
      ["scripts/push.sh": "printf '%s' \"$key\" | npx wrangler secret put MAINTAINX_API_KEY\n"],
      ["proves scripts/push.sh:1"]),
    binding(
      "GitHub's own store, for a service that runs on a schedule",
      [
        ".github/workflows/sync.yml":
          "on: { schedule: [{ cron: \"0 5 * * *\" }] }\nenv:\n  MAINTAINX_API_KEY: ${{ secrets.MAINTAINX_API_KEY }}\n  FLY_API_TOKEN: ${{ secrets.FLY }}\n"
      ], ["proves .github/workflows/sync.yml:3", "near .github/workflows/sync.yml:4"]),
    binding(
      "a key for the tests alone",
      [".github/workflows/ci.yml": "on: push\nenv:\n  MX_API_KEY: ${{ secrets.MX_API_KEY }}\n"],
      ["near .github/workflows/ci.yml:3"]),
    binding(
      "Cloud Run's deployment command",
      [
        ".github/workflows/d.yml":
          "jobs:\n  d:\n    steps:\n    - run: gcloud run deploy a --set-secrets=MX_API_KEY=mx:latest\n"
      ], ["proves .github/workflows/d.yml:4"]),
    binding(
      "a document that tells people to",
      ["DEPLOY.md": "```\nfly secrets set MAINTAINX_API_KEY=abc\n```\n"],
      ["near DEPLOY.md:2"]),
    binding(
      "Terraform",
      [
        "s.tf":
          "resource \"google_secret_manager_secret\" \"mx\" {\n  secret_id = \"maintainx-api-key\"\n}\nresource \"aws_secretsmanager_secret\" \"db\" {\n  name = \"db\"\n}\n"
      ], ["proves s.tf:1", "near s.tf:4"]),
    binding(
      "beside MaintainX's own key another proves nothing",
      [".env.op": "MAINTAINX_TOKEN=op://a/b/c\nOTHER_TOKEN=op://a/b/d\n"],
      ["proves .env.op:1", "near .env.op:2"]),
  ]

  static func binding(
    _ title: String, _ files: [String: String], _ expected: [String]
  ) -> FilesExample {
    FilesExample(title, "auth.secretManager", files, expected)
  }

  /// A command in a document may hold the key itself.
  @Test func valuesAreLeftOutOfExcerpts() throws {
    let document = try #require(Self.examples.first { $0.title.hasPrefix("a document") })
    let shown = try #require(document.observed.observations.first)
    #expect(shown.evidence.excerpt == "fly secrets set MAINTAINX_API_KEY=...")
  }
}
