import GateTestSupport
import Testing

/// A team's own checks, and what it adds to the evidence of the built-in ones.
@Suite struct OwnChecksTests {
  private static let region = """
    id: compliance.dataRegion
    title: Records stay in the EU
    priority: P1
    why: Our contracts say so.
    judged: The region that Terraform names is one of the EU.
    fix: { default: { text: Move the database to a region of the EU. } }
    decidedBy: repository
    proof: [repository]
    evidence:
      lookedFor: a region of the EU
      patterns:
        - files: ['*.tf']
          pattern: 'region\\s*=\\s*"(?:eu|europe)-'
          proves: a region of the EU
        - files: ['*.tf']
          pattern: 'region\\s*=\\s*"us-'
          contradicts: a region outside the EU
    ---
    examples:
      - { name: in the EU, expect: proved, at: 'main.tf:1', files: { main.tf: 'region = "eu-west-1"' } }
      - { name: nothing is said, expect: nothing, files: { main.tf: 'name = "db"' } }

    """
  private static let retry = """
    adds: errors.retry
    patterns:
      - where: around
        calls: [withPatience]
        proves: our helper retries 429 and 5xx with growing waits
    ---
    examples:
      - name: given to the helper
        expect: proved
        at: src/index.ts:1
        files: { src/index.ts: 'await withPatience(() => fetch("https://api.getmaintainx.com/v1/users"));' }
      - name: called by itself
        expect: nothing
        files: { src/index.ts: 'await fetch("https://api.getmaintainx.com/v1/users");' }

    """
  private static let client = """
    clients:
      - name: our client
        languages: [javascript]
        sends: [acme.call]
        retries: acme.call retries 429 and 5xx with growing waits

    """

  private static func with(
    _ files: [String: String], _ body: (TemporaryDirectory) async throws -> Void
  ) async throws {
    try await TemporaryDirectory.with { folder in
      for (path, text) in files { try folder.write(text, to: path) }
      try await body(folder)
    }
  }

  private static func check(
    _ id: String, in folder: TemporaryDirectory
  ) async throws -> ReadReport.Check? {
    try await ReadReport.of(["check", "--rules", "own"], in: folder.path).report[id]
  }

  @Test(arguments: [
    ("region = \"eu-west-1\"\n", "corroborated"), ("region = \"us-east-1\"\n", "contradicted"),
    ("name = \"db\"\n", "missing"),
  ])
  func areJudgedLikeBuiltInOnes(terraform: String, verdict: String) async throws {
    let files = ["own/checks/region.yaml": Self.region, "main.tf": terraform]
    try await Self.with(files) { folder in
      let check = try await Self.check("compliance.dataRegion", in: folder)
      #expect(check?.verdict == verdict)
      #expect(check?.priority == "P1")
    }
  }

  @Test func areListedExplainedAndPartOfTheManifest() async throws {
    let manifest = "apiVersion: mxgate/v1\nscan: { rules: own }\n"
    let files = ["own/checks/region.yaml": Self.region, "mxgate.yaml": manifest]
    try await Self.with(files) { folder in
      for arguments in [
        ["rules", "list", "--rules", "own"], ["explain", "compliance.dataRegion"],
      ] {
        let outcome = try await MXGateBinary.run(arguments, in: folder.path)
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("Records stay in the EU"))
      }
      let (report, _) = try await ReadReport.of(["check"], in: folder.path)
      #expect(report["compliance.dataRegion"]?.verdict == "missing")
    }
  }

  @Test func addEvidenceToBuiltInOnes() async throws {
    let code = "await withPatience(() => fetch('https://api.getmaintainx.com/v1/users'));\n"
    let manifest = "apiVersion: mxgate/v1\nerrors:\n  retry: true\n"
    let files = [
      "src/index.ts": code, "mxgate.yaml": manifest, "own/checks/retry.yaml": Self.retry,
    ]
    try await Self.with(files) { folder in
      let without = try await ReadReport.of(["check"], in: folder.path).report["errors.retry"]
      #expect(without?.verdict == "unproven")
      let with = try await Self.check("errors.retry", in: folder)
      #expect(with?.verdict == "corroborated")
      // Whoever reads the report sees whose word it is.
      #expect(with?.reason.contains("own/checks/retry.yaml") == true)
    }
  }

  @Test func addHTTPClients() async throws {
    let code = "await acme.call('https://api.getmaintainx.com/v1/users');\n"
    let files = ["src/index.ts": code, "own/http-clients.yaml": Self.client]
    try await Self.with(files) { folder in
      let retry = try await Self.check("errors.retry", in: folder)
      #expect(retry?.verdict == "undeclared")
      // Whoever reads the report sees whose word it is.
      #expect(retry?.reason.contains("own/http-clients.yaml") == true)
      let taken = Self.client.replacing("acme.call]", with: "fetch]")
      try folder.write(taken, to: "own/http-clients.yaml")
      let outcome = try await MXGateBinary.run(["check", "--rules", "own"], in: folder.path)
      #expect(outcome.status == 2)
      #expect(outcome.output.contains("own/http-clients.yaml:2"))
    }
  }

  @Test func areHeldAgainstTheirExamples() async throws {
    let files = ["own/checks/region.yaml": Self.region, "own/checks/retry.yaml": Self.retry]
    try await Self.with(files) { folder in
      let good = try await MXGateBinary.run(["rules", "check", "--rules", "own"], in: folder.path)
      #expect(good.status == 0, "\(good.output)")
      try folder.write(
        Self.region.replacing("expect: nothing", with: "expect: proved, at: 'main.tf:1'"),
        to: "own/checks/region.yaml")
      let bad = try await MXGateBinary.run(["rules", "check", "--rules", "own"], in: folder.path)
      #expect(bad.status == 1)
      #expect(bad.output.contains("nothing is said"))
    }
  }

  @Test func withoutExamplesAreNotTrusted() async throws {
    let bare = Self.region.split(separator: "---\n").first.map { String($0) } ?? ""
    try await Self.with(["own/checks/region.yaml": bare]) { folder in
      let outcome = try await MXGateBinary.run(
        ["rules", "check", "--rules", "own"], in: folder.path)
      #expect(outcome.status == 1)
      #expect(outcome.output.contains("there is no example"))
    }
  }

  /// What is wrong with a file, where it is, and what it takes to get there.
  struct Mistake: Sendable, CustomTestStringConvertible {
    var from: String
    var to: String
    var place: String
    var words: String
    var testDescription: String { words }
  }

  @Test(arguments: [
    Mistake(
      from: "compliance.dataRegion", to: "errors.retry", place: "1", words: "stands already in"),
    Mistake(from: "compliance.dataRegion", to: "policy.x", place: "1:5", words: "is no id"),
    Mistake(from: "(?:eu|", to: "(?:(eu|", place: "13:16", words: "closing parenthesis"),
    Mistake(from: "priority: P1", to: "priority: P7", place: "3:11", words: "priority"),
    Mistake(from: "decidedBy: repository", to: "decidedBy: live", place: "7:12", words: "no live"),
    Mistake(
      from: "why: Our", to: "since: 2\nwhy: Our", place: "4:8", words: "built-in checks alone"),
    Mistake(
      from: "title: Records", to: "titel: Records", place: "2:1", words: "unknown key 'titel'"),
  ])
  func withMistakesEndTheRun(_ mistake: Mistake) async throws {
    let text = Self.region.replacing(mistake.from, with: mistake.to)
    try await Self.with(["own/checks/region.yaml": text]) { folder in
      let outcome = try await MXGateBinary.run(["check", "--rules", "own"], in: folder.path)
      #expect(outcome.status == 2)
      #expect(outcome.output.contains("own/checks/region.yaml:\(mistake.place)"))
      #expect(outcome.output.contains(mistake.words))
    }
  }

  @Test func allMistakesAreToldAtOnce() async throws {
    let text = Self.region.replacing("priority: P1", with: "priority: P7")
      .replacing("(?:eu|", with: "(?:(eu|")
    try await Self.with(["own/checks/region.yaml": text]) { folder in
      let outcome = try await MXGateBinary.run(["check", "--rules", "own"], in: folder.path)
      #expect(outcome.output.contains("own/checks/region.yaml:3:11"))
      #expect(outcome.output.contains("own/checks/region.yaml:13:16"))
    }
  }

  @Test(arguments: [
    ("errors.retri", "'errors.retri' is no check"), ("auth.gitignore", "without patterns"),
    ("auth.liveKey", "without patterns"),
  ])
  func addNothingToWhatTakesNoPatterns(id: String, words: String) async throws {
    let text = Self.retry.replacing("adds: errors.retry", with: "adds: \(id)")
    try await Self.with(["own/checks/retry.yaml": text]) { folder in
      let outcome = try await MXGateBinary.run(["check", "--rules", "own"], in: folder.path)
      #expect(outcome.status == 2)
      #expect(outcome.output.contains("own/checks/retry.yaml:1:7"))
      #expect(outcome.output.contains(words))
    }
  }
}
