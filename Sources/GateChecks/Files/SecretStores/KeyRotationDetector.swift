import GateModel

/// A schedule that replaces keys: set up in Terraform, or only mentioned in a document.
struct KeyRotationDetector {
  let files: ProjectFiles

  func observe() -> [CheckID: CheckObservations] {
    let documents = files.read(.document, mentioning: ["otat"])
    let terraform = files.read(.terraform)
    return [
      CheckID("auth.keyRotation"): CheckObservations(
        observations: terraform.files.flatMap(schedules) + documents.files.flatMap(mentions),
        lookedFor: "a rotation schedule of the secret store",
        filesExamined: files.paths(of: .document).count + terraform.files.count)
    ]
  }

  /// `rotation_period = "7776000s"` of Google, `automatically_after_days = 90` of AWS. They rotate
  /// what the store holds; whether MaintainX's key is among it, only people know.
  private func schedules(in file: TextFile) -> [Observation] {
    HCLReader.blocks(in: file).flatMap(\.all).flatMap(\.attributes).compactMap { attribute in
      let value = attribute.expression.trimmed.filter { $0 != "\"" }
      let seconds: Double?
      switch attribute.name {
      case "rotation_period": seconds = value.hasSuffix("s") ? Double(value.dropLast()) : nil
      case "automatically_after_days": seconds = Double(value).map { $0 * 86_400 }
      default: return nil
      }
      guard let seconds, seconds.isFinite else { return nil }
      return Observation(
        .near,
        file.evidence(
          line: attribute.line,
          note: "the store's schedule: \(Int(clamping: seconds / 86_400)) days"),
        facts: ["every": .duration(seconds)])
    }
  }

  private static let keyWords = ["key", "secret", "token", "credential", "password"]

  /// At most this many lines of a document: one is enough to find the place.
  private static let mostMentions = 3

  private func mentions(in file: TextFile) -> [Observation] {
    let lines = file.lines.indices.filter { index in
      let line = file.lines[index].lowercased()
      return line.mentions("rotat") && Self.keyWords.contains { line.mentions($0) }
    }
    return lines.prefix(Self.mostMentions).map {
      Observation(
        .near, file.evidence(line: $0 + 1, note: "speaks of rotation; attest when it was"))
    }
  }
}

extension Int {
  /// The whole part of a number, within what an Int holds.
  fileprivate init(clamping number: Double) {
    self = Int(Swift.min(Swift.max(number, -1e9), 1e9))
  }
}
