package import GateModel

/// Findings and unmet checks that were known when it was written, so that only new ones fail. Holds
/// no secret.
package struct Baseline: Sendable {
  /// A finding by its fingerprint; rule and path are there for whoever reads the file.
  package struct Entry: Hashable, Comparable, Sendable {
    package var path: String
    package var rule: String
    package var fingerprint: String
    /// Why it was added later.
    package var reason: String?

    package init(path: String, rule: String, fingerprint: String, reason: String? = nil) {
      (self.path, self.rule, self.fingerprint, self.reason) = (path, rule, fingerprint, reason)
    }

    package static func < (left: Self, right: Self) -> Bool {
      (left.path, left.rule, left.fingerprint) < (right.path, right.rule, right.fingerprint)
    }
  }

  /// A check that was unmet.
  package struct KnownCheck: Hashable, Sendable {
    package var id: CheckID
    package var reason: String

    package init(_ id: CheckID, reason: String = "known when the baseline was written") {
      (self.id, self.reason) = (id, reason)
    }
  }

  /// Where it lies, in the folder that is scanned.
  package static let path = RepositoryPath(".mxgate-baseline")
  private static let title = "# mxgate baseline 1: known findings; renew it with `mxgate baseline`"
  /// What the line with the salt begins with; a word that no rule takes for a secret's name.
  private static let saltTitle = "project"
  private static let checkTitle = "check"
  private static let reasonTitle = "because"
  package static let saltBytes = 16

  /// What the fingerprints in it are made with.
  package let salt: [UInt8]
  /// Sorted, so that a change of the file reads well.
  package let entries: [Entry]
  package let checks: [KnownCheck]
  private let fingerprints: Set<String>

  package init(salt: [UInt8], entries: [Entry], checks: [KnownCheck] = []) {
    self.salt = salt
    self.entries = entries.sorted()
    self.checks = checks.sorted { $0.id < $1.id }
    fingerprints = Set(entries.map(\.fingerprint))
  }

  /// What is known from now on. What may not be suppressed is left out.
  package init(salt: [UInt8], of findings: [Finding], checks: [KnownCheck] = []) {
    let known = findings.filter { finding in
      !finding.cannotBeSuppressed
        && (finding.suppression == nil || finding.suppression?.kind == .baseline)
    }
    let entries = known.map { finding in
      Entry(
        path: Self.readable(finding.location.path), rule: finding.rule,
        fingerprint: finding.fingerprint)
    }
    self.init(salt: salt, entries: Array(Set(entries)), checks: checks)
  }

  /// What of this is left in another one of today, and what of that is added by the name of its
  /// rule or check, for a reason.
  package func renewed(by today: Baseline, adding names: [String], reason: String) -> Baseline {
    let kept = entries.filter { entry in today.knows(entry.fingerprint) }
    let new = today.entries.filter { !knows($0.fingerprint) && names.contains($0.rule) }
    let unmet = Set(today.checks.map(\.id))
    let keptChecks = checks.filter { unmet.contains($0.id) }
    let newChecks = unmet.subtracting(checks.map(\.id)).filter { names.contains($0.rawValue) }
    return Baseline(
      salt: salt,
      entries: kept
        + new.map {
          Entry(path: $0.path, rule: $0.rule, fingerprint: $0.fingerprint, reason: reason)
        },
      checks: keptChecks + newChecks.map { KnownCheck($0, reason: reason) })
  }

  package var count: Int { entries.count + checks.count }

  package func knows(_ fingerprint: String) -> Bool { fingerprints.contains(fingerprint) }

  /// Entries that none of the findings of a whole tree meets: what they stood for is gone.
  package func dead(after findings: [Finding]) -> [Entry] {
    let found = Set(findings.map(\.fingerprint))
    return entries.filter { !found.contains($0.fingerprint) }
  }

  /// What both know. One with another salt speaks of other fingerprints, and counts for nothing.
  package func intersection(with other: Baseline) -> Baseline {
    Baseline(
      salt: salt,
      entries: other.salt == salt ? entries.filter { other.knows($0.fingerprint) } : [],
      checks: checks.filter { check in other.checks.contains { $0.id == check.id } })
  }

  // MARK: The file

  package var text: String {
    let unmet = checks.map { "\(Self.checkTitle) \($0.id) \($0.reason)" }
    let lines = entries.flatMap { entry in
      ["\(entry.fingerprint) \(entry.rule) \(entry.path)"]
        + (entry.reason.map { ["\(Self.reasonTitle) \(entry.fingerprint) \($0)"] } ?? [])
    }
    return ([Self.title, "\(Self.saltTitle) \(Hexadecimal.text(salt))"] + unmet + lines)
      .joined(separator: "\n") + "\n"
  }

  /// - Throws: a diagnostic for the first line that is none of a baseline's.
  package init(parsing bytes: [UInt8], at path: RepositoryPath = Self.path) throws(Problem) {
    var salt: [UInt8]?
    var entries: [Entry] = []
    var checks: [KnownCheck] = []
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      guard !line.isEmpty, line.first != UInt8(ascii: "#") else { continue }
      let words = String(decoding: line, as: UTF8.self).split(separator: " ", maxSplits: 2)
      if words.count == 2, words[0] == Self.saltTitle, salt == nil {
        salt = Hexadecimal.bytes(words[1])
      } else if words.count == 3, words[0] == Self.checkTitle, salt != nil {
        checks.append(KnownCheck(CheckID(String(words[1])), reason: String(words[2])))
      } else if words.count == 3, words[0] == Self.reasonTitle,
        entries.last?.fingerprint == String(words[1])
      {
        entries[entries.count - 1].reason = String(words[2])
      } else if words.count == 3, salt != nil {
        entries.append(
          Entry(
            path: String(words[2]), rule: String(words[1]), fingerprint: String(words[0])))
      } else {
        throw Problem("this is no line of a baseline", at: path, line: index + 1)
      }
      if salt == nil {
        throw Problem("the salt is no hexadecimal number", at: path, line: index + 1)
      }
    }
    guard let salt else { throw Problem("there is no salt in it", at: path, line: 1) }
    self.init(salt: salt, entries: entries, checks: checks)
  }

  /// Why a file is no baseline.
  package struct Problem: Error, Sendable {
    package let diagnostic: Diagnostic

    init(_ message: String, at path: RepositoryPath, line: Int) {
      diagnostic = Diagnostic(
        .error, message, at: Location(path: path, line: line),
        help: "write it anew with mxgate baseline")
    }
  }

  /// The path on one line.
  private static func readable(_ path: RepositoryPath) -> String {
    String(path.text.map { $0.isNewline ? "?" : $0 })
  }
}
