import Testing

@testable import GateVerify

@Suite struct HealthStatementTests {
  private func statement(_ text: String) throws -> HealthStatement {
    HealthStatement(try #require(DecodedJSON(Array(text.utf8))))
  }

  @Test(arguments: [
    #"{"status":"ok"}"#, #"{"status":"UP"}"#, #"{"healthy":true}"#, #"{"ok":true}"#,
    #"{"status":{"state":"pass"}}"#, #""ok""#,
  ])
  func good(_ text: String) throws {
    #expect(try statement(text).service == .good)
  }

  @Test(arguments: [
    #"{"status":"down"}"#, #"{"status":"degraded"}"#, #"{"healthy":false}"#, #"{"status":"Error"}"#,
  ])
  func bad(_ text: String) throws {
    guard case .bad = try statement(text).service else {
      Issue.record("\(text) is not taken for bad")
      return
    }
  }

  @Test(arguments: [#"{}"#, #"[]"#, #"{"uptime":12}"#, "null"])
  func silent(_ text: String) throws {
    #expect(try statement(text).service == .silent)
  }

  @Test func unknownWordsAreNotGood() throws {
    #expect(try statement(#"{"status":"meh"}"#).service == .unclear("'meh'"))
  }

  @Test(arguments: [
    (#"{"status":"ok","maintainx":"connected"}"#, HealthStatement.Word.good),
    (#"{"status":"ok","checks":{"maintainxApi":{"status":"up"}}}"#, .good),
    (#"{"status":"ok","components":{"mx-api":{"status":"down"}}}"#, .bad("'down'")),
    (
      #"{"status":"ok","dependencies":[{"name":"MaintainX","status":"timeout"}]}"#,
      .bad("'timeout'")
    ),
    (#"{"status":"ok","api":true,"maintainx":{"reachable":false}}"#, .bad("false")),
    (#"{"status":"ok","database":"up","capital":"down"}"#, .silent),
  ])
  func hearsWhatIsSaidOfTheAPI(_ text: String, _ expected: HealthStatement.Word) throws {
    #expect(try statement(text).api == expected)
  }
}
