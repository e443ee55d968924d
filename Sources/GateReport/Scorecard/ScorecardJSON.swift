internal import FoundationEssentials
internal import GateModel

/// The scorecard as JSON, version 1: what the next one counts its trends from.
package enum ScorecardJSON {
  static let schemaVersion = 1

  static func render(_ card: Scorecard) -> String {
    JSONValue.object([
      ("schemaVersion", .int(schemaVersion)), ("kind", .string("scorecard")),
      ("passed", .bool(card.exitStatus == .passed)),
      ("exitCode", .int(Int(card.exitStatus.rawValue))),
      ("checks", .array(card.checks.map { check($0, in: card) })),
      ("services", .array(card.services.map { service($0, in: card) })),
      ("gone", .array(card.gone.map { .string($0) })),
    ]).serialized()
  }

  private static func check(_ check: Scorecard.Check, in card: Scorecard) -> JSONValue {
    .object([
      ("id", .string(check.id.rawValue)), ("priority", .string(check.priority.rawValue)),
      ("title", .string(check.title)), ("toDoIn", .int(card.gaps(of: check))),
    ])
  }

  private static func service(_ service: Scorecard.Service, in card: Scorecard) -> JSONValue {
    .object([
      ("name", .string(service.name)), ("commit", .optional(service.commit)),
      ("sourceURL", .optional(service.sourceURL)),
      ("exitCode", .int(Int(service.exitStatus.rawValue))), ("secrets", .int(service.secrets)),
      ("trend", card.trend(of: service).map { trend($0) } ?? .null),
      (
        "verdicts",
        .object(
          card.checks.compactMap { check in
            service.verdicts[check.id].map { (check.id.rawValue, .string($0.rawValue)) }
          })
      ),
    ])
  }

  private static func trend(_ trend: Scorecard.Trend) -> JSONValue {
    switch trend {
    case .isNew: .object([("isNew", .bool(true))])
    case .changed(let settled, let lost):
      .object([("isNew", .bool(false)), ("settled", .int(settled)), ("lost", .int(lost))])
    }
  }

  // MARK: Reading

  /// The services of a kept scorecard.
  package static func read(_ bytes: [UInt8]) throws(ReportError) -> [Scorecard.Service] {
    let saved: SavedScorecard
    do {
      saved = try JSONDecoder().decode(SavedScorecard.self, from: Data(bytes))
    } catch {
      throw ReportError(message: "not a scorecard of mxgate report --merge --format json")
    }
    guard saved.schemaVersion == schemaVersion, saved.kind == "scorecard" else {
      throw ReportError(message: "not a scorecard of a version that this mxgate reads")
    }
    return try saved.services.map { service throws(ReportError) in try service.service() }
  }
}

private struct SavedScorecard: Decodable {
  struct Service: Decodable {
    var name: String
    var commit: String?
    var sourceURL: String?
    var exitCode: Int32
    var secrets: Int
    var verdicts: [String: String]

    func service() throws(ReportError) -> Scorecard.Service {
      guard let status = ExitStatus(rawValue: exitCode) else {
        throw ReportError(message: "'\(exitCode)' is no exitCode that this mxgate knows")
      }
      var known: [CheckID: Verdict] = [:]
      for (check, verdict) in verdicts {
        guard let verdict = Verdict(rawValue: verdict) else {
          throw ReportError(message: "'\(verdict)' is no verdict that this mxgate knows")
        }
        known[CheckID(check)] = verdict
      }
      return Scorecard.Service(
        name: name, commit: commit, sourceURL: sourceURL, exitStatus: status, verdicts: known,
        secrets: secrets)
    }
  }
  var schemaVersion: Int
  var kind: String
  var services: [Service]
}
