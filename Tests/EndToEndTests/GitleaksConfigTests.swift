import GateTestSupport
import Testing

/// A `.gitleaks.toml` as teams have it: its rules add to the built-in ones, its allowlists count.
@Suite struct GitleaksConfigTests {
  private static let key = "acme-" + "0f9c3b7ae1d24856"
  private static let password = ["plum", "tree42!"].joined()
  private static let rule = """
    title = "Acme"
    [extend]
    useDefault = true
    [[rules]]
    id = "acme"
    description = "Acme key"
    regex = '''(?i)\\bacme-([0-9a-f]{16})(?:['"\\s]|$)'''
    entropy = 2
    keywords = ["acme"]

    """

  private func scan(
    _ config: String, _ files: [String: String], _ arguments: [String] = []
  ) async throws -> MXGateBinary.Outcome {
    try await TemporaryDirectory.with { folder in
      try folder.write(config, to: ".gitleaks.toml")
      for (path, text) in files { try folder.write(text, to: path) }
      return try await MXGateBinary.run(["scan", "--format", "json"] + arguments, in: folder.path)
    }
  }

  @Test func rulesAreRun() async throws {
    let outcome = try await scan(Self.rule, ["a.txt": "one\nkey \(Self.key)\n"])
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("\"rule\": \"acme\""))
    #expect(outcome.output.contains("\"line\": 2"))
    #expect(!outcome.output.contains("0f9c3b7ae1d24856"))
  }

  @Test(arguments: [
    "[allowlist]\npaths = ['''vendor/''']",
    "[[allowlists]]\npaths = ['''^vendor/''']",
    "[[allowlists]]\ncondition = \"AND\"\npaths = ['''vendor/''']\nregexes = ['''^0f9c''']",
    "[[allowlists]]\nregexTarget = \"line\"\nregexes = ['''fixture''']",
    "[[allowlists]]\nregexTarget = \"match\"\nregexes = ['''^acme-''']",
    "[[allowlists]]\nstopwords = [\"7AE1\"]",
    "[[allowlists]]\ntargetRules = [\"acme\"]\npaths = ['''vendor/''']",
    "[[rules.allowlists]]\nregexes = ['''^0f9c''']",
    "[rules.allowlist]\nregexes = ['''^0f9c''']",
  ])
  func allowlistsSuppressAndAreCounted(_ list: String) async throws {
    let outcome = try await scan(
      Self.rule + list + "\n", ["vendor/a.txt": "key \(Self.key) # fixture\n"])
    #expect(outcome.status == 0)
    #expect(outcome.output.contains(".gitleaks.toml"))
    #expect(outcome.output.contains("\"suppressed\": 1"))
  }

  @Test(arguments: [
    "[[allowlists]]\npaths = ['''other/''']",
    "[[allowlists]]\ncondition = \"AND\"\npaths = ['''vendor/''']\nregexes = ['''nothing''']",
    "[[allowlists]]\nregexes = ['''^acme-''']",
    "[[allowlists]]\ntargetRules = [\"other\"]\npaths = ['''vendor/''']",
  ])
  func whatAnAllowlistDoesNotCoverStays(_ list: String) async throws {
    let outcome = try await scan(
      Self.rule + list + "\n", ["vendor/a.txt": "key \(Self.key) # fixture\n"])
    #expect(outcome.status == 1)
  }

  @Test func anAllowlistCoversBuiltInRulesToo() async throws {
    let config = "[extend]\nuseDefault = true\n[[allowlists]]\npaths = ['''\\.sample$''']\n"
    let files = ["a.sample": "DB_PASSWORD=\(Self.password)\n"]
    #expect(try await scan(config, files).status == 0)
    #expect(try await scan("", files).status == 1)
  }

  @Test func aBuiltInRuleCanBeDisabledAndIsCounted() async throws {
    let config = "[extend]\nuseDefault = true\ndisabledRules = [\"hardcoded-password\"]\n"
    let outcome = try await scan(config, ["a.env": "DB_PASSWORD=\(Self.password)\n"])
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("\"suppressed\": 1"))
  }

  @Test func whatItBuildsOnIsRead() async throws {
    let config = "[extend]\npath = \"team.toml\"\n"
    let files = ["team.toml": Self.rule, "a.txt": "key \(Self.key)\n"]
    #expect(try await scan(config, files).status == 1)
    let disabled = config + "disabledRules = [\"acme\"]\n"
    #expect(try await scan(disabled, files).status == 0)
  }

  @Test(arguments: [
    ("minVersion = \"8\"", "minVersion"),
    ("[[rules]]\nid = \"keys\"\npath = '''\\.p12$'''", "path alone"),
    ("[extend]\ndisabledRules = [\"generic-api-key\"]", "generic-api-key"),
    ("[[rules]]\nid = \"x\"\nregex = '''x1y2z3'''\n[[rules.required]]\nid = \"y\"", "required"),
  ])
  func whatCannotBeHonouredIsNamed(_ config: String, _ word: String) async throws {
    let outcome = try await scan(config + "\n", ["a.txt": "nothing\n"])
    #expect(outcome.status == 0)
    #expect(outcome.output.contains(word))
  }

  @Test(arguments: ["[[rules]]\nid = \"x\"\nregex = '''('''", "[[rules]\nid = 1\nwhat is this"])
  func aBrokenOneStopsTheRun(_ config: String) async throws {
    let outcome = try await scan(config + "\n", ["a.txt": "nothing\n"])
    #expect(outcome.status == 2)
    #expect(outcome.output.contains(".gitleaks.toml"))
  }

  @Test func anExpressionThatBacktracksWithoutEndIsStoppedAndNamed() async throws {
    let config = "[[rules]]\nid = \"slow\"\nregex = '''q(?:a+)+b'''\n"
    let text = "q" + String(repeating: "a", count: 200) + "! b\n"
    let outcome = try await scan(config, ["a.txt": text])
    #expect(outcome.status == 3)
    #expect(outcome.output.contains("slow"))
    #expect(outcome.output.contains("backtracks without end"))
  }

  @Test func aVariableNamesNoConfiguration() async throws {
    try await TemporaryDirectory.with { folder in
      try folder.write("[[allowlists]]\npaths = ['''.''']\n", to: "all.toml")
      try folder.write("DB_PASSWORD=\(Self.password)\n", to: "a.env")
      let outcome = try await MXGateBinary.run(
        ["scan"], in: folder.path, environment: ["GITLEAKS_CONFIG": "all.toml"])
      #expect(outcome.status == 1)
      #expect(outcome.output.contains("GITLEAKS_CONFIG"))
      let named = try await MXGateBinary.run(
        ["scan", "--gitleaks-config", "all.toml"], in: folder.path)
      #expect(named.status == 0)
    }
  }
}
