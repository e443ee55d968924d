import GateModel
import GateRepository
import Testing

@testable import GateChecks

/// A mini-repository and what a check must see in it, as `proves Dockerfile:5`.
struct FilesExample: Sendable, CustomTestStringConvertible {
  var title: String
  var check: String
  var files: [String: String]
  var expected: [String]
  var testDescription: String { "\(check): \(title)" }

  init(_ title: String, _ check: String, _ files: [String: String], _ expected: [String]) {
    self.title = title
    self.check = check
    self.files = files
    self.expected = expected
  }

  var observed: CheckObservations {
    let source = FilesInMemory(
      Dictionary(
        uniqueKeysWithValues: files.map { (RepositoryPath($0.key), Array($0.value.utf8)) }))
    let all = FilesDetector().observe(EvidenceSubject(files: source))
    return all[CheckID(check)] ?? CheckObservations(hasDetector: false)
  }

  static func summary(of observations: CheckObservations) -> [String] {
    observations.observations.map {
      "\($0.stance) \($0.evidence.location.path):\($0.evidence.location.line)"
    }
  }
}
