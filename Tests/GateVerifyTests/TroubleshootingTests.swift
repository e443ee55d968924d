import GateModel
import GateRules
import Testing

@testable import GateVerify

@Suite struct TroubleshootingTests {
  /// The words for what is no status.
  private static let causes: Set<String> = [
    "cannotResolve", "cannotConnect", "tls", "timeout", "connectionLost", "tooLarge", "notHTTP",
    "redirect", "html", "wrongAnswer", "unhealthy", "missingMetric",
  ]

  @Test func speaksOfWhatCanHappen() throws {
    let entries = try Troubleshooting.embedded().entries
    #expect(!entries.isEmpty)
    for entry in entries {
      for step in entry.steps { #expect(LiveStep(rawValue: step) != nil, "\(step)") }
      for cause in entry.causes {
        let isStatus = cause.count == 3 && (Int(cause) != nil || cause.hasSuffix("xx"))
        #expect(isStatus || Self.causes.contains(cause), "\(cause)")
      }
      #expect(entry.advice.hasSuffix("."), "\(entry.advice)")
    }
  }

  @Test(
    arguments: LiveStep.allCases, ["401", "403", "404", "429", "503", "tls", "timeout", "html"])
  func hasAdviceForEveryFailure(_ step: LiveStep, _ cause: String) throws {
    let advice = try Troubleshooting.embedded().advice(step: step.rawValue, cause: cause)
    #expect(!advice.isEmpty)
  }

  @Test(arguments: [
    (LiveStep.api, "401", "key"), (.api, "403", "plan"), (.api, "404", "route"),
    (.api, "429", "quota"), (.health, "tls", "certificate"), (.health, "cannotResolve", "DNS"),
    (.metrics, "404", "port"), (.health, "503", "restart"), (.create, "400", "plan tier"),
  ])
  func isExactWhereTheStatusTells(_ step: LiveStep, _ cause: String, _ word: String) throws {
    let advice = try Troubleshooting.embedded().advice(step: step.rawValue, cause: cause)
    #expect(advice.joined(separator: " ").contains(word))
  }
}
