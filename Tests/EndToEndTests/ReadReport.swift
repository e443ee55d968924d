import FoundationEssentials
import GateTestSupport

/// What a saved JSON report says, as far as tests ask.
struct ReadReport: Decodable {
  struct Check: Decodable {
    struct Place: Decodable {
      var path: String
      var line: Int
    }
    var id: String
    var priority: String
    var verdict: String
    var reason: String
    var fails: Bool
    var evidence: [Place]
  }
  struct Finding: Decodable {
    var rule: String
    var path: String
    var line: Int
    var redacted: String
  }
  struct Note: Decodable {
    var severity: String
    var message: String
  }
  struct Override: Decodable {
    var reason: String
    var actor: String
    var passedOver: [String]
  }
  struct Accepted: Decodable {
    var checks: [String]
  }
  var override: Override?
  var acceptedReport: Accepted?
  var passed: Bool
  var exitCode: Int
  var checks: [Check]
  var findings: [Finding]
  var diagnostics: [Note]
  var service: String?
  var services: [ReadReport]

  /// Runs a command that writes JSON to standard output.
  static func of(
    _ arguments: [String], in folder: String
  ) async throws -> (report: ReadReport, status: Int32) {
    let outcome = try await MXGateBinary.run(arguments + ["--format", "json"], in: folder)
    let report = try JSONDecoder().decode(ReadReport.self, from: Data(outcome.output.utf8))
    return (report, outcome.status)
  }

  subscript(id: String) -> Check? { checks.first { $0.id == id } }
  var failing: [String] { checks.filter(\.fails).map(\.id) }
}
