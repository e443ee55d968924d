package import GateModel
package import GateRules

/// What a `.gitleaks.toml` says: its rules, which add to the built-in ones, and its allowlists.
package struct GitleaksConfig: Sendable {
  package static let path = RepositoryPath(".gitleaks.toml")

  package var rules: [SecretRule] = []
  package var allowlists: [GitleaksAllowlist] = []
  /// Mistakes, which stop the run, and what cannot be honoured, which is a warning each.
  package var diagnostics: [Diagnostic] = []
  /// Another file that this one builds on, relative to the folder that is scanned.
  package var extendedPath: String?
  /// Rules of that file that are not wanted.
  package var disabledRules: Set<String> = []

  /// The files that it was read from, one after the other.
  package var text: [UInt8] = []

  package init() {}

  /// The same over the file that it builds on: what it disables there is gone.
  package func over(_ base: GitleaksConfig) -> GitleaksConfig {
    var merged = self
    let own = Set(rules.map(\.id))
    merged.rules += base.rules.filter { !own.contains($0.id) && !disabledRules.contains($0.id) }
    merged.allowlists += base.allowlists
    merged.diagnostics += base.diagnostics
    return merged
  }

  /// What a commit's own allowlist says of a finding.
  package func suppression(ofCommitOf finding: Finding) -> Suppression? {
    guard let commit = finding.commit else { return nil }
    return allowlists.first { $0.isFor(finding.rule) && $0.commits.contains(commit) }?.suppression
  }
}
