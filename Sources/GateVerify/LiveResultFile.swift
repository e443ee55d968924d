package import GateModel

/// Reads the kept JSON result of a live verification as evidence for `mxgate check`.
package enum LiveResultFile {
  /// Seconds after which a result says nothing of the service as it runs now.
  private static let longestAge = 24 * 3600
  /// Seconds by which the clock of the machine that wrote it may be ahead.
  private static let clockSkew = 300

  /// What the result has to be about.
  package struct Subject: Sendable {
    /// The commit at HEAD, in full; `nil` outside of git.
    package var commit: String?
    /// The service's and the API's address by the manifest, where it names them.
    package var serviceURL: String?
    package var baseURL: String?
    /// Seconds since 1970-01-01T00:00:00Z.
    package var now: Int

    package init(commit: String?, serviceURL: String?, baseURL: String?, now: Int) {
      self.commit = commit
      self.serviceURL = serviceURL
      self.baseURL = baseURL
      self.now = now
    }
  }

  /// What the result says of each check that it touches; a check whose step was not run is missing.
  package static func read(
    _ bytes: [UInt8], path: RepositoryPath, about subject: Subject
  ) throws(VerifyError) -> [CheckID: CheckObservations] {
    guard let json = DecodedJSON(bytes), json["scope"]?.text == "verify",
      let steps = json["steps"]?.array, let startedAt = json["startedAt"]?.integer
    else { throw refused(path, "is no JSON result of mxgate verify") }
    guard json["schemaVersion"]?.integer == 1 else { throw refused(path, "is of another version") }
    try check(json, startedAt: startedAt, against: subject, path)

    var observations: [CheckID: CheckObservations] = [:]
    for item in steps {
      guard let result = step(item) else { throw refused(path, "has a step that can't be read") }
      guard let check = LiveEvidence.check(of: result.step) else { continue }
      let location = Location(path: path, line: line(of: result.step, in: bytes))
      observations[check] = LiveEvidence.observations(of: result, at: location)
    }
    return observations
  }

  private static func check(
    _ json: DecodedJSON, startedAt: Int, against subject: Subject, _ path: RepositoryPath
  ) throws(VerifyError) {
    let age = subject.now - startedAt
    guard age <= longestAge, age >= -clockSkew else {
      throw refused(path, "is of \(UTCTime(startedAt).extended), not of the last 24 hours")
    }
    if let commit = subject.commit, json["commit"]?.text != commit {
      let other = json["commit"]?.text ?? "no commit that is named"
      throw refused(path, "is about \(other), not \(commit)")
    }
    for (key, wanted) in [("serviceURL", subject.serviceURL), ("baseURL", subject.baseURL)] {
      guard let wanted, let found = json[key]?.text else { continue }
      guard try HTTPAddress(found) == HTTPAddress(wanted) else {
        throw refused(path, "is about \(found), not \(wanted)")
      }
    }
  }

  private static func step(_ json: DecodedJSON) -> LiveStepResult? {
    guard let step = json["step"]?.text.flatMap(LiveStep.init(rawValue:)),
      let outcome = json["outcome"]?.text.flatMap(LiveStepResult.Outcome.init(rawValue:)),
      let summary = json["summary"]?.text
    else { return nil }
    return LiveStepResult(
      step, outcome, summary, got: json["got"]?.text ?? "", status: json["status"]?.integer)
  }

  /// The line that names the step, for whoever wants to look; the first where the file was re-written
  /// in another layout.
  private static func line(of step: LiveStep, in bytes: [UInt8]) -> Int {
    let wanted = Array("\"step\": \"\(step.rawValue)\"".utf8)
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return (lines.firstIndex { $0.drop { $0 == UInt8(ascii: " ") }.starts(with: wanted) } ?? 0) + 1
  }

  private static func refused(_ path: RepositoryPath, _ why: String) -> VerifyError {
    VerifyError(
      "\(path) \(why)",
      help: "run mxgate verify --format json=\(path) on what is deployed now",
      status: .couldNotCheck)
  }
}
