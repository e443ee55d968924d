/// The revision that policy and exceptions were taken from, instead of the files that were judged.
package struct PolicySource: Hashable, Sendable {
  /// As the user named it: `origin/main`.
  package var revision: String
  /// Its commit, in full.
  package var commit: String

  package init(revision: String, commit: String) {
    self.revision = revision
    self.commit = commit
  }
}
