package import GateMatching
package import GateModel

/// An allowlist of a `.gitleaks.toml`: findings that are known and no leak.
///
/// https://github.com/gitleaks/gitleaks#configuration
package struct GitleaksAllowlist: Sendable {
  /// What its regular expressions are held against.
  package enum Target: String, CaseIterable, Sendable {
    case secret, match, line
  }

  /// The rules that it is for; `nil` for all.
  package var rules: Set<String>?
  package var reason: String
  /// Whether every kind of condition must hold, instead of one.
  package var needsAll = false
  package var paths: [Pattern] = []
  package var regexes: [Pattern] = []
  package var target = Target.secret
  /// In lower case.
  package var stopwords: [String] = []
  package var commits: Set<String> = []
  /// For what a `disabledRules` entry stands for: whatever the rule finds.
  package var allowsEverything = false
  package var location: Location

  package init(reason: String, location: Location) {
    self.reason = reason
    self.location = location
  }

  package func isFor(_ rule: String) -> Bool { rules.map { $0.contains(rule) } ?? true }

  /// What says that a finding does not count.
  package var suppression: Suppression {
    Suppression(kind: .ignoreFile, reason: reason, location: location)
  }

  /// Whether it covers what was found, by all that is known before the commit is.
  ///
  /// An expression that backtracks without end covers nothing: the finding stays.
  func covers(
    _ candidate: Candidate, in bytes: Span<UInt8>, of file: ScannedFile,
    _ matcher: inout Matcher
  ) -> Bool {
    if allowsEverything { return true }
    var answers: [Bool] = []
    if !paths.isEmpty {
      answers.append(
        paths.contains {
          Self.matches($0, file.path.bytes.span, 0..<file.path.bytes.count, &matcher)
        })
    }
    if !regexes.isEmpty {
      let text = text(of: candidate, in: bytes)
      let part = bytes.bytes(in: text)
      answers.append(regexes.contains { Self.matches($0, part.span, 0..<part.count, &matcher) })
    }
    if !stopwords.isEmpty {
      let secret = ValueText(candidate.value, in: bytes)
      answers.append(stopwords.contains(where: secret.contains))
    }
    return needsAll ? !answers.isEmpty && !answers.contains(false) : answers.contains(true)
  }

  private func text(of candidate: Candidate, in bytes: Span<UInt8>) -> Range<Int> {
    switch target {
    case .secret: candidate.value
    case .match: candidate.match
    case .line: bytes.line(around: candidate.value.lowerBound, reach: SecretScanner.reach)
    }
  }

  private static func matches(
    _ pattern: Pattern, _ bytes: Span<UInt8>, _ range: Range<Int>, _ matcher: inout Matcher
  ) -> Bool {
    do {
      return try matcher.matches(pattern, in: bytes, from: range.lowerBound, to: range.upperBound)
    } catch {
      return false
    }
  }
}
