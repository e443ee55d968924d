import GateModel
import GateRules
import Testing

@testable import GateChecks

/// The examples in the files of the checks are the checks' tests.
struct CheckExampleTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var check: CheckID
    var example: CheckExample
    var testDescription: String { "\(check): \(example.name)" }
  }

  static func cases() throws -> [Case] {
    try EmbeddedFiles.paths.filter { $0.hasPrefix("checks/") }.flatMap { path in
      let bytes = try #require(EmbeddedFiles.content(of: path))
      let id = path.dropFirst("checks/".count).dropLast(".yaml".count)
      return try CheckExampleRunner.examples(in: bytes, path: RepositoryPath(path)).map {
        Case(check: CheckID(String(id)), example: $0)
      }
    }
  }

  @Test func everyExampleHolds() throws {
    let runner = try CheckExampleRunner(checks: CheckRegistry.embedded())
    let cases = try Self.cases()
    #expect(!cases.isEmpty)
    for item in cases {
      let failure = runner.failure(of: item.example, for: item.check)
      #expect(failure == nil, "\(item.check): \(failure?.message ?? "")")
    }
  }

  @Test func aWrongExampleFails() throws {
    let runner = try CheckExampleRunner(checks: CheckRegistry.embedded())
    var examples = try Self.cases().filter { $0.check == CheckID("errors.timeout") }
    for index in examples.indices {
      let expected = examples[index].example.outcome
      examples[index].example.outcome = expected == .nothing ? .proved : .nothing
      let item = examples[index]
      #expect(runner.failure(of: item.example, for: item.check) != nil)
    }
    #expect(!examples.isEmpty)
  }
}
