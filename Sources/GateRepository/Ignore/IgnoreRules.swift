package import GateModel

/// The `.gitignore` files of a tree, by their path from its top, with nothing else beside them: no
/// index, no excludes of this machine, no configuration of the repository.
///
/// Git judges files on the disk alone. So rules that are not there, those of a commit or those that a
/// fix would write, are laid out in a temporary folder for as long as the question takes.
package struct IgnoreRules: Sendable {
  package var files: [RepositoryPath: [UInt8]]

  package init(_ files: [RepositoryPath: [UInt8]] = [:]) { self.files = files }

  /// A `.gitignore` of more bytes than this was not written by people.
  static let sizeLimit = 4 << 20

  /// The rule that decides on each path, in order; `nil` where none does.
  func rules(decidingOn paths: [RepositoryPath]) async throws(GitError) -> [IgnoreRule?] {
    do {
      return try await OpenFolder.withTemporary { folder, path in
        try layOut(in: folder)
        return try await GitRunner(in: path).ignoreRules(decidingOn: paths)
      }
    } catch {
      throw GitRunner.gitError(error, command: "git check-ignore")
    }
  }

  /// The least that git takes for a repository, and the rules.
  private func layOut(in folder: OpenFolder) throws(FileError) {
    try folder.makeFolder(RepositoryPath(".git/objects"))
    try folder.makeFolder(RepositoryPath(".git/refs"))
    try folder.create(RepositoryPath(".git/HEAD"), Array("ref: refs/heads/main\n".utf8))
    for (path, content) in files { try folder.create(path, content) }
  }
}

extension RepositoryPath {
  /// Whether git reads rules from a file of this name.
  var holdsIgnoreRules: Bool { name == ".gitignore" }
}

extension GitRunner {
  /// The ignore rules among the files of a commit.
  func ignoreRules(among files: [StoredFile]) async throws(GitError) -> IgnoreRules {
    var rules = IgnoreRules()
    // Git does not read rules through a link.
    let holders = files.filter { $0.path.holdsIgnoreRules && $0.kind == .regular }
    try await forEachBlob(of: holders) { blob, _, bytes throws(GitError) in
      guard blob.size <= IgnoreRules.sizeLimit else {
        throw GitError(
          .outputTooLarge, command: "git cat-file", words: "\(blob.path): \(blob.size) bytes")
      }
      rules.files[blob.path] = [UInt8](bytes)
    }
    return rules
  }
}
