import GateModel
import Testing

@testable import GateVerify

@Suite struct StepSelectionTests {
  @Test func everythingRunsByDefault() throws {
    #expect(try StepSelection.skipped(only: [], skip: [], readOnly: nil).isEmpty)
  }

  struct Choice: Sendable {
    var only: [LiveStep] = []
    var skip: [LiveStep] = []
    var runs: Set<LiveStep>
  }

  @Test(arguments: [
    Choice(only: [.create], runs: [.create, .cleanup, .gone]),
    Choice(only: [.health, .metrics], runs: [.health, .metrics]),
    Choice(skip: [.create], runs: [.health, .ready, .api, .metrics]),
    Choice(skip: [.retrieve], runs: [.health, .ready, .api, .create, .cleanup, .gone, .metrics]),
    Choice(only: [.retrieve], runs: []),
  ])
  func whatIsCreatedIsAlwaysRemoved(_ choice: Choice) throws {
    let skipped = try StepSelection.skipped(only: choice.only, skip: choice.skip, readOnly: nil)
    #expect(Set(LiveStep.allCases).subtracting(skipped.keys) == choice.runs)
  }

  @Test(arguments: [[LiveStep.cleanup], [.gone], [.cleanup, .gone]])
  func theCleanupCannotBeLeftOut(_ skip: [LiveStep]) {
    #expect(throws: VerifyError.self) {
      try StepSelection.skipped(only: [], skip: skip, readOnly: nil)
    }
  }

  @Test func readOnlyWritesNothing() throws {
    let skipped = try StepSelection.skipped(only: [], skip: [.cleanup], readOnly: "access is read")
    #expect(Set(skipped.keys) == [.create, .retrieve, .cleanup, .gone])
    #expect(skipped[.create] == "access is read")
  }
}
