import GateModel
import GateRepository
import GateRules
import Testing

@testable import GateChecks

/// Which files count as the way to the API, and which calls on it.
struct CallPathTests {
  struct Sample: Sendable, CustomTestStringConvertible {
    var title: String
    var files: [String: String]
    /// The files of the call path, in order.
    var path: [String]
    var testDescription: String { title }
  }

  static let host = "https://api.getmaintainx.com/v1"

  static let samples = [
    Sample(
      title: "a path of tsconfig",
      files: [
        "tsconfig.json":
          #"{"compilerOptions": {"baseUrl": ".", "paths": {"@lib/*": ["src/lib/*"]}}} // c"#,
        "src/lib/mx.ts": "export const users = () => fetch('\(host)/users')",
        "src/index.ts": "import { users } from '@lib/mx'\nusers()",
        "src/other.ts": "start()",
      ], path: ["src/lib/mx.ts", "src/index.ts"]),
    Sample(
      title: "a package of the workspace",
      files: [
        "packages/mx/package.json": #"{"name": "@acme/mx", "main": "src/index.ts"}"#,
        "packages/mx/src/index.ts": "export const users = () => fetch('\(host)/users')",
        "apps/web/main.ts": "import { users } from '@acme/mx'\nusers()",
      ], path: ["packages/mx/src/index.ts", "apps/web/main.ts"]),
    Sample(
      title: "modules of Python",
      files: [
        "app/mx.py": "import requests\ndef users():\n    return requests.get('\(host)/users')",
        "app/store.py": "def save(): pass",
        "app/main.py": "from .mx import users\nfrom app import store\nusers()",
      ], path: ["app/mx.py", "app/main.py"]),
    Sample(
      title: "packages of Go",
      files: [
        "go.mod": "module example.com/sync\n",
        "mx/client.go": "package mx\nfunc Users() { http.Get(\"\(host)/users\") }",
        "cmd/main.go": "package main\nimport \"example.com/sync/mx\"\nfunc main() { mx.Users() }",
      ], path: ["mx/client.go", "cmd/main.go"]),
    Sample(
      title: "constants of Ruby",
      files: [
        "app/services/client.rb": "class Client\n  URL = '\(host)/users'\nend",
        "app/jobs/sync_job.rb": "class SyncJob\n  def perform\n    Client.new\n  end\nend",
        "app/jobs/mail_job.rb": "class MailJob\nend",
      ], path: ["app/services/client.rb", "app/jobs/sync_job.rb"]),
    Sample(
      title: "a comment, a test and vendored code are no anchors",
      files: [
        "src/index.ts": "// \(host)\nstart()",
        "test/a.test.ts": "fetch('\(host)/users')",
        "vendor/mx.js": "fetch('\(host)/users')",
      ], path: []),
  ]

  @Test(arguments: samples) func followsImportsBothWays(_ sample: Sample) {
    let library = SourceLibrary(Self.source(sample.files))
    let path = CallPath(
      anchors: Self.tags(sample.files), client: [], library: library,
      resolver: ModuleResolver(library))
    #expect(path.files.map(\.path.text) == sample.path)
  }

  @Test func whatNothingStartsProvesNothing() throws {
    let retried = """
      import pRetry from "p-retry";
      export const users = () => pRetry(() => fetch("\(Self.host)/users").then(throwUnlessOk));
      const throwUnlessOk = (answer) => { if (!answer.ok) throw answer; };
      """
    let files = [
      "package.json": #"{"dependencies": {"p-retry": "6.2.0"}}"#, "src/mx.ts": retried,
      "src/index.ts": "start()",
    ]
    let id = CheckID("errors.retry")
    let unused = try Self.findings(files).observations[id]
    #expect(unused?.observations.contains { $0.stance == .proves } == false)
    var used = files
    used["src/index.ts"] = "import { users } from './mx';\nawait users();"
    let proof = try Self.findings(used).observations[id]
    #expect(proof?.observations.contains { $0.stance == .proves } == true)
  }

  @Test func bareCallsAreListed() throws {
    let text = """
      await fetch("\(Self.host)/users", { signal: AbortSignal.timeout(5000) });
      await fetch("\(Self.host)/assets");
      await fetch("https://erp.example.com/orders");
      """
    let timeout = try Self.findings(["src/index.ts": text])
      .observations[CheckID("errors.timeout")]
    #expect(timeout?.sites?.total == 2)
    #expect(timeout?.sites?.bare.map(\.location.line) == [2])
    #expect(timeout?.observations.contains { $0.stance == .proves } == false)
  }

  @Test func otherCallsStandInWhereNothingNamesTheAPI() throws {
    let text = "import requests\nrequests.get('https://erp.example.com/orders', timeout=5)"
    let timeout = try Self.findings(["app.py": text]).observations[CheckID("errors.timeout")]
    #expect(timeout?.observations.first?.stance == .proves)
    #expect(timeout?.caveat?.contains("1 outbound call") == true)
  }

  @Test(arguments: [
    ("await fetch(`\(host)/workorders/${id}`)", ServiceFact.lists, DerivedFact.Answer.no),
    ("await fetch(`\(host)/workorders?limit=200`)", .lists, .yes),
    ("await fetch(address)", .lists, .unknown),
    ("await axios.patch(`\(host)/workorders/${id}`, {})", .updates, .yes),
    ("await axios.post('\(host)/workorders', {})", .creates, .yes),
    ("await fetch(`\(host)/workorders/${id}`)", .receivesWebhooks, .no),
    ("app.post('/webhook', (r) => fetch('\(host)/users'))", .receivesWebhooks, .yes),
  ]) func factsAreReadOffTheCalls(
    text: String, fact: ServiceFact, answer: DerivedFact.Answer
  ) throws {
    let found = try Self.findings(["src/index.ts": text + " // maintainx"]).facts
    #expect(found.first { $0.fact == fact }?.answer == answer)
  }

  @Test func aLibraryHasNoHealthRoute() throws {
    let files = [
      "go.mod": "module example.com/mx\n",
      "client.go": "package mx\nfunc Users() { http.Get(\"\(Self.host)/users\") }",
    ]
    let found = try Self.findings(files)
    #expect(found.observations[CheckID("observability.health")]?.notApplicable != nil)
    #expect(found.facts.first { $0.fact == .receivesWebhooks }?.answer == .no)
    var service = files
    service["cmd/main.go"] = "package main\nfunc main() {}"
    let health = try Self.findings(service).observations[CheckID("observability.health")]
    #expect(health?.notApplicable == nil)
  }

  private static func findings(_ files: [String: String]) throws -> CodeFindings {
    let detector = try CodeDetector(checks: CheckRegistry.embedded())
    return detector.analyze(
      EvidenceSubject(files: source(files), anchors: tags(files, detector.literals)))
  }

  private static func source(_ files: [String: String]) -> FilesInMemory {
    FilesInMemory(
      Dictionary(
        uniqueKeysWithValues: files.map { (RepositoryPath($0.key), Array($0.value.utf8)) }))
  }

  private static func tags(
    _ files: [String: String], _ literals: [String] = EvidenceAnchors.literals
  ) -> [RepositoryPath: Set<String>] {
    Dictionary(
      uniqueKeysWithValues: files.map { path, text in
        let lower = text.lowercased()
        return (RepositoryPath(path), Set(literals.filter { lower.contains($0.lowercased()) }))
      })
  }
}
