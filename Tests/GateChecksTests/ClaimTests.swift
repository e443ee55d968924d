import GateModel
import Testing

@testable import GateChecks

/// What a claim adds to the search: a package, a place, the client's files.
struct ClaimTests {
  private static let host = "https://api.getmaintainx.com/v1"
  private static let uses = """
    import { request } from "@acme/http";
    await fetch("\(host)/users");
    """
  private static let lock = #"{"packages": {"node_modules/@acme/http": {"version": "2.1.0"}}}"#

  @Test(arguments: [
    (uses, lock, Verdict.corroborated, "@acme/http, locked at package-lock.json:1, is used"),
    (uses, "{}", .unproven, "@acme/http is imported, and no lock file names it"),
    ("await fetch('\(host)/users');", lock, .unproven, "nothing on the call path imports it"),
    ("await fetch('\(host)/users');", "{}", .unproven, "no lock file names @acme/http"),
    (
      uses, #"{"packages": {"node_modules/@acme/http-kit": {}}}"#, .unproven,
      "no lock file names it"
    ),
  ])
  func aPackageCountsWhereItIsLockedAndUsed(
    code: String, lock: String, verdict: Verdict, reason: String
  ) throws {
    let result = try ClaimSamples().judged(
      ClaimSamples.claim("errors.retry", .providedBy(package: "@acme/http", fields: [:])),
      ["src/index.ts": code, "package-lock.json": lock])
    #expect(result.verdict == verdict)
    #expect(result.reason.contains(reason), "\(result.reason)")
  }

  @Test(arguments: [
    (
      "sync.py", "import acme_http\nimport requests\nrequests.get('\(host)/users')", "uv.lock",
      "name = \"acme-http\"", "acme-http"
    ),
    (
      "main.go",
      "package main\nimport \"acme.dev/http/v2\"\nfunc main() { http.Get(\"\(host)/users\") }",
      "go.sum", "acme.dev/http v2.0.0 h1:abc", "acme.dev/http"
    ),
    (
      "sync.rb", "require 'acme-http'\nFaraday.get('\(host)/users')", "Gemfile.lock",
      "    acme-http (2.0.0)", "acme-http"
    ),
    (
      "src/main/java/a/Sync.java",
      "import dev.acme.http.Client;\nclass Sync { String url = \"\(host)/users\"; }", "pom.xml",
      "<artifactId>http-kit</artifactId>", "dev.acme:http-kit"
    ),
  ])
  func aPackageIsKnownInEachLanguage(
    file: String, code: String, lockFile: String, lock: String, package: String
  ) throws {
    let result = try ClaimSamples().judged(
      ClaimSamples.claim("errors.circuitBreaker", .providedBy(package: package, fields: [:])),
      [file: code, lockFile: lock])
    #expect(result.verdict == .corroborated, "\(result.reason)")
  }

  @Test func aNamedPlaceMustHoldItself() throws {
    let files = [
      "src/client.ts": "await fetch('\(Self.host)/users', { signal: AbortSignal.timeout(5000) });",
      "src/other.ts": "start();",
    ]
    let samples = try ClaimSamples()
    func judged(_ place: String) throws -> CheckResult {
      try samples.judged(ClaimSamples.claim("errors.timeout", evidence: [place]), files)
    }
    #expect(try judged("src/client.ts").verdict == .corroborated)
    let elsewhere = try judged("src/other.ts")
    #expect(elsewhere.verdict == .unproven)
    #expect(elsewhere.reason == "claimed, but src/other.ts does not show it, src/client.ts:1 does")
    let nowhere = try samples.judged(
      ClaimSamples.claim("errors.circuitBreaker", evidence: ["src/other.ts"]), files)
    #expect(nowhere.reason.hasSuffix("in src/other.ts"))
  }

  @Test func theClientsFilesAddToTheAnchors() throws {
    let files = [
      "src/found.ts": "await fetch('\(Self.host)/users', { signal: AbortSignal.timeout(5000) });",
      "src/hidden.ts": "import axios from 'axios';\nawait axios.get(address);",
    ]
    let samples = try ClaimSamples()
    let claim = ClaimSamples.claim("errors.timeout")
    #expect(try samples.judged(claim, files).sites?.total == 1)
    let added = try samples.judged(claim, files, client: ["src/hidden.ts"])
    #expect(added.sites?.total == 2)
    #expect(added.sites?.bare.map(\.location.path.text) == ["src/hidden.ts"])
  }

  @Test func theAPIsKeyIsNamedFirst() throws {
    let text = """
      console.log(signature);
      console.log(apiKey);
      await fetch("\(Self.host)/users");
      """
    let result = try ClaimSamples().judged(
      ClaimSamples.claim("security.noSecretsInLogs"), ["src/index.ts": text])
    #expect(result.evidence.map(\.location.line) == [2, 1])
    #expect(result.reason == "writes apiKey to the log")
  }

  @Test func theVerdictSaysWhereNothingNamesTheAPI() throws {
    let result = try ClaimSamples().judged(
      ClaimSamples.claim("errors.timeout"),
      ["app.py": "import requests\nrequests.get('https://erp.example.com', timeout=5)"])
    #expect(result.verdict == .corroborated)
    #expect(result.reason.contains("no call of the MaintainX API was found"))
    #expect(result.lookedFor.isEmpty == false)
    #expect(result.filesExamined == 1)
  }
}
