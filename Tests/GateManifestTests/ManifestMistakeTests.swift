import GateManifest
import GateModel
import GateRules
import Testing

/// Each mistake has its own place, words and advice.
@Suite struct ManifestMistakeTests {
  struct Mistake: Sendable, CustomTestStringConvertible {
    var text: String
    var line: Int
    var column: Int
    var message: String
    var help: String?
    var testDescription: String { text }

    /// A manifest whose second line and the ones below are `text`.
    init(_ text: String, _ line: Int, _ column: Int, _ message: String, _ help: String? = nil) {
      self.text = "apiVersion: mxgate/v1\n" + text
      (self.line, self.column) = (line, column)
      (self.message, self.help) = (message, help)
    }
  }

  static let keys: [Mistake] = [
    .init(
      "errors: { retyAfter: true }", 2, 11, "unknown key 'retyAfter' in 'errors'",
      "did you mean 'retryAfter'?"),
    .init(
      "error: { retry: true }", 2, 1, "unknown key 'error' in the manifest",
      "did you mean 'errors'?"),
    .init(
      "errors: { pagination: true }", 2, 11, "unknown key 'pagination' in 'errors'",
      "it belongs under 'data'"),
    .init(
      "timeout: 30s", 2, 1, "unknown key 'timeout' in the manifest",
      "it belongs under 'errors'"),
    .init(
      "errors: { timeout: 30s, timeout: 20s }", 2, 25,
      "the key 'timeout' stands twice in 'errors'",
      "remove one of them: readers disagree about which one counts"),
    .init(
      "errors: &e { timeout: 30s }\ndata: { <<: *e }", 3, 9, "unknown key '<<' in 'data'",
      "merge keys are no part of YAML 1.2; write the keys out"),
    .init("errors: { [a]: 1 }", 2, 11, "a key must be text, not a list"),
    .init(
      "errors: { retry: { status: [429] } }", 2, 20, "unknown key 'status' in errors.retry",
      "did you mean 'statuses'?"),
    .init("größe: 1", 2, 1, "unknown key 'größe' in the manifest"),
    .init(
      "service: { name: größe, nmae: x }", 2, 27, "unknown key 'nmae' in 'service'",
      "did you mean 'name'?"),
  ]

  static let values: [Mistake] = [
    .init("errors: true", 2, 9, "'errors' must be a mapping, not text"),
    .init(
      "errors: { timeout: 30 }", 2, 20, "timeout must be a duration, not '30'",
      "write a whole number above zero with a unit: 500ms, 30s, 15m, 24h or 90d"),
    .init("errors: { timeout: 0s }", 2, 20, "timeout must be a duration, not '0s'"),
    .init("errors: { timeout: [30s] }", 2, 20, "timeout must be a duration, not a list"),
    .init("errors: { timeout: { timeout: 1w } }", 2, 31, "timeout must be a duration, not '1w'"),
    .init(
      "errors: { retryAfter: yes }", 2, 23,
      "errors.retryAfter must be true or false, and 'yes' is a flag in YAML 1.1 alone",
      "write true"),
    .init(
      "errors: { retry: off }", 2, 18,
      "errors.retry must be true or false, and 'off' is a flag in YAML 1.1 alone", "write false"),
    .init(
      "errors: { retryAfter: often }", 2, 23,
      "errors.retryAfter takes true, false or a mapping, not 'often'", "write true"),
    .init("errors: { retryAfter: }", 2, 11, "errors.retryAfter claims nothing", "write true"),
    .init("errors: { retryAfter: {} }", 2, 23, "errors.retryAfter claims nothing", "write true"),
    .init(
      "errors: { retry: { statuses: [429, 6xx] } }", 2, 36,
      "statuses must hold HTTP statuses, not '6xx'"),
    .init("errors: { retry: { maxAttempts: 1 } }", 2, 33, "maxAttempts must be 2 or more"),
    .init("errors: { retry: { maxAttempts: 21 } }", 2, 33, "maxAttempts must be 20 or less"),
    .init(
      "errors: { retry: { maxAttempts: 0x5 } }", 2, 33,
      "maxAttempts must be a whole number without quotes, not '0x5'"),
    .init(
      "errors: { retry: { maxAttempts: \"5\" } }", 2, 33,
      "maxAttempts must be a whole number without quotes, not '5'"),
    .init(
      "errors: { degradation: queu }", 2, 24, "'queu' is no value of strategy",
      "did you mean 'queue'?"),
    .init(
      "data: { statusTransitions: [CLOSED] }", 2, 29, "'CLOSED' is no value of targets",
      "one of: OPEN, IN_PROGRESS, ON_HOLD, DONE, CANCELED"),
    .init("quality: { tests: 120 }", 2, 19, "branches must be a percentage, not '120'"),
    .init(
      "observability: { health: health }", 2, 26,
      "path must be the path of a URL, not 'health'", "start it with '/'"),
    .init(
      "recovery: { rollback: ../runbook.md }", 2, 23,
      "runbook must be a path below the manifest's folder, not '../runbook.md'"),
    .init("errors: { retry: { evidence: [] } }", 2, 30, "evidence is empty"),
    .init(
      "service: { name: on }", 2, 18,
      "name must be text, and 'on' without quotes is a flag", "write 'on' in quotes"),
    .init(
      "service: { name: 123 }", 2, 18,
      "name must be text, and '123' without quotes is a number", "write '123' in quotes"),
    .init("service: { name: ' ' }", 2, 18, "name is empty"),
    .init("service: { runs: lambda }", 2, 18, "'lambda' is no way to run"),
    .init("service: { does: lists }", 2, 18, "does must be a list, not text", "write [lists]"),
    .init("service: { does: [list] }", 2, 19, "'list' is no fact", "did you mean 'lists'?"),
    .init(
      "service: { url: example.com }", 2, 17,
      "url must be an address of the web, not 'example.com'", "write https://... in full"),
    .init(
      "service: { url: 'https://a b' }", 2, 17,
      "url must be an address of the web, not 'https://a b'"),
    .init("ruleset: 99", 2, 10, "there is no ruleset '99'", "this build knows 1 to 1"),
    .init("scan: { exclude: [{ path: testdata }] }", 2, 19, "an exclusion needs 'reason'"),
    .init(
      "scan: { exclude: [{ path: ., reason: all }] }", 2, 27,
      "path must be a path below the manifest's folder, not '.'"),
  ]

  static let statements: [Mistake] = [
    .init(
      "auth: { gitignore: true }", 2, 9,
      "auth.gitignore takes no claim: the repository alone decides", "remove the line"),
    .init(
      "auth: { liveKey: true }", 2, 9,
      "auth.liveKey takes no claim: a request to the API decides", "remove the line"),
    .init(
      "observability: { readiness: { notApplicable: true } }", 2, 46,
      "notApplicable needs a reason, not 'true'",
      "write notApplicable: \"why it does not apply\""),
    .init(
      "observability: { readiness: { notApplicable: '' } }", 2, 46,
      "the reason of notApplicable is empty"),
    .init(
      "observability: { readiness: { path: /r, notApplicable: none } }", 2, 41,
      "observability.readiness either does not apply or is claimed",
      "keep 'notApplicable' alone, or remove it"),
    .init(
      "errors: { retry: { attested: {} } }", 2, 20, "unknown key 'attested' in errors.retry",
      "errors.retry is proved by the repository; an attestation does not count"),
    .init(
      "auth: { keyRotation: { attested: { by: a, date: 2026-11-25, url: 'https://a.b' } } }", 2,
      49, "the attestation's date 2026-11-25 is in the future"),
    .init(
      "auth: { keyRotation: { attested: { by: a, date: 2026-02-30, url: 'https://a.b' } } }", 2,
      49, "date must be a day of the calendar, not '2026-02-30'", "write it as YYYY-MM-DD"),
    .init(
      "auth: { keyRotation: { attested: { by: a } } }", 2, 34,
      "'attested' needs 'date', 'url'"),
    .init(
      "waivers: [{ check: errors.retri, reason: r, owner: o, expires: 2026-12-01 }]", 2, 20,
      "'errors.retri' is no check", "did you mean 'errors.retry'?"),
    .init(
      "waivers: [{ check: errors.retry }]", 2, 11,
      "a waiver needs 'reason', 'owner', 'expires'"),
    .init(
      "waivers:\n- { check: errors.timeout, reason: r, owner: o, expires: 2026-12-01 }\n"
        + "- { check: errors.timeout, reason: r, owner: o, expires: 2026-12-01 }", 4, 3,
      "errors.timeout is waived already in line 3", "keep one waiver for each check"),
    .init(
      "waivers: [{ check: auth.secretManager, reason: r, owner: o, expires: 2026-12-25 }]", 2, 70,
      "a waiver of auth.secretManager lives for 30 days at most",
      "let it expire on 2026-12-24 or sooner"),
    .init(
      "waivers: [{ check: errors.retry, reason: r, owner: o, expires: 2026-12-25 }]", 2, 64,
      "a waiver of errors.retry without a link lives for 30 days at most",
      "let it expire on 2026-12-24 or sooner, or add 'link: https://...' to where the work is "
        + "tracked"),
    .init(
      "waivers: [{ check: errors.timeout, reason: r, owner: o, expires: 2027-02-23 }]", 2, 66,
      "a waiver of errors.timeout lives for 90 days at most"),
    .init(
      "policy: { waivers: { auth: 60d } }", 2, 28,
      "auth '60d' is looser than 30d, which holds here"),
    .init("policy: { waivers: { auth: 60h } }", 2, 28, "auth must be a number of days, not '60h'"),
    .init(
      "policy: { priorities: { errors.retry: P2 } }", 2, 39,
      "errors.retry 'P2' is looser than P0, which holds here"),
    .init("policy: { branches: ['a*b*'] }", 2, 22, "'a*b*' has more than one '*'"),
    .init(
      "policy: { branches: [refs/heads/main] }", 2, 22, "'refs/heads/main' is a ref",
      "write the branch's name, such as main"),
    .init(
      "maintainx: { apiKeyEnv: not-a-name }", 2, 25,
      "apiKeyEnv must be the name of an environment variable",
      "write the variable's name, such as MAINTAINX_API_KEY, never the key"),
    .init("maintainx: { access: admin }", 2, 22, "'admin' is no access"),
  ]

  @Test(arguments: keys + values + statements)
  func isNamedWithItsPlace(_ mistake: Mistake) throws {
    let result = try ManifestSamples.decode(mistake.text)
    #expect(result.manifest == nil)
    let diagnostic = try #require(result.diagnostics.first)
    #expect(result.diagnostics.count == 1, "\(result.diagnostics.map(\.message))")
    #expect(diagnostic.message == mistake.message)
    #expect(diagnostic.location?.line == mistake.line)
    #expect(diagnostic.location?.column == mistake.column)
    if let help = mistake.help { #expect(diagnostic.help == help) }
    let lines = mistake.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(diagnostic.sourceLine == String(lines[mistake.line - 1]))
  }

  @Test func allAreReportedInTheOrderOfTheText() throws {
    let text = """
      apiVersion: mxgate/v2
      errors: { timeuot: 30s, retry: { maxAttempts: none } }
      service: { runs: pod }
      data: { idempotency: { store: yes } }
      """
    let result = try ManifestSamples.decode(text)
    #expect(result.diagnostics.map { $0.location?.line } == [1, 2, 2, 3, 4])
  }

  @Test func aRepositoryMayTightenThePolicy() throws {
    let text = """
      apiVersion: mxgate/v1
      policy: { failOn: P1, waivers: { P1: 14d }, priorities: { errors.timeout: P0 }, branches: [trunk] }
      """
    let policy = try #require(try ManifestSamples.decode(text).manifest).policy
    #expect(policy.failOn == .p1)
    #expect(policy.waiverDays == Policy.WaiverDays(auth: 30, p0: 90, p1: 14, p2: 180))
    #expect(policy.priority(of: CheckID("errors.timeout"), default: .p1) == .p0)
    #expect(policy.deploys(from: "trunk") && !policy.deploys(from: "main"))
  }

  @Test func aRepositoryMayNotLeaveOutAnOrganisationsBranch() throws {
    let registry = try CheckRegistry.embedded()
    let policy = PolicyDecoder(registry).decodeFile(
      Array("branches: [main, 'hotfix/*']\n".utf8), path: RepositoryPath("policy.yaml")
    ).policy
    let organisation = try #require(policy)
    #expect(organisation.deploys(from: "hotfix/1") && !organisation.deploys(from: "hotfix"))
    let fewer = "apiVersion: mxgate/v1\npolicy: { branches: [main] }\n"
    let result = try ManifestSamples.decode(fewer, policy: organisation)
    #expect(
      result.diagnostics.map(\.message) == ["branches leaves out 'hotfix/*', which holds here"])
  }

  @Test func anOrganisationMayLoosenTheStandardAndARepositoryMayNot() throws {
    let registry = try CheckRegistry.embedded()
    let (policy, diagnostics) = PolicyDecoder(registry).decodeFile(
      Array("failOn: P1\nwaivers: { auth: 60d }\n".utf8), path: RepositoryPath("policy.yaml"))
    #expect(diagnostics.isEmpty)
    let organisation = try #require(policy)
    #expect(organisation.waiverDays.auth == 60)
    let looser = "apiVersion: mxgate/v1\npolicy: { failOn: P0 }\n"
    let result = try ManifestSamples.decode(looser, policy: organisation)
    #expect(
      result.diagnostics.map(\.message) == ["failOn 'P0' is looser than P1, which holds here"])
    let silent = try ManifestSamples.decode("apiVersion: mxgate/v1\n", policy: organisation)
    #expect(silent.manifest?.policy.failOn == .p1)
  }
}
