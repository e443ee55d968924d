import GateModel
import GateRules
import GateYAML
import Testing

@Suite struct IgnoreEntriesTests {
  @Test func theEmbeddedEntriesRequireWhatTheCheckListNames() throws {
    let required = try IgnoreEntries.embedded().filter(\.isRequired).map(\.pattern)
    #expect(required == [".env", "*.key"])
  }

  @Test(arguments: [
    (".env", ".env", true), (".env", "a/.env", true), (".env", ".env.local", false),
    (".env", "a.env", false), ("*.key", "server.key", true), ("*.key", ".key", true),
    ("*.key", "a/b.key.txt", false), ("*.key", "a.key/b", false),
    (".env.*.local", ".env.test.local", true), (".env.*.local", ".env.local", false),
    ("*service-account*.json", "x-service-account.json", true),
    ("*service-account*.json", "service-account.yaml", false),
  ])
  func anEntryCoversNames(pattern: String, path: String, covered: Bool) {
    let entry = IgnoreEntry(pattern: pattern, probes: [], why: "", isRequired: true)
    #expect(entry.covers(RepositoryPath(path)) == covered)
  }

  @Test(arguments: [
    "", "required: []", "required: [{pattern: a}]\nadvised: []",
    "required: [{pattern: a/b, probes: [b], why: w}]\nadvised: []",
    "required: [{pattern: '*.key', probes: [a.pem], why: w}]\nadvised: []",
  ])
  func mistakesAreErrors(text: String) {
    #expect(throws: YAMLError.self) { try IgnoreEntries.decode(Array(text.utf8)) }
  }
}
