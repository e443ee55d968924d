import FoundationEssentials
import GateModel
import GateRules
import Testing

@Suite struct SecretRuleTableTests {
  private static let file = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Sources/CRules/secret-rules.tsv")

  /// `MXGATE_RECORD=1 swift test --filter SecretRuleTableTests` writes the table anew.
  @Test func theTableIsFresh() throws {
    let table = try SecretRuleTable.embedded()
    if ProcessInfo.processInfo.environment["MXGATE_RECORD"] != nil {
      try Data(table).write(to: Self.file)
    }
    let kept = try Array(Data(contentsOf: Self.file))
    #expect(kept == table, "run MXGATE_RECORD=1 swift test --filter SecretRuleTableTests")
  }

  @Test func theTableSaysWhatTheFilesSay() throws {
    let table = SecretRuleTable(try SecretRuleTable.embedded())
    let files = SecretRuleSet.builtIn(withExamples: false).rules
    let read = try Set(files.map(\.location.path)).sorted().flatMap { path in
      try #require(table.rules(of: path))
    }
    // Every field, those too that are not thought of yet.
    #expect(read.map { "\($0)" } == files.map { "\($0)" })
  }

  @Test func aChangedFileIsReadItself() throws {
    let table = try String(decoding: SecretRuleTable.embedded(), as: UTF8.self)
    let first = try #require(table.split(separator: "\n").first)
    let changed = table.replacing(first, with: first.split(separator: "\t")[0] + "\t0")
    let path = try #require(SecretRuleSet.builtIn.rules.first?.location.path)
    #expect(SecretRuleTable(Array(changed.utf8)).rules(of: path) == nil)
  }
}
