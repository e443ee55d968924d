internal import GateModel
internal import GateRules

/// Turns candidates that passed the filters into findings: one for each secret, and none showing it.
package struct FindingWriter {
  let engine: SecretEngine
  let path: RepositoryPath
  let start: TextPosition

  /// The most findings of one text that are told one by one: nobody reads more, and a file of
  /// nothing but secrets must not hold the gate up.
  package static let mostListed = 250

  /// - Returns: the first findings, and how many more there are.
  func findings(
    for candidates: [Candidate], in bytes: Span<UInt8>
  ) -> (listed: [Finding], unlisted: Int) {
    guard !candidates.isEmpty else { return ([], 0) }
    let redaction = Redaction(showsSecrets: engine.options.showsSecrets)
    var fingerprint = Fingerprint(salt: engine.options.salt)
    let secrets = Self.united(candidates.map(\.value))
    var starts = LineCounter(from: start)
    var ends = starts
    let best = Self.best(of: candidates, rules: engine.rules)
    let listed = best.prefix(Self.mostListed).map { candidate in
      let rule = engine.rules[candidate.rule]
      let start = starts.position(of: candidate.value.lowerBound, in: bytes)
      let end = ends.position(of: candidate.value.upperBound, in: bytes)
      let location = Location(
        path: path, line: start.line, column: start.column, endLine: end.line,
        endColumn: end.column)
      let secret = candidate.decoded ?? bytes.bytes(in: candidate.value)
      return Finding(
        rule: rule.id, title: rule.title, severity: candidate.severity,
        confidence: candidate.confidence, location: location,
        display: redaction.display(candidate.value, in: bytes),
        excerpt: redaction.excerpt(around: candidate.value, hiding: secrets, in: bytes),
        fingerprint: fingerprint.text(rule: rule.id, path: path, secret: secret),
        reason: candidate.reason ?? Self.reason(for: rule), fix: rule.fix,
        suppression: candidate.cannotBeSuppressed
          ? nil
          : candidate.allowed
            ?? suppression(of: rule.id, value: candidate.value, at: location, in: bytes),
        cannotBeSuppressed: candidate.cannotBeSuppressed)
    }
    return (listed, best.count - listed.count)
  }

  private static func reason(for rule: SecretRule) -> String {
    switch rule.detection {
    case .pattern: "it has the form of one"
    case .named(let words, _):
      "it has the form of one, and stands under a name with '\(words.joined(separator: "' or '"))'"
    case .context: "of where it stands"
    case .search: "the rule's expression matches it"
    }
  }

  /// The comment that allows a secret, on the line of its start or of its end.
  private func suppression(
    of rule: String, value: Range<Int>, at location: Location, in bytes: Span<UInt8>
  ) -> Suppression? {
    guard engine.options.honoursInlineAllow else { return nil }
    for (place, number) in [
      (value.lowerBound, location.line), (value.upperBound, location.endLine),
    ] {
      let found = InlineAllow.suppression(
        of: rule, on: bytes.line(around: place, reach: SecretScanner.reach), of: bytes,
        number: number, path: path)
      if let found { return found }
    }
    return nil
  }

  // MARK: Overlaps

  /// The ranges in ascending order, overlapping ones made one.
  static func united(_ ranges: [Range<Int>]) -> [Range<Int>] {
    var united: [Range<Int>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = united.last, range.lowerBound < last.upperBound {
        united[united.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        united.append(range)
      }
    }
    return united
  }

  /// Of candidates whose values overlap the best one, in the order of the text.
  static func best(of candidates: [Candidate], rules: [SecretRule]) -> [Candidate] {
    let ordered = candidates.sorted {
      ($0.value.lowerBound, $0.value.upperBound, $0.rule)
        < ($1.value.lowerBound, $1.value.upperBound, $1.rule)
    }
    var best: [Candidate] = []
    for candidate in ordered {
      // What is kept never overlaps, so only the last one can meet this one.
      guard let last = best.last, candidate.value.lowerBound < last.value.upperBound else {
        best.append(candidate)
        continue
      }
      if candidate.isBetter(than: last) {
        best[best.count - 1] = candidate
      }
    }
    return best
  }
}

extension Candidate {
  /// Whether this says more about the same text than another candidate does.
  fileprivate func isBetter(than other: Candidate) -> Bool {
    if cannotBeSuppressed != other.cannotBeSuppressed { return cannotBeSuppressed }
    if (confidence == .low) != (other.confidence == .low) { return confidence != .low }
    if origin != other.origin { return origin.rawValue < other.origin.rawValue }
    return value.count > other.value.count
  }
}
